import type { FieldUpload } from '../../../shared/api/files/writingFiles';
import { withoutPrimaryAccount } from '../../../shared/api/records/primaryAccount';
import { dependsOnKind, valuesToSend } from '../../../shared/api/values/attributeValues';
import { dependsOnAllDay } from '../../../shared/api/values/dependsOnAllDay';
import type { AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { isNothing } from '../../../shared/api/values/given';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { Json, JsonObject } from '../../../shared/api/values/Json';
import { isNumeric } from '../../../shared/api/values/numeric';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { readEntityType } from '../../../shared/parameters/record/entityType';
import { identifiedRows } from '../linked/identifiedRows';
import { linkedRecordRows, readLinkedRecords, type LinkedValues } from '../linked/linkedRecords';
import { clearedAttributes } from './clearedAttributes';
import { CLEAR, refuseUnclearable } from './clearedFields';
import { fileValues } from './fileValues';
import { fieldsOfJson, JSON_FIELDS } from './fieldsJson';
import { MAPPED, readMappedFields, type GivenValues } from './mappedFields';
import { hasLoneParentId, withWholeParents } from './parents';

export const SPECIFY = 'Specify Fields';

/** Whether the fields are given as JSON. @throws InvalidInput for another way than the two that there are */
export function isJson(reader: ParameterReader): boolean {
	return chosenOf(reader.get('specifyFields'), ['mapping', 'json'], SPECIFY) === 'json';
}

export interface ReadAttributes {
	values: JsonObject;
	/** Files of the item that become the values of file fields. */
	uploads: FieldUpload[];
	kinds: AttributeKinds;
	labels: ReadonlyMap<string, string>;
	matchOn: string[];
}

/**
 * What the fields, the linked records and the fields to clear say together, as it is sent.
 * @param toClear what is to be emptied, as it was entered
 * @param namedToMatch the attributes to find a record by, where the mapping does not say them
 * @throws InvalidInput
 */
export async function readAttributes(reader: ParameterReader, toClear: unknown, namedToMatch?: string[]): Promise<ReadAttributes> {
	const inJson = isJson(reader);
	const given: GivenValues = inJson
		? {
				values: fieldsOfJson(reader.get('fieldsJson')),
				kinds: new Map(),
				labels: new Map(),
				offered: new Set(),
				needed: new Set(),
				matchOn: [],
			}
		: await readMappedFields(reader);
	const linked = readLinkedRecords(reader, await identifiedRows(reader, linkedRecordRows(reader)));
	for (const attribute of Object.keys(linked.values)) {
		if (isWritten(given.values[attribute]) && !areSame(attribute, given, linked, reader.zone)) {
			const name = given.labels.get(attribute) ?? attribute;
			throw new InvalidInput(
				'Linked Records',
				`“${name}” has one value in “Linked Records” and another in the fields`,
				'Remove one of the two.',
			);
		}
	}
	const entityType = readEntityType(reader);
	const cleared = await clearedAttributes(reader, entityType, toClear, given);
	const all = withCleared({ ...given.values, ...linked.values }, cleared);
	const place = inJson ? JSON_FIELDS : MAPPED;
	const { values, uploads } = await fileValues(reader, entityType, all, place);
	const matchOn = namedToMatch ?? given.matchOn;
	// Of blanks no ID was meant.
	const ofId: AttributeKinds = isNothing(values.id) ? new Map() : new Map([['id', 'id']]);
	const known = new Map([...ofId, ...given.kinds, ...linked.kinds]);
	const kinds = await kindsFor(reader, entityType, values, { known, matchOn, offered: given.offered });
	await refuseUnclearable(reader, entityType, cleared, { ...given, kinds });
	const sent = withoutPrimaryAccount(
		entityType,
		valuesToSend(values, kinds, { zone: reader.zone, parameter: place, labels: given.labels, hint: reader.hint }),
	);
	const whole = await withWholeParents(reader, entityType, sent, { kinds, parameter: place });
	return { values: whole, uploads, kinds, labels: given.labels, matchOn };
}

/** The values with null for what is to be emptied. @throws InvalidInput for an attribute that has a value too */
function withCleared(values: JsonObject, cleared: string[]): JsonObject {
	if (!cleared.length) return values;
	// Not by look-up: “constructor” would be found in every object.
	const written = new Set(Object.entries(values).flatMap(([name, value]) => (isWritten(value) ? [name] : [])));
	const both = cleared.find((attribute) => written.has(attribute));
	if (both !== undefined) throw new InvalidInput(CLEAR, `“${both}” has a value, but is also in “${CLEAR}”`, 'Remove one of the two.');
	return { ...values, ...Object.fromEntries(cleared.map((attribute) => [attribute, null])) };
}

/** Whether the fields say what “Linked Records” says: an ID, a list of IDs in any order, the type of a parent in any spelling, or columns. */
function areSame(attribute: string, given: GivenValues, linked: LinkedValues, zone: string): boolean {
	const [own, other] = [given, linked].map(({ values }) => {
		const sent = valuesToSend({ [attribute]: values[attribute] as Json }, linked.kinds, { zone, parameter: MAPPED, labels: given.labels })[
			attribute
		];
		const parts = [sent].flat().map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part).trim()));
		return JSON.stringify(attribute.endsWith('Type') ? parts.join().toLowerCase() : parts.sort());
	});
	return own === other;
}

/** The kinds that are known already, unless a value depends on one that is not; what is compared depends on it where it is no text. */
async function kindsFor(
	reader: ParameterReader,
	entityType: string,
	values: JsonObject,
	{ known, matchOn, offered }: Pick<GivenValues, 'matchOn' | 'offered'> & { known: AttributeKinds },
): Promise<AttributeKinds> {
	const unclear = Object.entries(values).some(
		([attribute, value]) =>
			!known.has(attribute) && attribute !== 'id' && (dependsOnKind(attribute, value) || (matchOn.includes(attribute) && isNumeric(value))),
	);
	const isLone = hasLoneParentId(values) && !known.has('parentType');
	return unclear || isLone || dependsOnAllDay(values, known, offered)
		? new Map([...(await reader.metadata.attributeKinds(entityType)), ...known])
		: known;
}

/** Whether a value is to be sent: null clears, so it counts. */
export function isWritten(value: unknown): boolean {
	return value !== undefined && value !== '';
}
