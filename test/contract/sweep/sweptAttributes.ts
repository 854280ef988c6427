import type { IDataObject } from 'n8n-workflow';

import { entriesOf } from '../../../nodes/shared/api/metadata/entityFields';
import type { Attribute } from '../../../nodes/shared/api/values/fieldTypes';
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

/** Two writes of an attribute; undefined where there is nothing to write, e.g. no record that a link can lead to. */
export async function sweptAttribute(
	espo: TestedEspo,
	entityType: string,
	attribute: Attribute,
	definition: Definition,
	options: string[] | undefined,
	sources: Sources,
): Promise<Swept | undefined> {
	const { name, field } = attribute;
	if (isLeftOut(name)) return undefined;
	const [one, other] = await twoValues(espo, entityType, attribute, definition, options, sources);
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

async function twoValues(
	espo: TestedEspo,
	entityType: string,
	{ name, kind, field, fieldType }: Attribute,
	definition: Definition,
	options: string[] | undefined,
	sources: Sources,
): Promise<unknown[]> {
	const defs = definition.fields[field] ?? {};
	const keys = (options ?? (Array.isArray(defs.options) ? defs.options.map(String) : [])).filter(Boolean);
	if (keys.length) return kind === 'list' ? [[keys.at(-1)], [keys[0]]] : [keys.at(-1), keys[0]];
	if (['file', 'image', 'attachmentMultiple'].includes(fieldType)) {
		// An ID that no file has is a write too: it must not be lost without a word.
		const ids = [await sources.fileFor(entityType, field), await sources.fileFor(entityType, field)].map((id) => id ?? 'nosuchfile0000001');
		return kind === 'idList' ? ids.map((id) => [id]) : ids;
	}
	if (fieldType === 'linkParent') return kind === 'id' ? await sources.recordsOf('Account') : ['Account'];
	if (['id', 'idList'].includes(kind) || name === `${field}Columns`) {
		const ids = await sources.recordsOf(
			definition.links[field]?.entity ?? String(defs.entity ?? definition.fields[name.replace(/Id$/, '')]?.entity ?? ''),
		);
		if (kind === 'id') return ids;
		return kind === 'idList' ? ids.map((id) => [id]) : ids.map((id) => ({ [id]: columnsOf(defs) }));
	}
	const isAddress = entityType === 'Email' && /^(from|to|cc|bcc|replyTo)$/.test(name);
	if (fieldType === 'email' || name === 'emailAddress' || isAddress) return emailValues(espo, kind);
	if (fieldType === 'phone') return phoneValues(kind);
	return plainValues(name, kind, fieldType, defs);
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

function plainValues(name: string, kind: string, fieldType: string, { after, isAfter, min, max }: JsonObject): unknown[] {
	const day = after || isAfter || /end/i.test(name) ? '2026-11-26' : '2026-11-24';
	const fits = (value: number) => Math.min(Math.max(value, Number(min ?? value)), Number(max ?? value));
	if (kind === 'date') return [day, day.replace('-2', '-1')];
	if (kind === 'dateTime' || kind === 'dateTimeOptional') return [`${day} 12:00:00`, `${day} 13:30:00`];
	if (kind === 'boolean' || kind === 'flag') return [true, false];
	if (kind === 'integer' || kind === 'number') return [fits(7), fits(8)];
	if (kind === 'decimal') return ['7.5', '8.5'];
	if (kind === 'list') return fieldType === 'urlMultiple' ? [['https://a.example.com'], ['https://b.example.com']] : [['Sweep'], ['Swept']];
	if (kind === 'object') return [{ a: 1 }, { b: [2] }];
	if (kind === 'json') return [[1], [{ a: 2 }]];
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
