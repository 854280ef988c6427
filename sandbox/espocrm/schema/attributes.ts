import { typeOf, type EntityType, type FieldDefs, type Schema } from './schema';

/** `sql` is over the row alias `t`; what has none is loaded separately (ids of link-multiples). What is unlisted is left out of lists unless selected. */
export type Attribute = {
	name: string;
	field: string;
	kind: 'text' | 'time' | 'int' | 'real' | 'decimal' | 'bool' | 'json';
	sql?: string;
	stored: boolean;
	unlisted?: boolean;
	/** Not even shown in the record itself. */
	hidden?: boolean;
};

const kinds: Record<string, Attribute['kind']> = {
	int: 'int',
	autoincrement: 'int',
	duration: 'int',
	float: 'real',
	currency: 'real',
	currencyConverted: 'real',
	bool: 'bool',
	decimal: 'decimal',
	datetime: 'time',
	datetimeOptional: 'time',
	multiEnum: 'json',
	array: 'json',
	checklist: 'json',
	urlMultiple: 'json',
	jsonObject: 'json',
	jsonArray: 'json',
};
const primaryAccount = (column: string) => `(SELECT json_extract(p."columns", '$.${column}') FROM "relation" p
	WHERE p."name" = 'Account.contacts~Contact.accounts' AND p."a" = t."accountId" AND p."b" = t."id")`;
/** What stands on the row of the primary account; other columns of relations are shown only through that relation. */
const ofPrimaryAccount: Record<string, string> = { title: 'role', accountIsInactive: 'isInactive' };
const nameOf = (entityType: string | undefined, id: string) =>
	entityType ? `(SELECT f."name" FROM "${entityType}" f WHERE f."id" = t."${id}" AND f."deleted" = 0)` : 'NULL';

const convertedOf = (field: string) => `(CASE WHEN t."${field}Currency" IS NULL THEN NULL ELSE t."${field}" END)`;

const secondsFrom = (start: string, end: string) =>
	`(CAST(strftime('%s', t."${end}") AS INTEGER) - CAST(strftime('%s', t."${start}") AS INTEGER))`;

type OfField = { schema: Schema; type: EntityType; field: string; defs: FieldDefs; kind: Attribute['kind'] };

const stored = ({ field, kind }: OfField, name: string, more: Partial<Attribute> = {}): Attribute => ({
	name,
	field,
	kind,
	stored: true,
	sql: `t."${name}"`,
	...more,
});
const computed = ({ field, kind }: OfField, name: string, sql: string): Attribute => ({ name, field, kind, sql, stored: false });
const lists = ({ field }: OfField, ...parts: string[]): Attribute[] =>
	parts.map((part) => ({ name: field + part, field, kind: 'json', stored: false, unlisted: true }));
const id = (of: OfField) => stored(of, `${of.field}Id`);
const file = (of: OfField) => [id(of), computed(of, `${of.field}Name`, nameOf('Attachment', `${of.field}Id`))];
const address = (of: OfField) => [stored(of, of.field), stored(of, `${of.field}Data`, { kind: 'json', unlisted: true })];

function nameOfParent({ schema, field, defs: { entityList = [] } }: OfField): string {
	const cases = entityList.filter((target) => schema[target]).map((target) => `WHEN '${target}' THEN ${nameOf(target, `${field}Id`)}`);
	return `(CASE t."${field}Type" ${cases.join(' ')} END)`;
}

/** The parts of compound fields may have fields of their own; those of a range's ends have none. */
const byType: Record<string, (of: OfField) => Attribute[]> = {
	map: () => [],
	address: () => [],
	rangeInt: () => [],
	rangeFloat: () => [],
	rangeCurrency: () => [],
	file,
	image: file,
	attachmentMultiple: (of) => lists(of, 'Ids', 'Names', 'Types'),
	linkMultiple: (of) => lists(of, 'Ids', 'Names', ...(of.defs.columns ? ['Columns'] : [])),
	link: (of) => [id(of), computed(of, `${of.field}Name`, nameOf(of.type.links[of.field]?.entity, `${of.field}Id`))],
	linkParent: (of) => [id(of), stored(of, `${of.field}Type`), computed(of, `${of.field}Name`, nameOfParent(of))],
	email: address,
	phone: (of) => [...address(of), { ...computed(of, `${of.field}Numeric`, `t."${of.field}"`), hidden: true, unlisted: true }],
	foreign: (of) => [
		computed(
			of,
			of.field,
			`(SELECT f."${of.defs.field}" FROM "${of.type.links[of.defs.link ?? '']?.entity}" f WHERE f."id" = t."${of.defs.link}Id")`,
		),
	],
	currency: (of) => [
		stored(of, of.field),
		stored(of, `${of.field}Currency`, { kind: 'text' }),
		computed(of, `${of.field}Converted`, convertedOf(of.field)),
	],
	currencyConverted: (of) => [computed(of, of.field, convertedOf(of.field.replace(/Converted$/, '')))],
	duration: (of) => [computed(of, of.field, secondsFrom('dateStart', 'dateEnd'))],
};

/** What stands on a relation, or beside the record. */
function notStored(of: OfField): Attribute {
	const column = ofPrimaryAccount[of.field];
	return column ? computed(of, of.field, primaryAccount(column)) : { ...computed(of, of.field, 'NULL'), unlisted: true, hidden: true };
}

function ofField(schema: Schema, type: EntityType, field: string): Attribute[] {
	const defs = type.fields[field] ?? { type: '' };
	const of: OfField = { schema, type, field, defs, kind: kinds[defs.type] ?? 'text' };
	const flag = /^(emailAddress|phoneNumber)Is(OptedOut|Invalid)$/.exec(field);
	if (flag) return [computed(of, field, `json_extract(t."${flag[1]}Data", '$[0].${flag[2] === 'Invalid' ? 'invalid' : 'optOut'}')`)];
	if (defs.notStorable && !['map', 'duration'].includes(defs.type)) return [notStored(of)];
	return byType[defs.type]?.(of) ?? [stored(of, field)];
}

const cache = new WeakMap<EntityType, Map<string, Attribute>>();

export function attributesOf(schema: Schema, entityType: string): Map<string, Attribute> {
	const type = typeOf(schema, entityType);
	const system = (name: string, kind: Attribute['kind']): Attribute => ({ name, field: name, kind, sql: `t."${name}"`, stored: true });
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
