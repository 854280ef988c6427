import type { Claims } from '../../campaign/Claims';
import { judge } from '../../campaign/judge';
import type { Played, PlayedPoll } from '../../campaign/Played';
import { kindOf, type Kind } from '../../campaign/Verdict';

interface Item {
	id: string;
}

const EASY: PlayedPoll<Item> = {
	life: 'poll',
	startedAt: 0,
	endedAt: 0,
	clean: true,
	hasTime: true,
	budgetMs: 60_000,
	batches: [],
	lostByN8n: [],
	requests: 1,
	late: 0,
	faults: [],
	bytes: 10,
};
const CLAIMS: Claims<Item> = {
	owed: [{ id: 'a' }, { id: 'b' }],
	eventsOf: ({ id }) => [id],
	objection: ({ id }) => (id > 'c' ? `${id} does not exist` : undefined),
	inOrder: (before, after) => before.id < after.id,
	limits: { events: 3, lateRequests: 2, quietBytes: 100, quietRequests: 1 },
	broken: [],
};

const items = (ids: string): Item[] => [...ids].map((id) => ({ id }));

/** @param polls what each found, as letters; at the minutes 1, 2, 3 and so on */
function played(...polls: Array<string | Partial<PlayedPoll<Item>>>): Played<Item> {
	return {
		activated: { from: 0, to: 0 },
		happened: [],
		polls: polls.map((poll, index) => ({
			...EASY,
			endedAt: index + 1,
			...(typeof poll === 'string' ? { batches: poll ? [items(poll)] : [] } : poll),
		})),
	};
}

describe('the oracle', () => {
	const table: Array<[title: string, polls: Played<Item>, kind: Kind | undefined, claims?: Partial<Claims<Item>>]> = [
		['all came once', played('a', 'b', ''), undefined],
		['more may come than is owed', played('abc', ''), undefined],
		['one did not come', played('a', ''), 'lost'],
		['one came twice', played('ab', 'b', ''), 'doubled'],
		['one came twice in a poll', played({ batches: [items('a'), items('ab')] }, ''), 'doubled'],
		['one came twice and may', played('ab', 'b', ''), undefined, { most: () => 2 }],
		['one came too often', played('ab', 'b', 'b', ''), 'doubled', { most: () => 2 }],
		['one should not have come', played('abd', ''), 'not owed'],
		['the order was wrong', played('ba', ''), 'out of order'],
		['two executions, each in order', played({ batches: [items('b'), items('a')] }, ''), undefined],
		['one came too late', played('', 'ab', ''), 'lost', { owed: [{ id: 'a', by: 1 }] }],
		['one came too early', played('ab', ''), 'lost', { owed: [{ id: 'a', after: 1 }] }],
		['a poll failed for no reason', played('ab', { failure: 'oh' }, ''), 'failed poll'],
		['a poll failed for a reason', played('ab', { failure: 'oh', clean: false }, ''), undefined],
		[
			'a poll broke the rules, whatever the reason',
			played('ab', { failure: 'The cursor broke its rules.', clean: false }, ''),
			'failed poll',
		],
		['many events', played('abcc', ''), 'over a limit', { inOrder: () => true, most: () => 2 }],
		['requests after the end', played('ab', { late: 3 }, ''), 'over a limit'],
		['requests after the end that were made to fail', played('ab', { late: 3, faults: ['5xx'] }, ''), undefined],
		['a quiet poll is large', played('ab', { bytes: 100 }), 'over a limit'],
		['no quiet poll', played('a', 'b'), 'stuck'],
		['a quiet poll with many requests', played('ab', { requests: 2 }), 'stuck'],
		['another promise was broken', played('ab', ''), 'broken promise', { broken: ['oh'] }],
		['the activation was refused', { polls: [], happened: [] }, undefined],
	];
	test.each(table)('%s', (...[, polls, kind, claims]) => {
		expect(kindOf(judge({ durable: false }, polls, { ...CLAIMS, ...claims }))).toBe(kind);
	});

	test('what n8n loses between its two writes is counted apart, and never lost with durable cursors', () => {
		const killed = played('a', { lostByN8n: items('b') }, '');
		expect(judge({ durable: false }, killed, CLAIMS)).toMatchObject({ owed: 2, byN8n: 1, findings: [] });
		expect(kindOf(judge({ durable: true }, killed, CLAIMS))).toBe('broken promise');
	});

	test('what another event tells is owed, but not counted', () => {
		const claims = { ...CLAIMS, owed: [...CLAIMS.owed, { id: 'c', isAspect: true }] };
		expect(judge({ durable: false }, played('ab', ''), claims)).toMatchObject({ owed: 2, findings: [{ kind: 'lost', text: 'c' }] });
	});
});
