import { compoundParts } from '../../api/values/compoundParts';
import type { ParameterReader } from '../reading/Parameter';

/** What to write instead of something that is no attribute; for refusals, as the labels cost three more requests. @param writable the attributes of the entity type */
export async function meantNames(
	reader: ParameterReader,
	entityType: string,
	given: string,
	writable: readonly string[],
): Promise<string[]> {
	const alike = writable.find((name) => isAlike(given, name));
	if (alike !== undefined) return [alike];
	const field = camelCase(given);
	if (compoundParts(field, writable).length) return [field];
	return await namesByLabel(reader, entityType, given, writable).catch(() => []);
}

async function namesByLabel(reader: ParameterReader, entityType: string, given: string, writable: readonly string[]): Promise<string[]> {
	const names: string[] = [];
	for (const name of writable) {
		if ((await reader.metadata.fieldLabel(entityType, name))?.toLowerCase() === given.toLowerCase()) names.push(name);
	}
	return names;
}

/** Another case, blanks as in a label, or the name of a link instead of its attribute. */
function isAlike(given: string, name: string): boolean {
	const plain = given.replace(/\s/g, '').toLowerCase();
	return ['', 'id', 'ids'].some((end) => plain + end === name.toLowerCase());
}

function camelCase(text: string): string {
	const joined = text.replace(/\s+(\S)/g, (_blanks, first: string) => first.toUpperCase());
	return joined.charAt(0).toLowerCase() + joined.slice(1);
}
