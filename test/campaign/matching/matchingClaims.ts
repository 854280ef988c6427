import type { EnteredItem } from '../../unit/model/MatchingWatch';
import type { Claims } from '../Claims';
import type { Hit } from '../Part';
import type { Played, PlayedPoll } from '../Played';
import type { MatchingServer } from './MatchingServer';
import type { MatchingWorld, PlayableMatching } from './matchingWorld';
import { owedEntries } from './owedEntries';
import { seenIn } from './seenIn';

/** What is owed of a schedule of records that begin to match a filter, and what may come. */
export function matchingClaims(
	{ settings }: PlayableMatching,
	{ server, poison }: MatchingWorld,
	played: Played<EnteredItem>,
	hit: Hit,
): Claims<EnteredItem> {
	const { durable, pageLimit, quietDays } = settings;
	const { history } = server;
	const { polls, activated = { from: 0, to: 0 } } = played;
	const { owed, objections, broken } = owedEntries(durable, played, history, hit);
	if (polls.some((poll) => countIn(server, poll) > pageLimit)) hit('several pages of IDs');
	if (quietDays && owed.length) hit('filter matches nothing for days');
	const ids = polls.flatMap(({ batches }) => batches.flat().map(({ id }) => id));
	if (new Set(ids).size < ids.length) hit('record that comes back');
	const last = polls[polls.length - 1];
	const pages = last ? Math.max(1, Math.ceil(countIn(server, last) / pageLimit)) : 1;
	return {
		owed,
		eventsOf: ({ id }) => [id],
		objection: ({ id }, poll) => objections.get(poll)?.get(id),
		// As often as it came in.
		most: (id, { endedAt }) => (history.get(id) ?? []).filter(({ at, matches }) => matches && at >= activated.from && at <= endedAt).length,
		inOrder: (before, after) => before.id < after.id,
		limits: {
			events: Infinity,
			lateRequests: Infinity,
			quietBytes: Infinity,
			// A page limit below the usual one is met anew by each poll.
			quietRequests: pages + (pageLimit < 200 ? 1 : 0),
		},
		broken: [...broken, ...polls.flatMap((poll) => toldByTheirIds(poll, server, poison))],
	};
}

function countIn({ history }: MatchingServer, { startedAt, endedAt }: PlayedPoll<EnteredItem>): number {
	return [...history.values()].filter((own) => seenIn(own, startedAt, endedAt) === 'in').length;
}

/** Records that came without their fields, although the server did not fail at reading them. */
function toldByTheirIds(poll: PlayedPoll<EnteredItem>, { history }: MatchingServer, poison: string | undefined): string[] {
	const { startedAt, endedAt, faults, batches } = poll;
	if (faults.includes('5xx')) return [];
	return batches
		.flat()
		.filter(({ id, record }) => record.name === undefined && id !== poison && seenIn(history.get(id) ?? [], startedAt, endedAt) === 'in')
		.map(({ id }) => `${id} was delivered by its ID alone`);
}
