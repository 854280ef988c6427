import { isDayAttribute } from '../../api/metadata/entityFields';
import { isJsonObject } from '../../api/values/Json';
import type { LabelledAttribute } from '../../api/metadata/Metadata';
import { ALL_DAY } from '../../api/values/dayOrMoment';

/** Behind the label of what EspoCRM asks for. */
const REQUIRED = ' *';
const OR_DAY = ' (or as a Day)';
const BY_DATES = ' (Set by the Dates)';
const OR_FILE = ' (or Binary Field)';
const ONE_FILE = ['file', 'image'];

/** What a JSON value of the attribute looks like. */
function exampleOf({ kind, fieldType, name, definition }: LabelledAttribute, [key = '…']: string[] = []): string | undefined {
	if (kind === 'idList') return fieldType === 'attachmentMultiple' ? '["id or binary field"]' : '["id"]';
	if (kind === 'list') return `[${JSON.stringify(key)}]`;
	if (kind === 'object') return name.endsWith('Columns') ? `{"id": {"${columnOf(definition.columns)}": "…"}}` : '{…}';
	if (kind !== 'json') return undefined;
	switch (fieldType) {
		case 'email':
			return '[{"emailAddress": "…", "primary": true}]';
		case 'phone':
			return '[{"phoneNumber": "…", "primary": true}]';
		case 'arrayInt':
			return '[1, 2]';
		default:
			return fieldType === 'jsonArray' ? '[…]' : '{…}';
	}
}

function columnOf(columns: unknown): string {
	return (isJsonObject(columns) ? Object.keys(columns)[0] : undefined) ?? '…';
}

/** The label of a field of the mapping. It says all, because n8n shows no description and no hint there, and briefly, as n8n cuts it off. @param keys of a list of options */
export function mappedLabel(attribute: LabelledAttribute, fieldLabel: string, keys?: string[]): string {
	if (isDayAttribute(attribute)) return `${fieldLabel}, as a Day (All-Day)`;
	if (attribute.name === ALL_DAY && attribute.kind === 'boolean') return `${attribute.label}${BY_DATES}`;
	if (ONE_FILE.includes(attribute.fieldType) && attribute.kind === 'id') return `${attribute.label}${OR_FILE}`;
	const example = exampleOf(attribute, keys);
	if (example === undefined) return attribute.label;
	// The example shows that it is the full list.
	return `${attribute.kind === 'json' ? fieldLabel : attribute.label}: ${example}`;
}

/** The label with the mark of a required field; a moment can be given as a day too. */
export function requiredLabel(label: string, { kind }: LabelledAttribute): string {
	return `${label}${kind === 'dateTimeOptional' ? OR_DAY : ''}${REQUIRED}`;
}

/** What a label of the mapping calls the field, for messages. */
export function plainLabel(label: string): string {
	const unmarked = label.endsWith(REQUIRED) ? label.slice(0, -REQUIRED.length) : label;
	const end = [OR_DAY, BY_DATES, OR_FILE].find((text) => unmarked.endsWith(text)) ?? '';
	// Workflows of before have “, as” in front of the example.
	return unmarked.slice(0, unmarked.length - end.length).replace(/(:|, as) [[{].*$/, '');
}

/** The label of a drop-down with records. */
export function choiceLabel(fieldLabel: string, { kind }: LabelledAttribute): string {
	return kind === 'idList' ? `${fieldLabel} (One; Several by Expression)` : fieldLabel;
}
