import type { INodeProperties } from 'n8n-workflow';

import { DATES } from '../../../shared/api/filter/kindGroups';
import type { AttributeKind, AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { isGiven } from '../../../shared/api/values/given';
import { identifierList, nameIdentifier } from '../../../shared/api/values/identifier';
import type { Json, JsonObject } from '../../../shared/api/values/Json';
import { textOf } from '../../../shared/api/values/textOf';
import { parameter, type ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { expressible } from '../../../shared/parameters/shown/expressible';
import { linkedRecordsProperty } from '../linked/linkedRecords';
import { CLEAR } from './clearedFields';
import { fieldsJson } from './fieldsJson';
import { mappedFields, otherInput } from './mappedFields';
import { isJson, readAttributes, SPECIFY, type ReadAttributes } from './readAttributes';

const specifyFields: INodeProperties = {
	displayName: SPECIFY,
	name: 'specifyFields',
	type: 'options',
	noDataExpression: true,
	default: 'mapping',
	options: [
		{ name: 'Using Fields Below', value: 'mapping' },
		{ name: 'Using JSON', value: 'json' },
	],
	description: 'How to specify the fields: one by one, or all as one JSON object',
};

const matchFields: INodeProperties = {
	displayName: 'Match Field Names or IDs',
	name: 'matchFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWritableAttributes', loadOptionsDependsOn: ['entityType.value'] },
	default: [],
	description:
		'The fields to find the record by; all of them must match. If an ID is among the fields, that record is updated without a search. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { specifyFields: ['json'] } },
};

const clearFields: INodeProperties = {
	displayName: CLEAR,
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getClearableAttributes', loadOptionsDependsOn: ['entityType.value'] },
	default: [],
	description:
		'Fields to clear; required ones are not offered. Clearing the account of a contact unlinks the contact from all accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const linkedRecords = expressible(linkedRecordsProperty);

/** What is written to a record. */
export type WrittenValues = Pick<ReadAttributes, 'values' | 'uploads'>;

/** The attributes to write. */
export const attributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('map'), otherInput, fieldsJson, ...linkedRecords],
	async (reader): Promise<WrittenValues> => await readAttributes(reader, []),
);

/** The attributes to write, with fields to clear. */
export const changedAttributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('map'), otherInput, fieldsJson, ...linkedRecords, clearFields],
	async (reader): Promise<WrittenValues> => await readAttributes(reader, reader.get(clearFields.name)),
);

export interface MatchedValues extends WrittenValues {
	/** The attributes to write, those to match included. */
	values: JsonObject;
	/** Where it is given, no record is looked for. */
	id?: unknown;
	/** The attributes to find the record by, as they are compared; those without a value are undefined, those that must be empty null. */
	match: Record<string, Json | undefined>;
	/** Those of them that are dates. */
	dates: string[];
	labels: ReadonlyMap<string, string>;
}

/** The attributes to write, and those of them that tell which record is meant. */
export const matchedAttributeValues = parameter(
	'attributes',
	[specifyFields, mappedFields('upsert'), otherInput, fieldsJson, matchFields, ...linkedRecords, clearFields],
	async (reader): Promise<MatchedValues> => {
		const named = isJson(reader) ? namesOf(reader, matchFields) : undefined;
		const { values, uploads, kinds, labels, matchOn } = await readAttributes(reader, reader.get(clearFields.name), named);
		const { id, ...rest } = values;
		// Not by look-up: “constructor” would be found in every object.
		const given = new Map(Object.entries(rest));
		const match = matchOn
			.filter((name) => name !== 'id')
			.map((name) => comparedName(name, rest, kinds))
			.flatMap((name) => compared(name, comparable(given.get(name), kinds.get(name)), kinds));
		// Blanks are what an expression leaves that found no ID.
		const ownId = typeof id === 'string' && !id.trim() ? undefined : id;
		const dates = match.map(([name]) => name).filter((name) => DATES.includes(kinds.get(name)));
		return { values: rest, uploads, id: ownId, match: Object.fromEntries(match), dates, labels };
	},
);

function namesOf(reader: ParameterReader, { name, displayName }: INodeProperties): string[] {
	return identifierList(reader.get(name) ?? [], (item) => nameIdentifier(item, displayName));
}

/** A day stands in an attribute of its own. */
function comparedName(name: string, values: JsonObject, kinds: AttributeKinds): string {
	return kinds.get(name) === 'dateTimeOptional' && isGiven(values[`${name}Date`]) ? `${name}Date` : name;
}

/** What lasts all day has a moment too, but no record is meant by that one. */
function compared(name: string, value: Json | undefined, kinds: AttributeKinds): Array<[string, Json | undefined]> {
	const isMoment = value !== undefined && kinds.get(name) === 'dateTimeOptional';
	return isMoment
		? [
				[name, value],
				[`${name}Date`, null],
			]
		: [[name, value]];
}

/** A value as it is compared: the database takes a number for something else than the same text. Undefined for what is empty. */
function comparable(value: Json | undefined, kind: AttributeKind | undefined): Json | undefined {
	if (value === undefined || value === null || textOf(value).trim() === '') return undefined;
	if (kind === 'integer' || kind === 'number') return Number(value);
	if (kind === 'boolean' || kind === 'flag') return value === true || value === 1;
	return typeof value === 'number' ? String(value) : value;
}
