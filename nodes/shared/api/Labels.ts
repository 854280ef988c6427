import type { Attribute } from './fieldTypes';
import { isJsonObject, type Json } from './Json';

/** Names as the user's EspoCRM shows them, in the user's language; the technical name where there is no label. */
export interface Labels {
	entityType(name: string): string;
	field(entityType: string, field: string): string;
	/** The field's label, with what the attribute adds to it, e.g. "Opportunity Amount (Currency)". */
	attribute(entityType: string, attribute: Attribute): string;
	link(entityType: string, link: string): string;
	presetFilter(entityType: string, filter: string): string;
	boolFilter(entityType: string, filter: string): string;
}

/** @param i18n the answer of `GET I18n`: labels by scope and category, "Global" for what is common */
export function createLabels(i18n: Json | undefined): Labels {
	const find = (...path: string[]): string | undefined => {
		const found = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), i18n);
		return typeof found === 'string' && found ? found : undefined;
	};
	const scoped = (scope: string, category: string, name: string) => find(scope, category, name) ?? find('Global', category, name);
	const field = (entityType: string, name: string) => scoped(entityType, 'fields', name) ?? name;

	return {
		field,
		entityType: (name) => find('Global', 'scopeNames', name) ?? name,
		attribute(entityType, attribute) {
			const own = scoped(entityType, 'fields', attribute.name);
			if (own || attribute.name === attribute.field) return own ?? attribute.name;
			return `${field(entityType, attribute.field)} (${part(attribute)})`;
		},
		link: (entityType, link) => scoped(entityType, 'links', link) ?? field(entityType, link),
		boolFilter: (entityType, filter) => scoped(entityType, 'boolFilters', filter) ?? filter,
		presetFilter: (entityType, filter) => scoped(entityType, 'presetFilters', filter) ?? filter,
	};
}

function part({ name, field }: Attribute): string {
	return name.startsWith(field) ? name.slice(field.length) : name;
}
