import type { LabelledAttribute } from './Metadata';

const NAMES = ['name', 'salutationName', 'firstName', 'middleName', 'lastName'];

/**
 * Attributes as a person fills them in: the name, what is required, then the rest. Within each the order of EspoCRM's own
 * definitions stays, which has the start before the end, the parts of an address in their order and a currency behind its amount.
 */
export function inWritingOrder(attributes: LabelledAttribute[]): LabelledAttribute[] {
	const ranked = attributes.map((attribute, index) => ({ attribute, rank: rankOf(attribute, attributes[index - 1]) }));
	return ranked.sort((a, b) => a.rank - b.rank).map(({ attribute }) => attribute);
}

function rankOf(attribute: LabelledAttribute, before: LabelledAttribute | undefined): number {
	if (NAMES.includes(attribute.name)) return 0;
	// What belongs to the one before it, e.g. its currency, stays behind it.
	const leading = before && attribute.name.startsWith(before.name) ? before : attribute;
	return leading.definition.required === true ? 1 : 2;
}
