import type { INodeProperties } from 'n8n-workflow';

import { dependsOnKind, valuesToSend } from '../../shared/api/attributeValues';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { withoutPrimaryAccount } from '../../shared/api/withoutPrimaryAccount';
import { unreadable } from '../../shared/api/where';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { rowsOf } from './collectionOf';
import { readEntityType } from './entityType';

const FIELDS = 'Fields';
const JSON_NAME = 'Fields (JSON)';
const CLEAR = 'Clear Fields Names or IDs';

const specifyFields: INodeProperties = {
	displayName: 'Specify Fields',
	name: 'specifyFields',
	type: 'options',
	noDataExpression: true,
	default: 'fields',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
};

const fields: INodeProperties = {
	displayName: FIELDS,
	name: 'fields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: 'An empty value leaves the field alone',
	displayOptions: { show: { specifyFields: ['fields'] } },
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'attribute',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getWritableAttributes', loadOptionsDependsOn: ['entityType.value'] },
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description:
						'Dates with a time zone are converted for EspoCRM, without one they are in the time zone of the workflow. For a list use an expression like {{ ["A", "B"] }}.',
				},
			],
		},
	],
};

const fieldsJson: INodeProperties = {
	displayName: JSON_NAME,
	name: 'fieldsJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "name": "Acme", "website": "https://acme.example.com" }',
	description: "Attributes by name, as EspoCRM's API knows them. Empty text leaves a field alone, null clears it.",
	displayOptions: { show: { specifyFields: ['json'] } },
};

const clearFields: INodeProperties = {
	displayName: CLEAR,
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWritableAttributes', loadOptionsDependsOn: ['entityType.value'] },
	default: [],
	description:
		'Fields to empty. Clearing the account of a contact ends its links to all accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** The attributes to write; this is the place that field mapping takes later. */
export const attributeValues = parameter('attributes', [specifyFields, fields, fieldsJson], async (reader) => await readAttributes(reader, []));

/** The attributes to write, with fields to clear. */
export const changedAttributeValues = parameter('attributes', [...attributeValues.properties, clearFields], async (reader) => {
	const cleared = identifierList(reader.get('clearFields') ?? [], (name) => nameIdentifier(name, CLEAR));
	return await readAttributes(reader, cleared);
});

async function readAttributes(reader: ParameterReader, cleared: string[]): Promise<JsonObject> {
	const inJson = reader.get('specifyFields') === 'json';
	const source = inJson ? JSON_NAME : FIELDS;
	const given = inJson ? fromJson(reader.get('fieldsJson')) : fromRows(reader.get('fields'));
	for (const attribute of cleared) {
		if (given[attribute] !== undefined && given[attribute] !== '') {
			throw new InvalidInput(CLEAR, `“${attribute}” has a value and is in “${CLEAR}”`, 'Remove one of the two.');
		}
	}
	const values: JsonObject = { ...given, ...Object.fromEntries(cleared.map((attribute) => [attribute, null])) };
	const entityType = readEntityType(reader);
	const kinds = Object.entries(values).some(([attribute, value]) => dependsOnKind(attribute, value))
		? await reader.attributeKinds(entityType)
		: new Map<never, never>();
	return withoutPrimaryAccount(entityType, valuesToSend(values, kinds, reader.zone, source));
}

function fromRows(value: unknown): JsonObject {
	const values = new Map<string, Json>();
	for (const row of rowsOf(value, 'field', FIELDS)) {
		if (row.value === undefined || row.value === '' || row.value === null) continue;
		const attribute = nameIdentifier(row.attribute, 'Field Name or ID');
		if (values.has(attribute)) throw new InvalidInput(FIELDS, `“${attribute}” is twice in “${FIELDS}”`);
		values.set(attribute, row.value);
	}
	return Object.fromEntries(values);
}

function fromJson(value: unknown): JsonObject {
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (parsed === undefined || parsed === null) return {};
	if (!isJsonObject(parsed)) {
		throw new InvalidInput(JSON_NAME, `“${JSON_NAME}” must be an object in curly brackets`, 'To write several records, send several items.');
	}
	return parsed;
}

function parse(text: string): Json | undefined {
	if (!text.trim()) return undefined;
	try {
		return JSON.parse(text) as Json;
	} catch (error) {
		throw unreadable(JSON_NAME, error);
	}
}
