import type { IDataObject } from 'n8n-workflow';

import { entriesOf } from '../../../nodes/shared/api/metadata/entityFields';
import type { Attribute, AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import type { TestedEspo } from '../server/TestedEspo';

export interface Definition {
	fields: Record<string, JsonObject>;
	links: Record<string, { entity?: string }>;
}

/** One attribute, with two different values as they are written, each with what it can't be written without. */
export interface Swept {
	name: string;
	field: string;
	/** Whether a record shows it only through its link. */
	isLinkOnly: boolean;
	writes: [IDataObject, IDataObject];
}

/** Where the values come from that must be made on the server. */
export interface Sources {
	/** The IDs of two records of a type; fewer where there are none. */
	recordsOf(entityType: string): Promise<string[]>;
	/** The ID of a new file for a field; undefined where the server takes none. */
	fileFor(entityType: string, field: string): Promise<string | undefined>;
}

/** Commands rather than values. */
const isLeftOut = (name: string) => name === 'id' || /password/i.test(name);
let counter = 0;
const next = () => (counter += 1);

/** The type of the records that are written. */
export interface SweptRecords {
	espo: TestedEspo;
	entityType: string;
	definition: Definition;
	sources: Sources;
}

/** Two writes of an attribute; undefined where there is nothing to write, e.g. no record that a link can lead to. */
export async function sweptAttribute(
	records: SweptRecords,
	attribute: Attribute,
	options: string[] | undefined,
): Promise<Swept | undefined> {
	const { name, field } = attribute;
	const { definition } = records;
	if (isLeftOut(name)) return undefined;
	const [one, other] = await twoValues(records, attribute, options);
	if (one === undefined) return undefined;
	return {
		name,
		field,
		isLinkOnly: definition.fields[field]?.noLoad === true,
		writes: [withPartner(name, field, one, definition), withPartner(name, field, other ?? one, definition)],
	};
}

/** What an attribute can't be written without. */
function withPartner(name: string, field: string, value: unknown, { fields }: Definition): IDataObject {
	const values = { [name]: value } as IDataObject;
	const { type } = fields[field] ?? {};
	if (type === 'linkParent' && name === `${field}Id`) values[`${field}Type`] = 'Account';
	if (name === `${field}Columns`) values[`${field}Ids`] = Object.keys(value as IDataObject);
	return values;
}

async function twoValues(records: SweptRecords, attribute: Attribute, options: string[] | undefined): Promise<unknown[]> {
	const { kind, field, fieldType } = attribute;
	const { espo, entityType, definition, sources } = records;
	const defs = definition.fields[field] ?? {};
	const keys = keysOf(defs, options);
	if (keys.length) return kind === 'list' ? [[keys.at(-1)], [keys[0]]] : [keys.at(-1), keys[0]];
	if (['file', 'image', 'attachmentMultiple'].includes(fieldType)) return await fileValues(records, attribute);
	if (fieldType === 'linkParent') return kind === 'id' ? await sources.recordsOf('Account') : ['Account'];
	if (isOfLink(attribute)) return await linkValues(records, attribute, defs);
	if (isEmail(entityType, attribute)) return emailValues(espo, kind);
	if (fieldType === 'phone') return phoneValues(kind);
	return plainValues(attribute, defs);
}

function keysOf({ options }: JsonObject, offered: string[] | undefined): string[] {
	return (offered ?? (Array.isArray(options) ? options.map(String) : [])).filter(Boolean);
}

/** An ID that no file has is a write too: it must not be lost without a word. */
async function fileValues({ entityType, sources }: SweptRecords, { kind, field }: Attribute): Promise<unknown[]> {
	const ids = [await sources.fileFor(entityType, field), await sources.fileFor(entityType, field)].map((id) => id ?? 'nosuchfile0000001');
	return kind === 'idList' ? ids.map((id) => [id]) : ids;
}

function isOfLink({ name, kind, field }: Attribute): boolean {
	return ['id', 'idList'].includes(kind) || name === `${field}Columns`;
}

async function linkValues({ definition, sources }: SweptRecords, { name, kind, field }: Attribute, defs: JsonObject): Promise<unknown[]> {
	const ids = await sources.recordsOf(
		definition.links[field]?.entity ?? String(defs.entity ?? definition.fields[name.replace(/Id$/, '')]?.entity ?? ''),
	);
	if (kind === 'id') return ids;
	return kind === 'idList' ? ids.map((id) => [id]) : ids.map((id) => ({ [id]: columnsOf(defs) }));
}

function isEmail(entityType: string, { name, fieldType }: Attribute): boolean {
	return fieldType === 'email' || name === 'emailAddress' || (entityType === 'Email' && /^(from|to|cc|bcc|replyTo)$/.test(name));
}

function columnsOf({ columns }: JsonObject): IDataObject {
	return Object.fromEntries(
		Object.keys((columns ?? {}) as JsonObject).map((column) => [
			column,
			/^(is|opted)/.test(column) ? true : column === 'status' ? 'Accepted' : 'Evaluator',
		]),
	);
}

function emailValues(espo: TestedEspo, kind: string): unknown[] {
	const address = () => `${espo.prefix}.${next()}@example.com`;
	if (kind === 'flag') return [true, false];
	return kind === 'json'
		? [0, 1].map(() => [{ emailAddress: address(), primary: true, optOut: true, invalid: false }])
		: [address(), address()];
}

function phoneValues(kind: string): unknown[] {
	const number = () => `+3120${String(1_000_000 + (Date.now() % 7_000_000) + next()).slice(0, 7)}`;
	if (kind === 'flag') return [true, false];
	return kind === 'json'
		? [0, 1].map(() => [{ phoneNumber: number(), type: 'Mobile', primary: true, optOut: true, invalid: false }])
		: [number(), number()];
}

const onOff = () => [true, false];
const moments = (day: string) => [`${day} 12:00:00`, `${day} 13:30:00`];

/** Two values of a kind, where the kind says enough. */
const BY_KIND: Partial<Record<AttributeKind, (attribute: Attribute, defs: JsonObject) => unknown[]>> = {
	date: ({ name }, defs) => [dayFor(name, defs), dayFor(name, defs).replace('-2', '-1')],
	dateTime: ({ name }, defs) => moments(dayFor(name, defs)),
	dateTimeOptional: ({ name }, defs) => moments(dayFor(name, defs)),
	boolean: onOff,
	flag: onOff,
	integer: (_, defs) => numbersWithin(defs),
	number: (_, defs) => numbersWithin(defs),
	decimal: () => ['7.5', '8.5'],
	list: ({ fieldType }) => (fieldType === 'urlMultiple' ? [['https://a.example.com'], ['https://b.example.com']] : [['Sweep'], ['Swept']]),
	object: () => [{ a: 1 }, { b: [2] }],
	json: () => [[1], [{ a: 2 }]],
};

function plainValues(attribute: Attribute, defs: JsonObject): unknown[] {
	return BY_KIND[attribute.kind]?.(attribute, defs) ?? textValues(attribute);
}

/** What ends is later than what begins. */
function dayFor(name: string, { after, isAfter }: JsonObject): string {
	return after || isAfter || /end/i.test(name) ? '2026-11-26' : '2026-11-24';
}

function numbersWithin({ min, max }: JsonObject): number[] {
	return [7, 8].map((value) => Math.min(Math.max(value, Number(min ?? value)), Number(max ?? value)));
}

function textValues({ name, fieldType }: Attribute): string[] {
	if (fieldType === 'url' || /website/i.test(name)) return ['https://sweep.example.com', 'https://swept.example.com'];
	if (fieldType === 'barcode') return ['4006381333931', '5901234123457'];
	return fieldType === 'colorpicker' ? ['#aabbcc', '#ccbbaa'] : ['Sweep', 'Swept'];
}

/** What a record of the type needs, so that nothing but the attribute in question can be refused. */
export function neededValues(swept: Swept[], { fields }: Definition): IDataObject {
	const required = entriesOf(fields).filter(([, defs]) => defs.required === true && defs.readOnly !== true);
	return Object.assign(
		{},
		...required.map(([field]) => swept.find(({ name }) => name === field || name === `${field}Id`)?.writes[0] ?? {}),
	) as IDataObject;
}
