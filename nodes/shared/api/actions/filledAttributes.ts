import { isEmpty } from '../values/given';
import type { Json, JsonObject } from '../values/Json';
import { wholeFields } from './wholeFields';

/** What a merge moves by itself (espocrm-api.md#merging), and files, which go with the record that has them. */
const NOT_FILLED = ['attachmentMultiple', 'email', 'file', 'image', 'linkMultiple', 'phone'];
/** Names of persons are filled part by part, other fields only as a whole: half an address from here and half from there would be none. */
const BY_PARTS = ['personName'];

/**
 * The attributes that are empty in a record, with the values of the first of the others that has them.
 * @param fields the definitions of the fields by name
 */
export function filledAttributes(record: JsonObject, others: JsonObject[], fields: ReadonlyMap<string, JsonObject>): JsonObject {
	const filled: JsonObject = {};
	for (const { type, attributes } of wholeFields(fields)) {
		if (NOT_FILLED.includes(type)) continue;
		const names = attributes.filter((name) => name in record);
		for (const part of BY_PARTS.includes(type) ? names.map((name) => [name]) : [names]) {
			const values = part.every((name) => isEmpty(record[name])) ? firstGiven(others, part) : undefined;
			Object.assign(filled, values);
		}
	}
	return { ...filled, ...mergedTeams(record, others) };
}

function firstGiven(records: JsonObject[], names: string[]): JsonObject | undefined {
	const found = records.find((record) => names.some((name) => !isEmpty(record[name])));
	return (
		found && Object.fromEntries(names.flatMap((name): Array<[string, Json]> => (isEmpty(found[name]) ? [] : [[name, found[name] as Json]])))
	);
}

/** Before 10.0 a merge leaves out the teams. */
function mergedTeams(record: JsonObject, others: JsonObject[]): JsonObject {
	const own = teamsOf(record);
	const all = [...new Set([...own, ...others.flatMap(teamsOf)])];
	return all.length > own.length ? { teamsIds: all } : {};
}

function teamsOf({ teamsIds }: JsonObject): string[] {
	return Array.isArray(teamsIds) ? teamsIds.map(String) : [];
}
