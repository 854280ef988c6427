import { fail, type Json, type JsonObject } from '../Json';

type Names = Record<string, string>;
type Flags = { required?: true; readOnly?: true; notStorable?: true; audited?: true };
type Limits = { maxLength?: number; min?: number; max?: number; options?: string[]; entityList?: string[]; default?: Json };

/** Fields and links have the shape that `GET Metadata` shows, so the schema is the metadata. */
export type FieldDefs = Flags & Limits & { type: string; columns?: Names; link?: string; field?: string };
export type LinkType = 'belongsTo' | 'belongsToParent' | 'hasMany' | 'hasChildren';
export type LinkDefs = {
	type: LinkType;
	entity?: string;
	foreign?: string;
	relationName?: string;
	audited?: true;
	columnAttributeMap?: Names;
};

type Lists = {
	search: string[];
	filters: Record<string, JsonObject[]>;
	duplicateCheck: string[];
	massLinks: string[];
	forbidden: string[];
};
type Marks = {
	stream: boolean;
	versioned: boolean;
	custom: boolean;
	statusField?: string;
	order: [orderBy: string, order: 'asc' | 'desc'];
};
export type EntityType = Lists & Marks & { fields: Record<string, FieldDefs>; links: Record<string, LinkDefs> };
export type Schema = Record<string, EntityType>;

/** Many-to-many rows are kept once: their name, and which column is this side. The type is empty for a parent link, whose type is in the record. */
export type Relation = {
	kind: Exclude<LinkType, 'hasMany'> | 'oneToMany' | 'manyToMany';
	link: LinkDefs;
	foreignType: string;
	foreignLink?: LinkDefs;
	name: string;
	near: 'a' | 'b';
	far: 'a' | 'b';
};

export function relationOf(schema: Schema, entityType: string, linkName: string): Relation | undefined {
	const link = schema[entityType]?.links[linkName];
	if (!link) return undefined;
	const { entity: foreignType = '', foreign = '', relationName, type } = link;
	const foreignLink = schema[foreignType]?.links[foreign];
	const [here, there] = [`${entityType}.${linkName}`, `${foreignType}.${foreign}`];
	const first = relationName !== undefined || here < there;
	const kind = type === 'hasMany' ? (relationName !== undefined || foreignLink?.type === 'hasMany' ? 'manyToMany' : 'oneToMany') : type;
	return {
		kind,
		link,
		foreignType,
		foreignLink,
		name: relationName ?? [here, there].sort().join('~'),
		near: first ? 'a' : 'b',
		far: first ? 'b' : 'a',
	};
}

/** `sql` is over the row alias `t`; what has none is loaded separately (ids of link-multiples). What is unlisted is left out of lists unless selected. */
export type Attribute = {
	name: string;
	kind: 'text' | 'int' | 'real' | 'bool' | 'json';
	sql?: string;
	stored: boolean;
	unlisted?: boolean;
};

const kinds: Record<string, Attribute['kind']> = {
	int: 'int',
	autoincrement: 'int',
	float: 'real',
	currency: 'real',
	currencyConverted: 'real',
	bool: 'bool',
	multiEnum: 'json',
	array: 'json',
	jsonObject: 'json',
	jsonArray: 'json',
};
const primaryAccount = (column: string) => `(SELECT json_extract(p."columns", '$.${column}') FROM "relation" p
	WHERE p."name" = 'Account.contacts~Contact.accounts' AND p."a" = t."accountId" AND p."b" = t."id")`;
/** What stands on the row of the primary account; other columns of relations are null unless read through that relation. */
const ofPrimaryAccount: Record<string, string> = { title: 'role', accountRole: 'role', accountIsInactive: 'isInactive' };
const nameOf = (entityType: string | undefined, id: string) =>
	entityType ? `(SELECT f."name" FROM "${entityType}" f WHERE f."id" = t."${id}" AND f."deleted" = 0)` : 'NULL';

function ofField(schema: Schema, type: EntityType, field: string): Attribute[] {
	const { type: fieldType = '', notStorable, entityList = [], columns, link = '', field: foreignField } = type.fields[field] ?? {};
	const kind = kinds[fieldType] ?? 'text';
	const stored = (name: string, more: Partial<Attribute> = {}): Attribute => ({ name, kind, stored: true, sql: `t."${name}"`, ...more });
	const computed = (name: string, sql: string): Attribute => ({ name, kind, sql, stored: false });
	const flag = /^(emailAddress|phoneNumber)Is(OptedOut|Invalid)$/.exec(field);
	if (flag) return [computed(field, `json_extract(t."${flag[1]}Data", '$[0].${flag[2] === 'Invalid' ? 'invalid' : 'optOut'}')`)];
	if (notStorable) return [computed(field, ofPrimaryAccount[field] ? primaryAccount(ofPrimaryAccount[field] ?? '') : 'NULL')];
	switch (fieldType) {
		case 'address':
			return [];
		case 'link':
		case 'file':
			return [stored(`${field}Id`), computed(`${field}Name`, nameOf(type.links[field]?.entity, `${field}Id`))];
		case 'linkParent':
			return [
				stored(`${field}Id`),
				stored(`${field}Type`),
				computed(
					`${field}Name`,
					`(CASE t."${field}Type" ${entityList
						.filter((target) => schema[target])
						.map((target) => `WHEN '${target}' THEN ${nameOf(target, `${field}Id`)}`)
						.join(' ')} END)`,
				),
			];
		case 'linkMultiple':
			return ['Ids', 'Names', ...(columns ? ['Columns'] : [])].map((part) => ({
				name: field + part,
				kind: 'json',
				stored: false,
				unlisted: true,
			}));
		case 'email':
		case 'phone':
			return [stored(field), stored(`${field}Data`, { kind: 'json', unlisted: true })];
		case 'foreign':
			return [computed(field, `(SELECT f."${foreignField}" FROM "${type.links[link]?.entity}" f WHERE f."id" = t."${link}Id")`)];
		case 'currencyConverted':
			return [computed(field, `t."${field.replace(/Converted$/, '')}"`)];
		default:
			return [stored(field)];
	}
}

export const typeOf = (schema: Schema, entityType: string): EntityType =>
	schema[entityType] ?? fail(new Error(`No entity type ${entityType}`));
const cache = new WeakMap<EntityType, Map<string, Attribute>>();

export function attributesOf(schema: Schema, entityType: string): Map<string, Attribute> {
	const type = typeOf(schema, entityType);
	const system = (name: string, kind: Attribute['kind']): Attribute => ({ name, kind, sql: `t."${name}"`, stored: true });
	const build = () => [
		system('id', 'text'),
		system('deleted', 'bool'),
		...(type.versioned ? [system('versionNumber', 'int')] : []),
		...Object.keys(type.fields).flatMap((field) => ofField(schema, type, field)),
	];
	const attributes = cache.get(type) ?? new Map(build().map((attribute) => [attribute.name, attribute]));
	cache.set(type, attributes);
	return attributes;
}
