import type { EspoClient } from './EspoClient';
import { InvalidInput } from './InvalidInput';
import { isNumeric } from './isNumeric';
import type { Json, JsonObject } from './Json';
import { listRecords } from './listRecords';
import { isLastPage, listPage } from './ListRequest';
import { recordNames } from './recordNames';
import type { WhereItem } from './where';

/** What to do where several records match. */
export type SeveralMatches = 'fail' | 'all' | 'first';

const LISTED = 5;

/**
 * The records that hold these values, in one request (more only to find all of very many).
 * E-mail addresses and phone numbers match any of a record's (api.md 3.2).
 * @returns rows with `id` and `name`: none, one, or with “all” several
 * @throws InvalidInput when several match and one is wanted; EspoError
 */
export async function matchingRecords(client: EspoClient, entityType: string, match: JsonObject, several: SeveralMatches): Promise<JsonObject[]> {
	const list = {
		path: [entityType],
		params: { where: Object.entries(match).map(([attribute, value]) => sameValue(attribute, value)), select: ['id', 'name'] },
	};
	if (several === 'all') return await listRecords(client, list);
	const byId = { orderBy: 'id', order: 'asc' } as const;
	const page = await listPage(client, list, { ...byId, maxSize: several === 'first' ? 1 : LISTED });
	if (page.list.length > 1) throw severalMatch(entityType, match, page.list, !isLastPage(page));
	return page.list;
}

/** Servers from 8.1 on store texts trimmed and phone numbers without spaces: both forms count, so that a second run finds what the first one stored. */
function sameValue(attribute: string, value: Json): WhereItem {
	if (typeof value === 'boolean') return { type: value ? 'isTrue' : 'isFalse', attribute };
	if (typeof value !== 'string') return { type: 'equals', attribute, value };
	const trimmed = value.trim();
	const compact = attribute === 'phoneNumber' && trimmed.startsWith('+') ? trimmed.replace(/[\s()./-]/g, '') : trimmed;
	const forms = [...new Set([value, trimmed, compact])].filter((form) => form !== '');
	return forms.length === 1 ? { type: 'equals', attribute, value } : { type: 'in', attribute, value: forms };
}

function severalMatch(entityType: string, match: JsonObject, found: JsonObject[], more: boolean): InvalidInput {
	const values = Object.entries(match).map(([attribute, value]) => `${attribute} ${JSON.stringify(value)}`);
	return new InvalidInput(
		'Fields',
		`Several records of ${entityType} match ${values.join(' and ')}: ${recordNames(found)}${more ? ' and more' : ''}`,
		'Match on more fields, or choose in the option “If Several Records Match” which to update.',
	);
}

/**
 * A text that is the same for values which a database may take for equal (case, accents, spaces, punctuation, 1.5 and 1.50): requests that
 * share it must not overlap, or both would create.
 */
export function matchKey(match: Record<string, Json | undefined>): string {
	return JSON.stringify(
		Object.values(match).map((value) =>
			(isNumeric(String(value)) ? String(Number(value)) : String(value))
				.normalize('NFKD')
				.toLowerCase()
				.replace(/ß/g, 'ss')
				.replace(/\p{Nd}/gu, digitOf)
				.replace(/[^a-z0-9]/g, ''),
		),
	);
}

/** Digits of other scripts are equal to 0 to 9; each script has its ten in a row. */
function digitOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	let value = 0;
	while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
	return String(value);
}
