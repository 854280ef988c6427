import { startState } from '../../../../../nodes/shared/api/cursors/stream/StreamState';
import type { Note } from '../../../../../nodes/shared/api/stream/StreamSource';
import { brokenInvariants } from '../../../model/brokenInvariants';

const at = Date.UTC(2026, 10, 23, 9);
const note = (number: number): Note => ({ id: `n${number}`, number, createdAt: '2026-11-23 09:00:01', type: 'Post' });
/** A minute after the start; at the very start a poll can't be told from a beginning anew. */
const state = { ...startState({ fingerprint: 'crm', filter: '' }, at, [note(10)]), polledAt: at + 60_000 };

test.each<[string, Parameters<typeof brokenInvariants>[1], string[]]>([
	['nothing happened', { state, notes: [] }, []],
	[
		'the trail falls',
		{
			state: {
				...state,
				reached: [
					[at, 10],
					[at + 1, 9],
				],
			},
			notes: [],
		},
		['1'],
	],
	['the overlap begins above the cursor', { state: { ...state, cursor: 9 }, notes: [] }, ['1']],
	['seen below the overlap', { state: { ...state, seen: [[3, 4]] }, notes: [] }, ['2']],
	['delivered and not read', { state, notes: [note(12)] }, ['5']],
	['delivered again', { state, notes: [note(8)] }, ['5']],
	['out of order', { state: { ...state, cursor: 13, seen: [[11, 13]] }, notes: [note(13), note(12)] }, ['7']],
	['time moves back', { state: { ...state, polledAt: at - 1 }, notes: [] }, ['6']],
])('%s', (_title, polled, broken) => expect(brokenInvariants(state, polled).map((name) => name[0])).toEqual(broken));

describe('the newest notes are gone, and their numbers come again', () => {
	const before = { ...state, cursor: 12, seen: [[11, 12]] as Array<[number, number]> };
	const again = (createdAt: string) => ({
		state: { ...state, cursor: 11, seen: [[11, 11]] as Array<[number, number]> },
		notes: [{ ...note(11), createdAt }],
	});

	test('in a note that is newer than the last read', () => {
		expect(brokenInvariants(before, again('2026-11-23 09:01:01'))).toEqual([]);
	});

	test('in one that was read', () => {
		expect(brokenInvariants(before, again('2026-11-23 09:00:30')).map((name) => name[0])).toEqual(['5']);
	});
});
