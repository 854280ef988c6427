import type { INodeProperties } from 'n8n-workflow';

import { dependsOnKind, valuesToSend, type AttributeKinds } from '../../shared/api/attributeValues';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import type { JsonObject } from '../../shared/api/Json';
import { withoutPrimaryAccount } from '../../shared/api/withoutPrimaryAccount';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { readEntityType } from './entityType';
import { fieldsJson, fieldsOfJson, JSON_FIELDS } from './fieldsJson';
import { linkedRecordsProperty, readLinkedRecords } from './linkedRecords';
import { MAPPED, mappedFields, otherInput, readMappedFields, type GivenValues } from './mappedFields';

const CLEAR = 'Clear Fields Names or IDs';

const specifyFields: INodeProperties = {
	displayName: 'Specify Fields',
	name: 'specifyFields',
	type: 'options',
	noDataExpression: true,
	default: 'mapping',
	options: [
		{ name: 'Using Fields Below', value: 'mapping' },
		{ name: 'Using JSON', value: 'json' },
	],
};

const matchFields: INodeProperties = {
	displayName: 'Match Fields Names or IDs',
	name: 'matchFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWritableAttributes', loadOptionsDependsOn: ['entityType.value'] },
	default: [],
	description:
		'The fields that tell whether a record exists; all of them must match. With an “ID” in the fields that record is updated. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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

/** The attributes to write. */
export const attributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('add'), otherInput, fieldsJson, linkedRecordsProperty],
	async (reader) => (await readAttributes(reader, [])).values,
);

/** The attributes to write, with fields to clear. */
export const changedAttributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('map'), otherInput, fieldsJson, linkedRecordsProperty, clearFields],
	async (reader) => (await readAttributes(reader, namesOf(reader, clearFields))).values,
);

export interface MatchedValues {
	/** The attributes to write, those to match included. */
	values: JsonObject;
	/** Where it is given, no record is looked for. */
	id?: unknown;
	matchOn: string[];
}

/** The attributes to write, and those of them that tell which record is meant. */
export const matchedAttributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('upsert'), otherInput, fieldsJson, matchFields, linkedRecordsProperty, clearFields],
	async (reader): Promise<MatchedValues> => {
		const { values, matchOn } = await readAttributes(reader, namesOf(reader, clearFields));
		const { id, ...rest } = values;
		const matched = isJson(reader) ? namesOf(reader, matchFields) : matchOn;
		return { values: rest, id, matchOn: matched.filter((name) => name !== 'id') };
	},
);

function isJson(reader: ParameterReader): boolean {
	return reader.get('specifyFields') === 'json';
}

function namesOf(reader: ParameterReader, { name, displayName }: INodeProperties): string[] {
	return identifierList(reader.get(name) ?? [], (item) => nameIdentifier(item, displayName));
}

async function readAttributes(reader: ParameterReader, cleared: string[]): Promise<{ values: JsonObject; matchOn: string[] }> {
	const inJson = isJson(reader);
	const given: GivenValues = inJson
		? { values: fieldsOfJson(reader.get('fieldsJson')), kinds: new Map(), labels: new Map(), matchOn: [] }
		: await readMappedFields(reader);
	const linked = readLinkedRecords(reader);
	for (const attribute of Object.keys(linked.values)) {
		if (isGiven(given.values[attribute]) && !attribute.endsWith('Type')) {
			throw new InvalidInput('Linked Records', `“${attribute}” is in “Linked Records” and in the fields`, 'Remove one of the two.');
		}
	}
	const values: JsonObject = { ...given.values, ...linked.values };
	for (const attribute of cleared) {
		if (isGiven(values[attribute])) {
			throw new InvalidInput(CLEAR, `“${attribute}” has a value and is in “${CLEAR}”`, 'Remove one of the two.');
		}
		values[attribute] = null;
	}
	const entityType = readEntityType(reader);
	const kinds = await kindsFor(reader, entityType, values, new Map([...given.kinds, ...linked.kinds]));
	const sent = withoutPrimaryAccount(entityType, valuesToSend(values, kinds, reader.zone, inJson ? JSON_FIELDS : MAPPED, given.labels));
	return { values: sent, matchOn: given.matchOn };
}

/** The kinds that are known already, unless a value depends on one that is not. */
async function kindsFor(reader: ParameterReader, entityType: string, values: JsonObject, known: AttributeKinds): Promise<AttributeKinds> {
	const unclear = Object.entries(values).some(([attribute, value]) => !known.has(attribute) && dependsOnKind(attribute, value));
	return unclear ? new Map([...(await reader.attributeKinds(entityType)), ...known]) : known;
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== '';
}
