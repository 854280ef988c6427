import type { Metadata } from '../metadata/Metadata';
import { InvalidInput } from '../values/InvalidInput';
import { textOf } from '../values/textOf';

/** A link that is set by writing an attribute of the record. */
export interface LinkedRecordChoice {
	/** `accountId`, `contactsIds`, `teamsIds:plain` for a link without columns, or `parentId:Account` where records of several types can be linked. */
	value: string;
	label: string;
}

/** The links of an entity type that can be set while a record is written, by label. */
export async function linkedRecordChoices(metadata: Metadata, entityType: string): Promise<LinkedRecordChoice[]> {
	const [attributes, links, labels] = await Promise.all([metadata.attributes(entityType), metadata.links(entityType), metadata.labels()]);
	return attributes.flatMap(({ name, field, fieldType, kind, readOnly, definition }): LinkedRecordChoice[] => {
		if (readOnly || (kind !== 'id' && kind !== 'idList')) return [];
		const isPrimary = PRIMARY[entityType] === field && attributes.some((attribute) => attribute.name === `${field}sIds`);
		const label = `${labels.field(entityType, field)}${isPrimary ? ' (Primary)' : ''}`;
		if (fieldType === 'linkParent') {
			const types = Array.isArray(definition.entityList) ? definition.entityList.map(String) : [];
			return types.map((type) => ({ value: `${name}:${type}`, label: `${label}: ${labels.entityType(type)}` }));
		}
		const foreign = links.find((link) => link.name === field)?.entityType;
		if (!foreign || !LINKS.includes(fieldType)) return [];
		const hasColumns = attributes.some((attribute) => attribute.name === `${field}Columns` && !attribute.readOnly);
		return [{ value: kind === 'id' || hasColumns ? name : `${name}:${PLAIN}`, label }];
	});
}

/** One of the records of another link; EspoCRM's own labels say it elsewhere, e.g. of the contact of an opportunity. */
const PRIMARY: Partial<Record<string, string>> = { Contact: 'account' };
/** Says that a link has no columns: what a choice is called is all that can tell n8n which fields its row has. */
const PLAIN = 'plain';
const LINKS = ['link', 'linkOne', 'linkMultiple'];

/** The parts of a choice. */
export interface LinkTarget {
	/** The attribute that holds the ID, or the IDs. */
	attribute: string;
	/** The field, which is also the name of the link. */
	field: string;
	several: boolean;
	/** The type of the linked record, where the choice says it. */
	entityType?: string;
}

/** @throws InvalidInput for what is no choice */
export function linkTarget(choice: unknown, parameter: string): LinkTarget {
	const parts = /^\s*(([A-Za-z][A-Za-z0-9]*?)(Ids?))(?::([A-Za-z][A-Za-z0-9]*))?\s*$/.exec(textOf(choice ?? ''));
	const [, attribute, field, suffix, entityType] = parts ?? [];
	const several = suffix === 'Ids';
	if (attribute && field) return { attribute, field, several, entityType: several ? undefined : entityType };
	throw new InvalidInput(
		parameter,
		choice
			? `“${typeof choice === 'string' ? choice : JSON.stringify(choice)}” in “${parameter}” is not a link that can be set`
			: `A row of “${parameter}” has no link`,
		'Choose from the list, or enter the attribute of the link, e.g. accountId, contactsIds or parentId:Account.',
	);
}
