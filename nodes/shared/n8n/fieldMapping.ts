import type { FieldType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import type { AttributeKind } from '../api/fieldTypes';
import type { LabelledAttribute, Metadata } from '../api/Metadata';
import { chosenName } from './chosenName';
import { connect } from './connect';
import { inDropdown } from './inDropdown';

/** A field of the mapping. Our kind travels with it in the saved workflow, so that a run need not look the types up. */
export interface MappedField extends ResourceMapperField {
	kind: AttributeKind;
}

const FIELD_TYPES: Record<AttributeKind, FieldType> = {
	text: 'string',
	enum: 'string',
	id: 'string',
	decimal: 'string',
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	flag: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	dateTimeOptional: 'dateTime',
	list: 'array',
	idList: 'array',
	object: 'object',
	json: 'object',
};
/** Fields of kind “json” whose value is a list. */
const LISTS = ['email', 'phone', 'jsonArray', 'arrayInt'];
/** What a record can't be found by, because EspoCRM compares it with nothing (api.md 3.2). */
const NOT_MATCHABLE: AttributeKind[] = ['flag', 'list', 'idList', 'object', 'json'];

/** Further attributes of a field that is required. */
const NOT_REQUIRED: AttributeKind[] = ['flag', 'object', 'json'];

/** The fields of the chosen entity type that can be written, as n8n's field mapping shows them: label, type, options, required, default. */
export async function getMappingFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const operation = String(this.getCurrentNodeParameter('operation'));
		const attributes = (await metadata.attributes(entityType)).filter(
			({ readOnly, definition }) => !readOnly && (operation !== 'update' || definition.readOnlyAfterCreate !== true),
		);
		const matchedBy = ['emailAddress', 'name'].find((name) => attributes.some((attribute) => attribute.name === name));
		const fields = await Promise.all(attributes.map(async (attribute) => await mappedField(attribute, entityType, operation, metadata)));
		return {
			fields: [
				...(operation === 'upsert' ? [ID] : []),
				...fields.map((field) => (operation === 'upsert' && field.id === matchedBy ? matched(field) : field)),
			],
			emptyFieldsNotice: 'This entity type has no fields that the user of the credential can write',
		};
	});
}

/** Shown from the beginning, as n8n shows required fields only. */
function matched(field: MappedField): MappedField {
	return { ...field, defaultMatch: true, required: true };
}

const ID: MappedField = {
	id: 'id',
	displayName: 'ID',
	kind: 'id',
	type: 'string',
	display: true,
	required: false,
	defaultMatch: false,
	canBeUsedToMatch: true,
};

async function mappedField(
	{ name, label, kind, fieldType, definition }: LabelledAttribute,
	entityType: string,
	operation: string,
	metadata: Metadata,
): Promise<MappedField> {
	const options = kind === 'enum' ? await metadata.options(entityType, name) : undefined;
	const field: MappedField = {
		id: name,
		displayName: label,
		kind,
		type: options?.length ? 'options' : kind === 'json' && LISTS.includes(fieldType) ? 'array' : FIELD_TYPES[kind],
		display: true,
		required: operation !== 'update' && definition.required === true && !NOT_REQUIRED.includes(kind),
		defaultMatch: false,
		canBeUsedToMatch: !NOT_MATCHABLE.includes(kind),
	};
	if (options?.length) field.options = options.map((option) => ({ name: option.label, value: option.value }));
	const initial = operation === 'create' ? defaultOf(definition.default, field.type) : undefined;
	return initial === undefined ? field : { ...field, defaultValue: initial };
}

/** Defaults that are computed in the browser (“javascript: …”) are EspoCRM's own business. */
function defaultOf(value: unknown, type?: string): string | number | boolean | undefined {
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	return typeof value === 'string' && value !== '' && type !== 'dateTime' && !value.startsWith('javascript:') ? value : undefined;
}
