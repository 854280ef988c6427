import type { INodeProperties } from 'n8n-workflow';

import { isAttributeKind, type AttributeKind, type AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { isGiven } from '../../../shared/api/values/given';
import { identifierList, nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { isJsonObject, type JsonObject } from '../../../shared/api/values/Json';
import { plainLabel } from '../../../shared/n8n/editor/mappedLabel';
import { isNotOffered } from '../../../shared/n8n/editor/savedFields';
import { collectionOf } from '../../../shared/parameters/entered/collectionOf';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { unknownType } from '../../../shared/parameters/entered/unknownType';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { valuesFrom } from '../../../shared/parameters/reading/valueFrom';
import { readEntityType } from '../../../shared/parameters/record/entityType';

export const MAPPED = 'Fields';
const UNKNOWN = 'Other Input Fields';

/** A field that is new in the CRM appears when the panel is opened. Older hosts do not know the option. */
const REFRESHED = { refreshStaleSchemaOnOpen: true };

/**
 * n8n's field mapping. “upsert” adds the choice of fields to match; “add” is not used, as n8n would then ask for a required link
 * that “Linked Records” gives. What is missing EspoCRM says by its label.
 */
export function mappedFields(mode: 'map' | 'upsert'): INodeProperties {
	return {
		displayName: MAPPED,
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['entityType.value'],
			resourceMapper: {
				resourceMapperMethod: 'getMappingFields',
				mode,
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: false,
				multiKeyMatch: true,
				supportAutoMap: true,
				noFieldsError: 'No fields to show; the reason is below.',
				...REFRESHED,
			},
		},
		displayOptions: { show: { specifyFields: ['mapping'] } },
	};
}

export const otherInput: INodeProperties = {
	displayName: UNKNOWN,
	name: 'otherInput',
	type: 'options',
	default: 'ignore',
	options: [
		{ name: 'Ignore', value: 'ignore', description: 'One hint next to the output names them' },
		{ name: 'Refuse', value: 'refuse', description: 'The item fails before anything is sent' },
		{ name: 'Report', value: 'report', description: 'A hint next to the output names them for each item' },
	],
	description: 'What to do with input fields that are not writable fields of the entity type',
	displayOptions: { show: { specifyFields: ['mapping'], '/columns.mappingMode': ['autoMapInputData'] } },
};

export interface GivenValues {
	values: JsonObject;
	kinds: AttributeKinds;
	labels: ReadonlyMap<string, string>;
	/** What can be written to the entity type of the item, as far as the workflow tells: the mapping may have been saved for another type. */
	offered: ReadonlySet<string>;
	/** Those of them that EspoCRM refuses to clear. */
	needed: ReadonlySet<string>;
	/** Names of the attributes that tell which record is meant. */
	matchOn: string[];
}

/**
 * What the field mapping gives. Read as a whole: n8n would refuse new options of an enum and turn empty text into 0
 * before it gets here (design.md#field-mapping).
 * @throws InvalidInput
 */
export async function readMappedFields(reader: ParameterReader): Promise<GivenValues> {
	const columns = collectionOf(reader.get('columns'), MAPPED);
	if (Object.keys(columns).length && !('mappingMode' in columns) && !('value' in columns))
		throw new InvalidInput(MAPPED, `“${MAPPED}” does not have the expected structure`, 'Put the values under “value”.');
	const schema = Array.isArray(columns.schema) ? columns.schema.filter(isJsonObject) : [];
	const kinds = new Map(
		schema.flatMap(({ id, kind }): Array<[string, AttributeKind]> => (isAttributeKind(kind) ? [[String(id), kind]] : [])),
	);
	const matchOn = identifierList(columns.matchingColumns ?? [], (name) => nameIdentifier(name, MAPPED));
	const labels = new Map(schema.map(({ id, displayName }) => [String(id), plainLabel(String(displayName ?? id))]));
	if (columns.mappingMode === 'autoMapInputData') {
		// What can be written has to be looked up, so the kinds of today cost nothing.
		const entityType = readEntityType(reader);
		return {
			values: await inputValues(reader, entityType, matchOn),
			kinds: await reader.metadata.attributeKinds(entityType),
			labels,
			offered: new Set(),
			needed: new Set(),
			matchOn,
		};
	}
	const elsewhere = schema.filter((field) => field.notStorable === true).map(({ id }) => String(id));
	if (elsewhere.length) reader.metadata.rememberNotStorable(readEntityType(reader), elsewhere);
	// n8n keeps values of fields that were taken out again.
	const removed = new Set(schema.filter((field) => field.removed === true).map(({ id }) => String(id)));
	const values = Object.entries(collectionOf(columns.value, MAPPED)).filter(([name, value]) => isGiven(value) && !removed.has(name));
	return {
		values: Object.fromEntries(values.map(([name, value]) => [nameIdentifier(name, MAPPED), value])),
		kinds,
		labels,
		...offeredIn(schema, readEntityType(reader)),
		matchOn,
	};
}

function offeredIn(schema: JsonObject[], entityType: string): Pick<GivenValues, 'offered' | 'needed'> {
	const offered = schema.filter((field) => field.entityType === entityType && !isNotOffered(field));
	const names = (fields: JsonObject[]) => new Set(fields.map(({ id }) => String(id)));
	return { offered: names(offered), needed: names(offered.filter(({ needed }) => needed === true)) };
}

/** The fields of the input that can be written; null leaves a field alone here, as records from elsewhere are full of it. */
async function inputValues(reader: ParameterReader, entityType: string, matchOn: string[]): Promise<JsonObject> {
	const known = await reader.metadata.writableAttributes(entityType);
	if (!known.length) throw unknownType(entityType);
	const writable = new Set([...known, ...matchOn]);
	const others = Object.keys(reader.input).filter((name) => !writable.has(name));
	const how = oneOf(reader.get('otherInput'), ['ignore', 'refuse', 'report'], UNKNOWN);
	if (others.length && how === 'refuse') {
		throw new InvalidInput(
			UNKNOWN,
			`The input has fields that can't be written to the entity type: ${others.join(', ')}`,
			`Remove them first, or set “${UNKNOWN}” to “Ignore”.`,
		);
	}
	if (others.length && how === 'report') reader.hint(`input fields that can't be written were left out: ${others.join(', ')}.`);
	if (others.length && how === 'ignore') reader.hintOnce(LEFT_OUT, await lostNames(reader, entityType, others));
	const given = Object.keys(reader.input).filter((name) => writable.has(name));
	const values = valuesFrom(reader.input, given, MAPPED);
	return Object.fromEntries(Object.entries(values).filter(([, value]) => isGiven(value))) as JsonObject;
}

const LEFT_OUT = 'Input fields that match no field of the entity type, or are read-only, were left out:';

/** What a record that was read brings along, and nobody expects to be written. */
const OF_EVERY_RECORD = ['id', 'deleted', 'versionNumber', 'isFollowed', 'followersIds', 'followersNames', 'isStarred'];

/** The input fields whose values get lost: not those that EspoCRM computes from others of the input, or by itself. */
async function lostNames(reader: ParameterReader, entityType: string, others: string[]): Promise<string[]> {
	const kinds = await reader.metadata.attributeKinds(entityType);
	const isThere = (name: string) => isGiven(reader.input[name]);
	return others.filter((name) => {
		if (OF_EVERY_RECORD.includes(name) || !isThere(name)) return false;
		if (!kinds.has(name)) return true;
		if (name === 'name') return !isThere('lastName');
		const id = name.replace(/Name(s?)$/, 'Id$1');
		return id !== name && !isThere(id);
	});
}
