import type { INodeProperties } from 'n8n-workflow';

import type { AttributeKind } from '../../shared/api/fieldTypes';
import { identifierList, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isBlank } from '../../shared/api/isBlank';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { shortened } from '../../shared/api/shortened';
import { columnOfName } from '../../shared/api/columnPlace';
import { columnValue as valueOfColumn } from '../../shared/api/linkColumns';
import { linkTarget } from '../../shared/api/linkedRecordChoices';
import type { ParameterReader } from '../../shared/operation/Parameter';
import { rowsOf } from './collectionOf';
import { byField, findByProperties } from './findBy';
import { locatorValue } from './locatorValue';
import { recordAddress, recordLocator } from './recordLocator';

const NAME = 'Linked Records';

/** Not for a link to one record, nor for one that says of itself that it has none. */
const WITH_COLUMNS = { hide: { link: [{ _cnd: { regex: '^$|Id(:|$)|:plain$' } }] } };
const ROW = ['link', 'record', 'column', 'columnValue', 'findBy', 'ifNotFound'];
const BY_ID = recordLocator('searchLinkedRecords', ['&link'], true);

/** Links by label with records by name, which n8n's field mapping can't show (design, decision 9). */
export const linkedRecordsProperty: INodeProperties = {
	displayName: NAME,
	name: 'linkedRecords',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Linked Record',
	default: {},
	description:
		'Records to link while writing, found by their name. For a link with several records those given here replace all others; to add some, use the resource Relation.',
	options: [
		{
			displayName: 'Linked Record',
			name: 'record',
			values: [
				{
					displayName: 'Link Name or ID',
					name: 'link',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getLinkedRecordChoices', loadOptionsDependsOn: ['entityType.value'] },
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Record',
					name: 'record',
					...BY_ID,
					modes: [BY_ID, byField].flatMap(({ modes = [] }) => modes),
					description: 'The record to link; by ID several with commas between them where the link takes several',
				},
				...findByProperties,
				{
					displayName: 'Column Name or ID',
					name: 'column',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getLinkedRecordColumns', loadOptionsDependsOn: ['entityType.value', '&link'] },
					default: '',
					displayOptions: WITH_COLUMNS,
					description:
						'A value that the link itself keeps, e.g. the role of a contact. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Column Value',
					name: 'columnValue',
					type: 'string',
					default: '',
					placeholder: 'e.g. Decision Maker',
					displayOptions: WITH_COLUMNS,
				},
			],
		},
	],
};

export interface LinkedValues {
	values: JsonObject;
	/** So that nothing has to be looked up. */
	kinds: Map<string, AttributeKind>;
}

/** The rows as they were entered. @throws InvalidInput */
export function linkedRecordRows(reader: ParameterReader): JsonObject[] {
	return rowsOf(reader.get('linkedRecords'), 'record', NAME, ROW);
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
		const given = locatorValue(record);
		if (!recordIds(given).length) continue;
		const { attribute, field, several, entityType } = linkTarget(link, NAME);
		const ids = recordIds(given, entityType);
		if (several) {
			const others = Array.isArray(values[attribute]) ? values[attribute] : [];
			set(attribute, 'idList', [...new Set([...others, ...ids])]);
		} else {
			if (ids.length > 1 || attribute in values) {
				throw new InvalidInput(NAME, `“${attribute}” in “${NAME}” takes one record, but several are given`);
			}
			set(attribute, 'id', ids[0] as string);
			if (entityType) set(`${field}Type`, 'enum', entityType);
		}
		// Empty means “leave alone”.
		if (columnValue === undefined || columnValue === null || isBlank(columnValue)) continue;
		if (!column || isBlank(column)) throw new InvalidInput(NAME, `“Column Name or ID” in “${NAME}” is empty, but “Column Value” is not`);
		if (!several) throw new InvalidInput(NAME, `“${attribute}” in “${NAME}” has no columns`, 'Only links with several records can have such.');
		const name = columnOfName(column);
		if (!name) throw new InvalidInput(NAME, `“${shown(column)}” in “${NAME}” is not the name of a column`);
		const columns = isJsonObject(values[`${field}Columns`]) ? (values[`${field}Columns`] as JsonObject) : {};
		for (const id of ids) {
			const row = isJsonObject(columns[id]) ? columns[id] : {};
			columns[id] = { ...row, [name.column]: valueOfColumn(name.column, switchOf(columnValue), name.kind, NAME) };
		}
		set(`${field}Columns`, 'object', columns);
	}
	return { values, kinds };
}

/** @param entityType that an address must be of, where it is known. @throws InvalidInput */
function recordIds(given: unknown, entityType?: string): string[] {
	return identifierList(given ?? [], (id) => {
		const address = recordAddress(id);
		if (address && entityType && address.entityType !== entityType) {
			throw new InvalidInput(NAME, `A URL in “${NAME}” is of the type ${address.entityType}, but the link leads to ${entityType}`);
		}
		return recordIdentifier(address?.id ?? id, NAME);
	});
}

/** A switch that was entered as text; no other column holds these words. */
function switchOf(value: Json): Json {
	return value === 'true' ? true : value === 'false' ? false : value;
}

function shown(value: Json): string {
	return shortened(typeof value === 'string' ? value : JSON.stringify(value));
}
