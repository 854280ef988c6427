import type { EntityType, Schema } from './EntityType';

export interface Attribute {
	name: string;
	kind: 'text' | 'int' | 'real' | 'bool' | 'json';
	/** SQL over the row alias `t`; none for what is loaded separately (ids of link-multiples). */
	sql?: string;
	stored: boolean;
	/** Left out of list rows unless selected. */
	unlisted?: boolean;
}

const kinds: Record<string, Attribute['kind']> = {
	int: 'int', autoincrement: 'int', duration: 'int', float: 'real', currency: 'real', currencyConverted: 'real', bool: 'bool',
	multiEnum: 'json', array: 'json', checklist: 'json', urlMultiple: 'json', jsonObject: 'json', jsonArray: 'json',
};

const nameOf = (entityType: string, idSql: string) =>
	`(SELECT f."name" FROM "${entityType}" f WHERE f."id" = ${idSql} AND f."deleted" = 0)`;

function ofField(schema: Schema, type: EntityType, field: string): Attribute[] {
	const defs = type.fields[field];
	if (!defs) return [];
	const stored = (name: string, kind: Attribute['kind'] = 'text', unlisted = false): Attribute =>
		({ name, kind, unlisted, stored: true, sql: `t."${name}"` });
	const computed = (name: string, sql: string, kind: Attribute['kind'] = 'text'): Attribute => ({ name, kind, sql, stored: false });
	const own = type.computed[field];
	if (own !== undefined) return [computed(field, own, kinds[defs.type])];
	const targets = defs.entityList ?? [];
	switch (defs.type) {
		case 'address':
		case 'map':
			return [];
		case 'link':
			return [stored(`${field}Id`), computed(`${field}Name`, nameOf(type.links[field]?.entity ?? 'User', `t."${field}Id"`))];
		case 'linkParent': {
			const cases = targets.filter((target) => schema[target]).map((target) => `WHEN '${target}' THEN ${nameOf(target, `t."${field}Id"`)}`);
			return [stored(`${field}Id`), stored(`${field}Type`), computed(`${field}Name`, cases.length ? `(CASE t."${field}Type" ${cases.join(' ')} END)` : 'NULL')];
		}
		case 'linkMultiple':
			return ['Ids', 'Names', ...(defs.columns ? ['Columns'] : [])].map((part) => ({ name: field + part, kind: 'json', stored: false, unlisted: true }));
		case 'file':
			return [stored(`${field}Id`), computed(`${field}Name`, 'NULL')];
		case 'email':
		case 'phone':
			return [stored(field), stored(`${field}Data`, 'json', true)];
		case 'foreign': {
			const link = defs.link ?? '';
			return [computed(field, `(SELECT f."${defs.field}" FROM "${type.links[link]?.entity}" f WHERE f."id" = t."${link}Id")`)];
		}
		case 'currencyConverted':
			return [computed(field, `t."${field.replace(/Converted$/, '')}"`, 'real')];
		case 'bool':
			if (!defs.notStorable) return [stored(field, 'bool')];
			return [computed(field, `json_extract(t."${field.replace(/Is\w+$/, 'Data')}", '$[0].${field.endsWith('Invalid') ? 'invalid' : 'optOut'}')`, 'bool')];
		default:
			return [stored(field, kinds[defs.type] ?? 'text')];
	}
}

const cache = new WeakMap<EntityType, Map<string, Attribute>>();

export function attributesOf(schema: Schema, entityType: string): Map<string, Attribute> {
	const type = schema[entityType];
	if (!type) throw new Error(`No entity type ${entityType}`);
	const known = cache.get(type);
	if (known) return known;
	const system: Attribute[] = [
		{ name: 'id', kind: 'text', sql: 't."id"', stored: true },
		{ name: 'deleted', kind: 'bool', sql: 't."deleted"', stored: true },
		...(type.versioned ? [{ name: 'versionNumber', kind: 'int', sql: 't."versionNumber"', stored: true } as const] : []),
	];
	const all = [...system, ...Object.keys(type.fields).flatMap((field) => ofField(schema, type, field))];
	const attributes = new Map(all.map((attribute) => [attribute.name, attribute]));
	cache.set(type, attributes);
	return attributes;
}
