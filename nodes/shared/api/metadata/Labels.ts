import type { Attribute } from '../values/fieldTypes';
import { isJsonObject, type Json } from '../values/Json';

/** Names as the user's EspoCRM shows them, in the user's language; the technical name where there is no label. */
export interface Labels {
	entityType(name: string): string;
	field(entityType: string, field: string): string;
	/** The field's label, with what the attribute adds to it, e.g. "Opportunity Amount (Currency)". */
	attribute(entityType: string, attribute: Attribute): string;
	/** The label of a key of an enum. @param translation where the labels stand instead, e.g. "Global.scopeNames" */
	option(entityType: string, field: string, key: string, translation?: string): string;
	link(entityType: string, link: string): string;
	presetFilter(entityType: string, filter: string): string;
	boolFilter(entityType: string, filter: string): string;
}

/** What an attribute adds to its field, in words. */
const PARTS: Record<string, string> = {
	Id: 'ID',
	Ids: 'IDs',
	Data: 'Full List',
	IsOptedOut: 'Opted Out',
	IsInvalid: 'Invalid',
	PostalCode: 'Postal Code',
};

/** @param i18n the answer of `GET I18n`: labels by scope and category, "Global" for what is common */
export function createLabels(i18n: Json | undefined): Labels {
	const find = (path: string[]): string | undefined => {
		const found = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), i18n);
		return typeof found === 'string' && found ? found : undefined;
	};
	const scoped = (scope: string, ...path: string[]) => find([scope, ...path]) ?? find(['Global', ...path]);
	const field = (entityType: string, name: string) => scoped(entityType, 'fields', name) ?? name;

	return {
		field,
		entityType: (name) => find(['Global', 'scopeNames', name]) ?? name,
		attribute(entityType, attribute) {
			const own = scoped(entityType, 'fields', attribute.name);
			if (own || attribute.name === attribute.field) return own ?? attribute.name;
			return `${field(entityType, attribute.field)} (${part(attribute)})`;
		},
		option: (entityType, name, key, translation) =>
			(translation ? find([...translation.split('.'), key]) : undefined) ?? scoped(entityType, 'options', name, key) ?? key,
		link: (entityType, link) => scoped(entityType, 'links', link) ?? field(entityType, link),
		boolFilter: (entityType, filter) => scoped(entityType, 'boolFilters', filter) ?? filter,
		presetFilter: (entityType, filter) => scoped(entityType, 'presetFilters', filter) ?? filter,
	};
}

function part({ name, field }: Attribute): string {
	const added = name.startsWith(field) ? name.slice(field.length) : name;
	return PARTS[added] ?? added;
}
