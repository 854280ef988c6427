import type { FieldSketch } from './notation';
import type { FieldDefs, LinkDefs } from './schema';

/** What a field has by its type alone when an administrator makes it. */
const madeByAdministrator: Record<string, Partial<FieldDefs>> = {
	autoincrement: { autoincrement: true, unique: true },
	barcode: { len: 255, codeType: 'EAN13' },
	bool: { notNull: true },
	date: { notNull: false },
	datetime: { notNull: false },
	float: { notNull: false },
	number: { len: 36, notNull: false, unique: false },
};

/** 7.5 calls disabled what 10.0 calls utility: a field that is only a part or a view of something else. */
const helper = (version10: boolean): { utility: true } | { disabled: true } => (version10 ? { utility: true } : { disabled: true });

function ofParameters(type: string, given: string): Partial<FieldDefs> {
	const list = given.split(',');
	const [link = '', field = ''] = given.split('.');
	const number = { min: Number(list[0]), ...(list[1] && { max: Number(list[1]) }) };
	const byType: Record<string, Partial<FieldDefs>> = {
		varchar: { maxLength: Number(given) },
		enum: given.startsWith('>') ? { optionsReference: given.slice(1) } : { options: list },
		linkParent: { entityList: list },
		foreign: { link, field },
		number: { prefix: list[0], padLength: Number(list[1]) },
		int: number,
		float: number,
		currency: number,
	};
	return byType[type] ?? { options: list };
}

function ofFlags(flags: FieldSketch['flags'], version10: boolean): Partial<FieldDefs> {
	return {
		...((flags.has('!') || (flags.has('?') && !version10)) && { required: true }),
		...(flags.has('*') && { audited: true }),
		...(flags.has('-') && { readOnly: true }),
		...(flags.has('~') && { notStorable: true }),
		...(flags.has('%') && helper(version10)),
	};
}

function ofCustom({ name, type }: FieldSketch, version10: boolean): Partial<FieldDefs> {
	return {
		...madeByAdministrator[type],
		...(type === 'enum' && version10 && { maxLength: 100 }),
		...(!/^link/.test(type) && !['name', 'description'].includes(name) && { isCustom: true }),
	};
}

/** One field of entityTypes.json. */
export function fieldDefs(sketch: FieldSketch, { custom, version10 }: { custom: boolean; version10: boolean }): FieldDefs {
	const { type, parameters, flags, initial, columns } = sketch;
	return {
		type,
		...ofFlags(flags, version10),
		...(initial && { default: type === 'duration' ? Number(initial) : initial.replace('_', ' ') }),
		...(columns && { columns }),
		...(parameters !== undefined && ofParameters(type, parameters)),
		...(/^(array|multiEnum|checklist|urlMultiple)$/.test(type) && { storeArrayValues: true }),
		...(custom && ofCustom(sketch, version10)),
	};
}

/** Compound fields bring further fields of their own, as in EspoCRM's metadata; their parts bring none. */
export function partsOf(field: string, { type, notStorable }: FieldDefs, version10: boolean): Record<string, FieldDefs> {
	const text = (maxLength: number): FieldDefs => ({ type: 'varchar', maxLength });
	const flag: FieldDefs = { type: 'bool', notStorable: true };
	const long = text(version10 ? 100 : 255);
	const address: Record<string, FieldDefs> = {
		Street: { type: 'text', maxLength: 255, dbType: 'varchar' },
		...{ City: long, State: long, Country: long, PostalCode: text(40) },
		Map: { type: 'map', notStorable: true, readOnly: true, ...(version10 && { orderDisabled: true }) },
	};
	const suffixes: Record<string, Record<string, FieldDefs>> = {
		address,
		currency: {
			Currency: { type: 'enum', maxLength: 3, ...(version10 && { apiSpecDisabled: true }) },
			Converted: { type: 'currencyConverted', readOnly: true },
		},
		email: { IsOptedOut: flag, IsInvalid: flag },
		phone: { IsOptedOut: flag, IsInvalid: flag },
		datetimeOptional: { Date: { type: 'date', ...helper(version10), ...(notStorable && { notStorable }) } },
	};
	const range = /^range(Int|Float|Currency)$/.exec(type)?.[1]?.toLowerCase();
	const capital = field.charAt(0).toUpperCase() + field.slice(1);
	if (range) return { [`from${capital}`]: { type: range }, [`to${capital}`]: { type: range } };
	return Object.fromEntries(Object.entries(suffixes[type] ?? {}).map(([suffix, defs]) => [field + suffix, defs]));
}

/** Files are links that the metadata shows without being navigable. */
export function fileLink({ type }: FieldDefs, version10: boolean): LinkDefs | undefined {
	if (type === 'attachmentMultiple')
		return { type: 'hasChildren', entity: 'Attachment', foreign: 'parent', relationName: 'attachments', ...helper(version10) };
	return type === 'file' || type === 'image' ? { type: 'belongsTo', entity: 'Attachment', ...helper(version10) } : undefined;
}
