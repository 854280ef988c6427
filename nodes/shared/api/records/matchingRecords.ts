import type { EspoClient } from '../client/EspoClient';
import { listRecords } from '../lists/listRecords';
import { isLastPage, listPage } from '../lists/ListRequest';
import { recordNames } from '../messages/recordNames';
import type { WhereItem } from '../request/WhereItem';
import { InvalidInput } from '../values/InvalidInput';
import type { Json, JsonObject } from '../values/Json';
import { isNumeric } from '../values/numeric';
import { textOf } from '../values/textOf';
import { NAMESAKES, wholeNames } from './wholeNames';

/** What to do where several records match. */
export type SeveralMatches = 'fail' | 'all' | 'first';

const MATCHES_IN_TEXT = 5;

/**
 * The records that hold these values, in one request (more only to find all of very many).
 * E-mail addresses and phone numbers match any of a record's (espocrm-api.md#conditions); a name must be the whole name. Null means an empty attribute.
 * @returns rows with `id` and `name`: none, one, or with “all” several
 * @throws InvalidInput when several match and one is wanted, or more have a similar name than are compared; EspoError
 */
export async function matchingRecords(
	client: EspoClient,
	entityType: string,
	match: JsonObject,
	several: SeveralMatches,
): Promise<JsonObject[]> {
	const list = {
		path: [entityType],
		params: { where: Object.entries(match).map(([attribute, value]) => sameValue(attribute, value)), select: ['id', 'name'] },
	};
	const { name } = match;
	if (several === 'all') return wholeNames(await listRecords(client, list), name);
	const shown = several === 'first' ? 1 : MATCHES_IN_TEXT;
	const page = await listPage(client, list, { orderBy: 'id', order: 'asc', maxSize: name === undefined ? shown : NAMESAKES });
	const found = wholeNames(page.list, name);
	if (several === 'first' && found.length) return found.slice(0, 1);
	const more = !isLastPage(page);
	if (found.length > 1) throw severalMatch(entityType, match, found, more);
	if (name !== undefined && more) throw tooManyMatch(entityType, name);
	return found;
}

/**
 * Servers from 8.1 on store texts trimmed: both forms count, so that a second run finds what the first one stored.
 * Not as a list: for the name of a person 7.5 answers it with a bare 500, and 10.0 with nothing (measured).
 */
export function sameValue(attribute: string, value: Json): WhereItem {
	if (value === null) return { type: 'isNull', attribute };
	if (typeof value === 'boolean') return { type: value ? 'isTrue' : 'isFalse', attribute };
	if (typeof value !== 'string') return { type: 'equals', attribute, value };
	const equal = (text: string): WhereItem => ({ type: 'equals', attribute, value: text });
	const trimmed = value.trim();
	const same: WhereItem = trimmed === value ? equal(value) : { type: 'or', value: [equal(value), equal(trimmed)] };
	const digits = attribute === 'phoneNumber' ? phoneDigits(value) : [];
	// EspoCRM keeps the digits of every number beside it (7.5 and 10.0, measured): 7.5 stores a number as it was written.
	return digits.length ? { type: 'or', value: [same, { type: 'in', attribute: `${attribute}Numeric`, value: digits }] } : same;
}

/** The digits of a number in each form that it may be stored in: +49 and 0049 are the same, and a zero in brackets is not dialled with them. */
function phoneDigits(number: string): string[] {
	const isInternational = /^\s*(\+|00)/.test(number);
	const forms = [number, ...(isInternational ? [number.replace(/\(0\)/, '')] : [])].map((text) => text.replace(/\D/g, ''));
	const plain = forms
		.map((digits) => (isInternational ? digits.replace(/^00/, '') : digits))
		.filter((digits) => digits.length >= SHORTEST_NUMBER);
	return [...new Set(isInternational ? plain.flatMap((digits) => [digits, `00${digits}`]) : plain)];
}

/** Shorter ones are extensions, of which each company has the same. */
const SHORTEST_NUMBER = 5;

function severalMatch(entityType: string, match: JsonObject, found: JsonObject[], more: boolean): InvalidInput {
	const given = Object.entries(match).filter(([, value]) => value !== null);
	const values = given.map(([attribute, value]) => `${attribute} ${JSON.stringify(value)}`);
	return new InvalidInput(
		'Fields',
		`Several ${entityType} records match ${values.join(' and ')}: ${recordNames(found)}${more ? ' and more' : ''}`,
		'Match on more fields, or choose which to update in the option “If Several Records Match”.',
	);
}

function tooManyMatch(entityType: string, name: Json): InvalidInput {
	return new InvalidInput(
		'Fields',
		`Too many ${entityType} records have ${JSON.stringify(name)} as part of their name to find the one whose whole name it is`,
		'Match on more fields.',
	);
}

/**
 * A text that is the same for values which a database may take for equal (case, accents, spaces, punctuation, 1.5 and 1.50): requests that
 * share it must not overlap, or both would create.
 */
export function matchKey(match: Record<string, Json | undefined>): string {
	return JSON.stringify(
		Object.entries(match).map(([attribute, value]) =>
			plainKey(attribute, textOf(value))
				.normalize('NFKD')
				.toLowerCase()
				.replace(/ß/g, 'ss')
				.replace(/\p{Nd}/gu, digitOf)
				.replace(/[^a-z0-9]/g, ''),
		),
	);
}

function plainKey(attribute: string, value: string): string {
	if (attribute === 'phoneNumber') return phoneDigits(value).sort((a, b) => a.length - b.length)[0] ?? value;
	return isNumeric(value) ? String(Number(value)) : value;
}

/** Digits of other scripts are equal to 0 to 9; each script has its ten in a row. */
function digitOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	let value = 0;
	while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
	return String(value);
}
