import type { FieldType } from 'n8n-workflow';

import type { RecordChoice } from '../../api/lists/fewRecords';
import type { AttributeOption } from '../../api/metadata/attributeOptions';
import { isDayAttribute, isNeeded } from '../../api/metadata/entityFields';
import type { LabelledAttribute, Metadata } from '../../api/metadata/Metadata';
import type { AttributeKind } from '../../api/values/fieldTypes';
import { choiceLabel, mappedLabel, requiredLabel } from './mappedLabel';
import { savedValues, type MappedField } from './savedFields';

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
/** What a record can't be found by, because EspoCRM compares it with nothing (espocrm-api.md#what-cannot-be-filtered). */
const NOT_MATCHABLE: AttributeKind[] = ['flag', 'list', 'idList', 'object', 'json'];
/** Further attributes of a field that is required. */
const NOT_REQUIRED: AttributeKind[] = ['flag', 'object', 'json'];
/** What makes the name of a record. */
const NAMES = ['name', 'firstName', 'lastName'];

export interface MappingPlace {
	entityType: string;
	operation: string;
	metadata: Metadata;
	/** Records to choose from, by attribute. */
	choices: ReadonlyMap<string, RecordChoice[]>;
	/** What the workflow holds. */
	columns: unknown;
}

/** An attribute as n8n's field mapping shows it: label, type, options, default. */
export async function mappedField(attribute: LabelledAttribute, place: MappingPlace): Promise<MappedField> {
	const { name, kind, fieldType, definition } = attribute;
	const { entityType, operation, metadata } = place;
	const options = kind === 'enum' || kind === 'list' ? await metadata.options(entityType, name) : undefined;
	const labels = await metadata.labels();
	const field: MappedField = {
		id: name,
		displayName: mappedLabel(
			attribute,
			labels.field(entityType, attribute.field),
			options?.map(({ value }) => value),
		),
		kind,
		entityType,
		type: kind === 'json' && LISTS.includes(fieldType) ? 'array' : FIELD_TYPES[kind],
		display: true,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: !NOT_MATCHABLE.includes(kind),
	};
	if (definition.notStorable === true) field.notStorable = true;
	Object.assign(field, await chosenFrom(attribute, field.type, place, options));
	if (isNeeded(attribute, definition)) field.needed = true;
	if (operation === 'update') return field;
	const isRequired = definition.required === true && !NOT_REQUIRED.includes(kind) && !isDayAttribute(attribute);
	if (isRequired) field.displayName = requiredLabel(field.displayName, attribute);
	// n8n does not enforce it in the modes that are used here; it shows such fields from the beginning.
	field.required = isRequired || NAMES.includes(name);
	const initial = operation === 'create' ? defaultOf(definition.default, field.type) : undefined;
	return initial === undefined ? field : { ...field, defaultValue: initial };
}

/** What changes for a field whose value is chosen from a list. */
async function chosenFrom(
	attribute: LabelledAttribute,
	type: FieldType | undefined,
	place: MappingPlace,
	options: AttributeOption[] = [],
): Promise<Partial<MappedField>> {
	const { name, kind, field } = attribute;
	const choices = place.choices.get(name);
	if (kind === 'enum' && options.length) return { type: 'options', options: options.map(({ label, value }) => ({ name: label, value })) };
	if (choices) {
		const displayName = choiceLabel((await place.metadata.labels()).field(place.entityType, field), attribute);
		return { type: 'options', displayName, options: withSaved(choices, savedValues(place.columns)[name]) };
	}
	// A switch without a value would be shown as switched on, e.g. by “Add All Fields”, and be sent as nothing.
	return type === 'boolean' && !isOddSwitch(savedValues(place.columns)[name]) ? { type: 'options', options: YES_OR_NO } : {};
}

/** Whether a workflow that was written by hand holds the value as text or number, which n8n takes for a switch and not in a list. */
function isOddSwitch(saved: unknown): boolean {
	return typeof saved === 'number' || (typeof saved === 'string' && saved !== '' && !saved.startsWith('='));
}

const YES_OR_NO = [
	{ name: 'Yes', value: true },
	{ name: 'No', value: false },
];

/** n8n refuses a fixed value that is not in the list, e.g. the ID of a user who is not active any more. */
function withSaved(choices: RecordChoice[], saved: unknown): MappedField['options'] {
	const options = choices.map(({ id, name }) => ({ name, value: id }));
	const isOther = typeof saved === 'string' && saved !== '' && !options.some(({ value }) => value === saved);
	return isOther ? [...options, { name: `${saved} (Not in the List)`, value: saved }] : options;
}

/** Defaults that are computed in the browser (“javascript: …”) are EspoCRM's own business. */
function defaultOf(value: unknown, type?: string): string | number | boolean | undefined {
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	return typeof value === 'string' && value !== '' && type !== 'dateTime' && !value.startsWith('javascript:') ? value : undefined;
}
