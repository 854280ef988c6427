import { overlapStart, NUMBERS_PER_REQUEST, type StreamState } from '../../../nodes/shared/api/cursors/stream/StreamState';
import type { StreamPollResult } from '../../../nodes/shared/api/cursors/stream/StreamPoll';
import { isAfterLastPoll, isUnread } from '../../../nodes/shared/api/cursors/stream/unreadNotes';
import { espoDateTime } from '../../../nodes/shared/api/values/dateTime';
import { gapsBetween, has, largest, type NumberRanges } from '../../../nodes/shared/api/values/numberRanges';

/** Which invariants of the cursor (docs/cursor.md#invariants) a poll broke, by their numbers. @param before the state that the poll was given */
export function brokenInvariants(before: StreamState, { state, notes }: StreamPollResult): string[] {
	const start = overlapStart(state);
	const trail = state.reached.map(([, number]) => number);
	const numbers = notes.map(({ number }) => number);
	const isAnew = startsAnew(before, state);
	const broken: Array<[name: string, holds: boolean]> = [
		[
			'1: the overlap starts at or below the cursor, and the trail never falls',
			start <= state.cursor && trail.every((number, index) => number >= (trail[index - 1] ?? 0)),
		],
		['2: what was seen lies in the overlap', state.seen.every(([from, to]) => from > start && to <= state.cursor)],
		['3: few are seen, or few are missing', isAnew || state.cursor < before.cursor || start < overlapStart(before) || isShort(state)],
		[
			'5: only what was unread is delivered',
			isAnew ||
				state.filter !== before.filter ||
				notes.every(
					(note) =>
						isUnread(before, note) ||
						note.number > before.cursor ||
						start < overlapStart(before) ||
						// The newest notes are gone, and their numbers come again.
						(state.cursor < before.cursor && isAfterLastPoll(before, note)),
				),
		],
		['5: what was delivered is read', notes.every(({ number }) => number <= start || has(state.seen, number))],
		['6: time never moves back', isAnew || (state.polledAt >= before.polledAt && state.since >= before.since)],
		['7: in the order of their numbers', numbers.every((number, index) => number > (numbers[index - 1] ?? -1))],
		['10: what is left of a search lies in the overlap', leftOf(state).every(([from, to]) => from > start && to <= state.cursor)],
		['10: time stands still during a search', isAnew || isStill(before, state)],
		['9: the state is small', state.known.length <= 20 && (state.latest?.length ?? 0) <= 20 && JSON.stringify(state).length < 60_000],
	];
	return broken.flatMap(([name, holds]) => (holds ? [] : [name]));
}

function isStill(before: StreamState, { search, polledAt }: StreamState): boolean {
	return search === undefined || polledAt === before.polledAt;
}

function leftOf({ search }: StreamState): NumberRanges {
	return search?.left ?? [];
}

/** During a search the requests name no numbers. */
function isShort({ seen, cursor, ...rest }: StreamState): boolean {
	if (rest.search) return true;
	const start = overlapStart({ seen, cursor, ...rest });
	return (
		largest(seen, NUMBERS_PER_REQUEST).next === undefined ||
		largest(gapsBetween(seen, start, cursor), NUMBERS_PER_REQUEST).next === undefined
	);
}

/** Whether it was another database: then the state starts anew at the last poll. */
function startsAnew(before: StreamState, after: StreamState): boolean {
	return after.fingerprint !== before.fingerprint || after.since === espoDateTime(before.polledAt);
}
