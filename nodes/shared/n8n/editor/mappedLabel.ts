import type { LabelledAttribute } from '../../api/metadata/Metadata';

/** What a JSON value of the attribute looks like. */
function exampleOf({ kind, fieldType, name }: LabelledAttribute, keys: string[] = ['…', '…']): string | undefined {
	if (kind === 'idList') return '["id", "id"]';
	if (kind === 'list') return `[${keys.slice(0, 2).map((key) => JSON.stringify(key)).join(', ')}]`;
	if (kind === 'object') return name.endsWith('Columns') ? '{"id": {"role": "…"}}' : '{…}';
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

/** The label of a field of the mapping. It says all, because n8n shows no description and no hint there. @param keys of a list of options */
export function mappedLabel(attribute: LabelledAttribute, keys?: string[]): string {
	const example = exampleOf(attribute, keys);
	return example === undefined ? attribute.label : `${attribute.label}, as ${example}`;
}

/** The label of a drop-down with records. */
export function choiceLabel(fieldLabel: string, { kind }: LabelledAttribute): string {
	return kind === 'idList' ? `${fieldLabel} (One; Several by Expression)` : fieldLabel;
}
