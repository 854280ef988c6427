import { typeOf, type EntityType, type Schema } from './schema';

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

const secondsFrom = (start: string, end: string) => `(CAST(strftime('%s', t."${end}") AS INTEGER) - CAST(strftime('%s', t."${start}") AS INTEGER))`;

function ofField(schema: Schema, type: EntityType, field: string): Attribute[] {
	const { type: fieldType = '', notStorable, entityList = [], columns, link = '', field: foreignField } = type.fields[field] ?? {};
	const kind = kinds[fieldType] ?? 'text';
	const stored = (name: string, more: Partial<Attribute> = {}): Attribute => ({ name, field, kind, stored: true, sql: `t."${name}"`, ...more });
	const computed = (name: string, sql: string): Attribute => ({ name, field, kind, sql, stored: false });
	const lists = (...parts: string[]): Attribute[] =>
		parts.map((part) => ({ name: field + part, field, kind: 'json', stored: false, unlisted: true }));
	const flag = /^(emailAddress|phoneNumber)Is(OptedOut|Invalid)$/.exec(field);
	if (flag) return [computed(field, `json_extract(t."${flag[1]}Data", '$[0].${flag[2] === 'Invalid' ? 'invalid' : 'optOut'}')`)];
	if (fieldType === 'map') return [];
	if (fieldType === 'duration') return [computed(field, secondsFrom('dateStart', 'dateEnd'))];
	const column = ofPrimaryAccount[field];
	if (notStorable) return [column ? computed(field, primaryAccount(column)) : { ...computed(field, 'NULL'), unlisted: true, hidden: true }];
	switch (fieldType) {
		case 'address':
		case 'rangeInt':
		case 'rangeFloat':
		case 'rangeCurrency':
			return [];
		case 'file':
		case 'image':
			return [stored(`${field}Id`), computed(`${field}Name`, 'NULL')];
		case 'attachmentMultiple':
			return lists('Ids', 'Names', 'Types');
		case 'link':
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
			return lists('Ids', 'Names', ...(columns ? ['Columns'] : []));
		case 'email':
		case 'phone':
			return [
				stored(field),
				stored(`${field}Data`, { kind: 'json', unlisted: true }),
				...(fieldType === 'phone' ? [{ ...computed(`${field}Numeric`, `t."${field}"`), hidden: true, unlisted: true }] : []),
			];
		case 'foreign':
			return [computed(field, `(SELECT f."${foreignField}" FROM "${type.links[link]?.entity}" f WHERE f."id" = t."${link}Id")`)];
		// The parts may have fields of their own; those of a range's ends have none.
		case 'currency':
			return [stored(field), stored(`${field}Currency`, { kind: 'text' }), computed(`${field}Converted`, convertedOf(field))];
		case 'currencyConverted':
			return [computed(field, convertedOf(field.replace(/Converted$/, '')))];
		default:
			return [stored(field)];
	}
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
