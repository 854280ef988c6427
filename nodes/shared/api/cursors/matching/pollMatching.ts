import { createHash } from 'crypto';

import type { EspoClient } from '../../client/EspoClient';
import { keyWalk } from '../../lists/keyWalk';
import { listRecords } from '../../lists/listRecords';
import { shortLists } from '../../lists/ListRequest';
import { readableRecords } from '../../lists/readableRecords';
import type { SearchParams } from '../../request/SearchParams';
import { InvalidInput } from '../../values/InvalidInput';
import { isJsonObject, type JsonObject } from '../../values/Json';

/** What a trigger on records that begin to match a filter keeps between polls. */
export interface MatchingState {
	/** Server, user, entity type and filter; with others the state is worth nothing. */
	fingerprint: string;
	/** The records that match, each as a short mark: 5,000 ids would be 100 kB in the workflow's row of n8n's database. */
	matching: string;
}

export interface MatchingOptions {
	client: EspoClient;
	entityType: string;
	/** The filter, and the attributes to return. */
	params: SearchParams;
	fingerprint: string;
	/** When no further records are read, in ms since 1970; those left are delivered by the next poll. */
	deadline?: number;
}

const MOST_MATCHING = 5_000;
/** Characters of a mark: with 48 bits, two of 5,000 records are taken for each other once in twenty million triggers. */
const MARK = 8;
/** Records that are read at once, which one request can ask for by their IDs. */
const AT_ONCE = 200;

/**
 * The records that match now.
 * @throws InvalidInput with the count when they are too many to be remembered
 */
export async function startMatching(options: MatchingOptions): Promise<MatchingState> {
	return stateOf(options, await matchingIds(options));
}

/**
 * The records that match and did not at the last poll. All ids are read each time, so that it does not matter what makes a
 * record match: a change, a relation or the date; and one that left is delivered again when it comes back.
 * @returns records in the order of their ids; one that is gone again is left out (and delivered when it comes back), of one at which
 * the server fails there is the id alone
 * @throws EspoError, InvalidInput as startMatching
 */
export async function pollMatching(
	options: MatchingOptions,
	state: MatchingState,
): Promise<{ state: MatchingState; entered: JsonObject[] }> {
	const before = new Set(storedMarks(state));
	const ids = await matchingIds(options);
	const entered = await recordsUntil(
		options,
		ids.filter((id) => !before.has(markOf(id))),
	);
	const delivered = new Set(entered.map(({ id }) => markOf(String(id))));
	const marks = ids.map(markOf).filter((mark) => before.has(mark) || delivered.has(mark));
	return { state: { fingerprint: options.fingerprint, matching: marks.join('') }, entered };
}

async function recordsUntil(options: MatchingOptions, ids: string[]): Promise<JsonObject[]> {
	const { client, deadline = Infinity } = options;
	const records: JsonObject[] = [];
	for (let from = 0; from < ids.length && (from === 0 || client.now() < deadline); from += AT_ONCE) {
		records.push(...(await recordsWith(options, ids.slice(from, from + AT_ONCE))));
	}
	return records;
}

async function recordsWith({ client, entityType, params }: MatchingOptions, ids: string[]): Promise<JsonObject[]> {
	const found = await readableRecords(client, entityType, ids, params.select);
	const known = new Set(found.map(({ id }) => id));
	const missing = ids.filter((id) => !known.has(id));
	if (!missing.length) return found;
	// Refused altogether, this throws, so that the next poll delivers them.
	const where = [{ type: 'in', attribute: 'id', value: missing }];
	const bare = await listRecords(client, { path: [entityType], params: { where, select: ['id'] } });
	const records = new Map([...found, ...bare.map(({ id = null }) => ({ id }))].map((record) => [String(record.id), record]));
	return ids.map((id) => records.get(id)).filter((record) => record !== undefined);
}

async function matchingIds({ client, entityType, params }: MatchingOptions): Promise<string[]> {
	const parts = shortLists({ path: [entityType], params: { ...params, select: ['id'] } });
	let total = 0;
	const ids = new Set<string>();
	for (const part of parts) {
		const rows = await keyWalk(client, part, (count) => requireFew((total += Math.max(0, count)), entityType));
		for (const { id } of rows) ids.add(String(id));
	}
	return [...ids];
}

function requireFew(total: number, entityType: string): void {
	if (total <= MOST_MATCHING) return;
	throw new InvalidInput(
		'Filters',
		`${total} ${entityType} records match the filter, but at most ${MOST_MATCHING} can be watched`,
		'Add conditions so that fewer records match, e.g. on the date, or trigger on “Record Created or Updated” instead.',
	);
}

function stateOf({ fingerprint }: MatchingOptions, ids: string[]): MatchingState {
	return { fingerprint, matching: ids.map(markOf).join('') };
}

function storedMarks({ matching }: MatchingState): string[] {
	return Array.from({ length: matching.length / MARK }, (_, index) => matching.slice(index * MARK, (index + 1) * MARK));
}

function markOf(id: string): string {
	return createHash('sha256').update(id).digest('base64').slice(0, MARK);
}

/** What static data gave back, if it is such a state. */
export function storedMatchingState(value: unknown): MatchingState | undefined {
	if (!isJsonObject(value)) return undefined;
	const { fingerprint, matching } = value;
	const whole = typeof fingerprint === 'string' && typeof matching === 'string' && matching.length % MARK === 0;
	return whole ? { fingerprint, matching } : undefined;
}
