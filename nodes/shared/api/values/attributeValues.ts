import { isIsoDateTime, toEspoDate, toEspoDateTime } from './dateTime';
import { withDays } from './dayOrMoment';
import type { AttributeKind, AttributeKinds } from './fieldTypes';
import { isBlank } from './given';
import { isIdentifier } from './identifier';
import { InvalidInput } from './InvalidInput';
import type { Json, JsonObject } from './Json';
import { isNumeric } from './numeric';
import { storableJson } from './storableJson';
import { textOf } from './textOf';

/** What a value of a kind looks like, in words. */
export const EXAMPLES: Partial<Record<AttributeKind, string>> = {
	integer: 'a whole number, e.g. 42',
	number: 'a number, e.g. 1250.5',
	boolean: 'true or false',
	flag: 'true or false',
	date: 'a date, e.g. 2026-11-23',
	dateTime: 'a date and time, e.g. 2026-11-23T14:30:00+01:00',
	dateTimeOptional: 'a date and time, e.g. 2026-11-23T14:30:00+01:00, or a day, e.g. 2026-11-23',
	text: 'text',
	enum: 'text',
	decimal: 'a number, e.g. 1250.50',
	id: 'the ID of a record, e.g. 6b046affe09989a18 (“Linked Records” finds it by its name)',
	list: 'a list, e.g. ["A", "B"]',
	idList: 'a list of IDs',
	object: 'an object in curly brackets',
};

/** Attributes that are text in every EspoCRM. */
export const TEXT_EVERYWHERE =
	/^(name|description|website|(salutation|first|middle|last)Name|emailAddress|phoneNumber|\w*(Street|City|State|Country|PostalCode))$/;

/**
 * Whether the right form of a value depends on the attribute's type, so that the type has to be looked up: EspoCRM stores
 * text in a number as 0 (7.x) and any text in a switch as true, a text may stand for a list, and a date-time needs its zone.
 * Whole numbers fit a number and a text alike, a date refuses them by its name, and of a switch the answer tells; of a switch 7.x
 * makes “1” in a text or a list option, and half a number is cut off.
 */
export function dependsOnKind(attribute: string, value: Json): boolean {
	if (value === null || typeof value === 'object') return true;
	if (typeof value === 'boolean') return true;
	if (typeof value === 'number') return !Number.isInteger(value) || attribute.endsWith('Ids');
	if (value === '') return false;
	if (isIsoDateTime(value) || looksLikeJson(value)) return true;
	const isSafe = TEXT_EVERYWHERE.test(attribute) || isNumeric(value) || (attribute.endsWith('Id') && isIdentifier(value));
	return !isSafe || attribute.endsWith('Ids');
}

/** Where values were entered. */
export interface EnteredAt {
	/** The workflow's time zone. */
	zone: string;
	/** What the user sees of the place. */
	parameter: string;
	/** Of the attributes, as far as they are known. */
	labels?: ReadonlyMap<string, string>;
	hint?(text: string): void;
}

/**
 * The values as they are sent. Empty text and blanks are left out ("leave alone"); null clears; date-times become UTC in EspoCRM's form.
 * What the server would store as nonsense (zero for text in a number, "Array" for a list in a text) is refused here.
 * Characters that can't be stored are taken out with a hint: dirty data must not stop a sync.
 * @param kinds of the attributes; empty when no value depends on them
 * @throws InvalidInput that names the attribute
 */
export function valuesToSend(values: Readonly<Record<string, Json | undefined>>, kinds: AttributeKinds, at: EnteredAt): JsonObject {
	const { parameter, labels = new Map<string, string>(), hint } = at;
	const isSent = (attribute: string, value: Json) =>
		!isLeftOut(value, kinds.get(attribute)) && !(value === null && kinds.get(attribute) === 'flag');
	const given = Object.entries(values).flatMap(([attribute, value]): Array<[string, Json]> =>
		value !== undefined && isSent(attribute, value) ? [[attribute, value]] : [],
	);
	const converted = given.flatMap(([attribute, value]): Array<[string, Json]> => {
		const place = `“${labels.get(attribute) ?? attribute}” in “${parameter}”`;
		const sent = valueToSend(value, kinds.get(attribute), at, place);
		const clean = storableJson(sent);
		if (clean === sent) return [[attribute, sent]];
		hint?.(`${place} had characters that EspoCRM can't store (NUL, or half of an emoji); they were left out.`);
		return clean === '' ? [] : [[attribute, clean]];
	});
	// Not by assignment: “__proto__” is a name like any other.
	return withDays(Object.fromEntries(converted), kinds, parameter, labels);
}

const WITHOUT_BLANKS: Array<AttributeKind | undefined> = [undefined, 'text', 'enum', 'list', 'idList', 'json'];

/** Of blanks EspoCRM would make an empty text, or a list with an empty entry; a number or a date refuses them. */
function isLeftOut(value: Json, kind: AttributeKind | undefined): boolean {
	return value === '' || (isBlank(value) && WITHOUT_BLANKS.includes(kind));
}

function valueToSend(value: Json, kind: AttributeKind | undefined, { zone, parameter }: EnteredAt, place: string): Json {
	// A switch can't be empty: EspoCRM answers null with a bare 500 (espocrm-api.md#what-writes-store).
	if (value === null) return kind === 'boolean' ? false : kind === 'idList' ? [] : null;
	const converted = kind === undefined ? value : CONVERTERS[kind](value, zone);
	if (converted !== undefined && !isEndless(converted)) return converted;
	const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
	throw new InvalidInput(
		parameter,
		`${place}: ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown} is not ${(kind && EXAMPLES[kind]) ?? 'an allowed value'}`,
	);
}

/** JSON text can hold a number too large for any, e.g. 1e999; it would be sent as null, which clears the field. */
function isEndless(value: Json): boolean {
	if (typeof value === 'number') return !Number.isFinite(value);
	return typeof value === 'object' && value !== null && Object.values(value).some(isEndless);
}

type Converter = (value: Exclude<Json, null>, zone: string) => Json | undefined;

// EspoCRM would store true as “1” and false as nothing.
const scalarText: Converter = (value) => (typeof value === 'object' ? undefined : typeof value === 'boolean' ? String(value) : value);
const number: Converter = (value) => (isNumeric(value) ? value : undefined);
const boolean: Converter = (value) => (typeof value === 'boolean' ? value : BOOLEANS.get(textOf(value).trim().toLowerCase()));
/** Undefined for commas alone: an empty list would clear the field. */
const entriesOf = (given: string): string[] | undefined => {
	const entries = given
		.split(',')
		.map((entry) => entry.trim())
		.filter(Boolean);
	return entries.length ? entries : undefined;
};
const list: Converter = (value) => {
	const given = fromJsonText(value);
	// A list in JSON with a mistake would be cut at its commas.
	if (typeof given === 'string' && /^\s*\[/.test(given)) return undefined;
	const items = typeof given === 'string' ? entriesOf(given) : given;
	// Of an object or of nothing EspoCRM would make an entry, too.
	return Array.isArray(items) && items.every((item) => typeof item !== 'object' && !isBlank(item)) ? items : undefined;
};
const text =
	(convert: (text: string, zone: string) => string | undefined): Converter =>
	(value, zone) =>
		typeof value === 'string' ? convert(value, zone) : undefined;

const CONVERTERS: Record<AttributeKind, Converter> = {
	text: scalarText,
	enum: scalarText,
	id: (value) => (isIdentifier(value) ? value : undefined),
	// The database would cut a number in exponential form off, and a list or switch is none.
	decimal: (value, zone) => (number(value, zone) === undefined || /e/i.test(String(value)) ? undefined : String(value).trim()),
	integer: (value, zone) => (Number.isInteger(Number(value)) ? number(value, zone) : undefined),
	number,
	boolean,
	flag: boolean,
	date: text(toEspoDate),
	dateTime: text(toEspoDateTime),
	// A day alone lasts all day.
	dateTimeOptional: text((value, zone) => toEspoDateTime(value, zone) ?? toEspoDate(value, zone)),
	list,
	idList: list,
	// PHP writes an empty map as an empty list.
	object: (value) => {
		const given = fromJsonText(value);
		return typeof given === 'object' && (!Array.isArray(given) || !given.length) ? given : undefined;
	},
	json: fromJsonText,
};

function looksLikeJson(text: string): boolean {
	return /^\s*[[{]/.test(text);
}

/** Editors and AI agents give lists and objects as text. */
function fromJsonText(value: Exclude<Json, null>): Exclude<Json, null> {
	if (typeof value !== 'string' || !looksLikeJson(value)) return value;
	try {
		return JSON.parse(value) as Exclude<Json, null>;
	} catch {
		return value;
	}
}

const BOOLEANS = new Map([
	['true', true],
	['false', false],
	['1', true],
	['0', false],
]);
