import { storedStreamState } from '../../../../../nodes/shared/api/cursors/stream/storedStreamState';
import { advanced } from '../../../../../nodes/shared/api/cursors/stream/advanced';
import { overlapStart, startState, withFilter } from '../../../../../nodes/shared/api/cursors/stream/StreamState';
import { unreadWhere } from '../../../../../nodes/shared/api/cursors/stream/unreadNotes';
import { requestPath } from '../../../../../nodes/shared/api/request/EspoRequest';
import type { Note } from '../../../../../nodes/shared/api/stream/StreamSource';

const MINUTE = 60_000;
const at = Date.UTC(2026, 10, 23, 9, 0, 0);
const identity = { fingerprint: 'crm', filter: 'all' };
const note = (number: number, more: Partial<Note> = {}): Note => ({ id: `n${number}`, number, ...more });
const notes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => note(from + index));

test('nothing older than the activation is owed', () => {
	expect(startState(identity, at, [note(7)])).toMatchObject({ since: '2026-11-23 09:00:00', cursor: 7 });
	expect(startState(identity, at, [])).toMatchObject({ since: '2026-11-23 09:00:00', cursor: 0, known: [] });
});

test('the cursor never goes back, and the state that was given is left alone', () => {
	const state = startState(identity, at, [note(100)]);
	const before = JSON.stringify(state);
	expect(advanced(state, { notes: [], readTo: 50, at: at + 1 }).cursor).toBe(100);
	expect(advanced(state, { notes: notes(101, 103), readTo: 103, at: at + 1 }).cursor).toBe(103);
	expect(JSON.stringify(state)).toBe(before);
});

test('late notes are looked for above where the cursor was ten minutes ago', () => {
	let state = startState(identity, at, [note(10)]);
	state = advanced(state, { notes: notes(11, 20), readTo: 20, at: at + MINUTE });
	state = advanced(state, { notes: notes(21, 30), readTo: 30, at: at + 5 * MINUTE });
	expect(overlapStart(state)).toBe(10);
	state = advanced(state, { notes: [], readTo: 30, at: at + 20 * MINUTE });
	expect(overlapStart(state)).toBe(30);
	expect(unreadWhere(state).value).toEqual([
		{ type: 'greaterThan', attribute: 'number', value: 30 },
		{ type: 'greaterThan', attribute: 'createdAt', value: '2026-11-23 09:20:00' },
	]);
});

test('ten minutes are waited for in full, although the time of an answer is later than what it tells, and rounded', () => {
	const state = advanced(startState(identity, at, [note(10)]), { notes: notes(11, 20), readTo: 20, at: at + MINUTE });
	expect(overlapStart(advanced(state, { notes: [], readTo: 20, at: at + 11 * MINUTE + 12_000 }))).toBe(10);
});

test('what a poll did not reach of the overlap is looked at by the next one', () => {
	const state = advanced(startState(identity, at, [note(10)]), { notes: notes(11, 1_000), readTo: 1_000, at: at + MINUTE });
	const cut = advanced(state, { notes: [], readTo: 500, at: at + 20 * MINUTE, isWhole: false });
	expect(overlapStart(cut)).toBe(500);
	expect(cut.polledAt).toBe(at + MINUTE);
	expect(overlapStart(advanced(cut, { notes: [], readTo: 1_000, at: at + 21 * MINUTE }))).toBe(1_000);
});

test('with another filter, what the older one hid below the cursor is not owed', () => {
	const state = advanced(startState(identity, at, [note(10)]), { notes: notes(11, 15), readTo: 20, at: at + MINUTE });
	const changed = withFilter(state, 'posts');
	expect(overlapStart(changed)).toBe(20);
	expect(changed).toMatchObject({ cursor: 20, since: state.since, filter: 'posts' });
	expect(withFilter(state, 'all')).toBe(state);
});

test.each([
	['a run of notes with few gaps', 1],
	['every other number', 2],
	['few notes with many gaps', 50],
])('the conditions stay short: %s', (_, step) => {
	let state = startState(identity, at, [note(1_000_000)]);
	const read = Array.from({ length: 2_000 }, (__, index) => note(1_000_001 + index * step));
	state = advanced(state, { notes: read, readTo: 1_000_000 + 2_000 * step, at: at + MINUTE });
	const path = requestPath({ method: 'GET', path: ['GlobalStream'], searchParams: { where: [unreadWhere(state)] } });
	expect(path.length).toBeLessThan(4_000);
	expect(JSON.stringify(state).length).toBeLessThan(50_000);
});

test('a long search keeps the state small: only what is left of it and the newest that was read', () => {
	let state = startState(identity, at, [note(100)]);
	for (let poll = 1; poll <= 1_200; poll++)
		state = advanced(state, {
			notes: [note(200 + 2 * poll)],
			readTo: 200 + 2 * poll,
			at: at + poll * 20,
			since: at,
			isWhole: false,
			left: [[101, 200]],
		});
	expect(state.search?.left).toEqual([[101, 200]]);
	expect(overlapStart(state)).toBe(100);
	expect(state.seen.length).toBeLessThan(500);
	expect(state.seen[0]?.[0]).toBeGreaterThan(200);
});

test('a long note is no anchor: it would be part of each poll', () => {
	const state = startState(identity, at, [note(1, { post: 'x'.repeat(2_000) })]);
	expect(state.known).toEqual([]);
	expect(advanced(state, { notes: notes(2, 50), readTo: 50, at: at }).known).toHaveLength(20);
});

describe('what static data gives back', () => {
	const state = advanced(startState(identity, at, [note(10)]), { notes: notes(11, 15), readTo: 15, at: at + MINUTE });

	test('is a state when it is whole', () => expect(storedStreamState(JSON.parse(JSON.stringify(state)))).toEqual(state));

	test.each<[name: string, value: unknown]>([
		['nothing', undefined],
		['null', null],
		['text', 'x'],
		['a list', []],
		['an older form', { lastId: 5 }],
		...Object.keys(state)
			.filter((key) => !['floor', 'dropped', 'latest', 'search'].includes(key))
			.map((key): [string, unknown] => [`one without ${key}`, { ...state, [key]: undefined }]),
		['a cursor that is text', { ...state, cursor: '15' }],
	])('%s is none', (_, value) => expect(storedStreamState(value)).toBeUndefined());
});
