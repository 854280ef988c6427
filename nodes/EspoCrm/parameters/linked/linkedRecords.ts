import type { INodeProperties } from 'n8n-workflow';

import { columnOfName } from '../../../shared/api/links/columnPlace';
import { columnValue as valueOfColumn } from '../../../shared/api/links/linkColumns';
import { linkTarget } from '../../../shared/api/links/linkedRecordChoices';
import type { AttributeKind } from '../../../shared/api/values/fieldTypes';
import { isBlank, isNothing } from '../../../shared/api/values/given';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../../shared/api/values/Json';
import { shortened } from '../../../shared/api/values/shortened';
import { collectionOf, ofText, rowsOf } from '../../../shared/parameters/entered/collectionOf';
import { refuseNothing } from '../../../shared/parameters/entered/refuseNothing';
import { hasNothing } from '../../../shared/parameters/reading/enteredValue';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { givenRecords } from '../../../shared/parameters/shown/givenRecords';
import { FIND_BY, linkedRecordKinds } from './linkedRecordFields';

const NAME = 'Linked Records';
const KINDS = linkedRecordKinds.map(({ name }) => name);
const FIELDS = linkedRecordKinds.flatMap(({ values }) => values.map(({ name }) => name));

/** Links by label with records by name, which n8n's field mapping can't show (design.md#field-mapping). */
export const linkedRecordsProperty: INodeProperties = {
	displayName: NAME,
	name: 'linkedRecords',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Linked Record',
	default: {},
	description:
		'Records to link, found by name. In a link to several records, those given here replace all others; to add records, use the Relation resource.',
	options: linkedRecordKinds,
};

export interface LinkedValues {
	values: JsonObject;
	/** So that nothing has to be looked up. */
	kinds: Map<string, AttributeKind>;
}

/** The rows as they were entered, of either kind. @throws InvalidInput */
export function linkedRecordRows(reader: ParameterReader): JsonObject[] {
	const given = givenRows(reader);
	// As it is for most items.
	if (isJsonObject(given) && !Object.keys(given).length) return [];
	return linkedRecordKinds.flatMap(({ name, values }, index) => {
		// A list alone may hold rows of both kinds.
		const isList = Array.isArray(given);
		if (isList && index) return [];
		const rows = isList
			? rowsOf(given, name, NAME, FIELDS)
			: rowsOf(
					{ [name]: collectionOf(given, NAME, KINDS)[name] },
					name,
					NAME,
					values.map((field) => field.name),
				);
		for (const [at, { value, findBy }] of rows.entries()) {
			// Found by its name instead, it could be another record.
			if (!isNothing(value)) refuseNothing(reader, findBy, ['linkedRecords', name, at, 'findBy'], { label: FIND_BY, parameter: NAME });
		}
		return rows;
	});
}

/** What was entered, with null for what an expression in it found nothing for: a row can also lack a field. */
function givenRows(reader: ParameterReader): unknown {
	const given = reader.get('linkedRecords');
	return ofText(hasNothing(given) ? given : reader.resolved('linkedRecords'));
}

/**
 * The attributes that set the chosen links. A row without a record is left out: empty means "leave alone".
 * @param rows with the records by ID
 * @throws InvalidInput
 */
export function readLinkedRecords(reader: ParameterReader, rows = linkedRecordRows(reader)): LinkedValues {
	const values: JsonObject = {};
	const kinds = new Map<string, AttributeKind>();
	const set = (attribute: string, kind: AttributeKind, value: Json) => {
		kinds.set(attribute, kind);
		values[attribute] = value;
	};
	for (const { link, record, column, columnValue } of rows) {
		const { ids } = givenRecords(record, NAME, `“Record” in “${NAME}”`);
		if (!ids.length) continue;
		const { attribute, field, several, entityType } = linkTarget(link, NAME);
		if (several) {
			const others = Array.isArray(values[attribute]) ? values[attribute] : [];
			set(attribute, 'idList', [...new Set([...others, ...ids])]);
		} else {
			if (ids.length > 1 || kinds.has(attribute)) {
				throw new InvalidInput(NAME, `“${attribute}” in “${NAME}” takes one record, but several were given`);
			}
			set(attribute, 'id', ids[0] as string);
			if (entityType) set(`${field}Type`, 'enum', entityType);
		}
		const given = columnOf(column, columnValue);
		if (!given) continue;
		if (!several)
			throw new InvalidInput(NAME, `“${attribute}” in “${NAME}” has no columns`, 'Only links to several records can have columns.');
		set(`${field}Columns`, 'object', withColumn(values[`${field}Columns`], ids, namedColumn(given.column), given.value));
	}
	return { values, kinds };
}

/** The column of a row and its value, as they were entered; undefined without a value, as empty means “leave alone”. */
function columnOf(column: Json | undefined, value: Json | undefined): { column: Json; value: Json } | undefined {
	if (value === undefined || value === null || isBlank(value)) return undefined;
	if (!column || isBlank(column)) throw new InvalidInput(NAME, `“Column Name or ID” in “${NAME}” is empty, but “Column Value” is not`);
	return { column, value };
}

function namedColumn(column: Json): NonNullable<ReturnType<typeof columnOfName>> {
	const name = columnOfName(column);
	if (!name) throw new InvalidInput(NAME, `“${shown(column)}” in “${NAME}” is not the name of a column`);
	return name;
}

/** The columns of a link with this one for each of the records. */
function withColumn(known: Json | undefined, ids: string[], { column, kind }: ReturnType<typeof namedColumn>, given: Json): JsonObject {
	const columns: JsonObject = isJsonObject(known) ? known : {};
	for (const id of ids) {
		const row = isJsonObject(columns[id]) ? columns[id] : {};
		const value = valueOfColumn(column, switchOf(given), kind, NAME);
		// Not by look-up: “constructor” would be found in every object.
		if ((new Map(Object.entries(row)).get(column) ?? value) !== value)
			throw new InvalidInput(NAME, `“${column}” of “${id}” in “${NAME}” has two values`, 'Remove one of the two.');
		columns[id] = { ...row, [column]: value };
	}
	return columns;
}

/** A switch that was entered as text; no other column holds these words. */
function switchOf(value: Json): Json {
	return value === 'true' ? true : value === 'false' ? false : value;
}

function shown(value: Json): string {
	return shortened(typeof value === 'string' ? value : JSON.stringify(value));
}
