import {
	advancedRecords,
	isAfter,
	CHANGES_PER_REQUEST,
	startRecordState,
	withRecordFilter,
	withServerClock,
	type Position,
	type RecordState,
} from '../../../../../nodes/shared/api/cursors/records/RecordState';
import { storedRecordState } from '../../../../../nodes/shared/api/cursors/records/storedRecordState';
import { espoDateTime } from '../../../../../nodes/shared/api/values/dateTime';

const T0 = Date.UTC(2026, 10, 23, 9, 0, 0);
const at = (seconds: number) => espoDateTime(T0 + seconds * 1_000);
const identity = { fingerprint: 'crm', filter: 'all' };
const state = (more: Partial<RecordState> = {}): RecordState => ({ ...startRecordState(identity, T0, 1_000, []), ...more });
const fits = () => true;
const progress = (seconds: number, read: Position[], readTo: Position) => ({
	read,
	held: [],
	serverTime: T0 + seconds * 1_000,
	now: 1_000 + seconds * 1_000,
	readTo,
});

test('what exists at the start counts as seen, and nothing before it is looked for', () => {
	const started = startRecordState(identity, T0, 1_000, [
		[at(0), 'b'],
		[at(-1), 'c'],
	]);
	expect(started).toMatchObject({
		overlap: [at(-33), ''],
		cursor: [at(-33), ''],
		seen: [
			[at(-1), 'c'],
			[at(0), 'b'],
		],
	});
});

test('places are in order by time, then by id', () => {
	expect(
		[
			[at(1), 'a'],
			[at(0), 'b'],
			[at(0), 'a'],
			[at(0), ''],
		].map((place) => isAfter(place as Position, [at(0), 'a'])),
	).toEqual([true, true, false, false]);
});

test('late changes are looked for during eleven minutes, and what is older is forgotten', () => {
	const first = advancedRecords(state(), progress(60, [[at(10), 'a']], [at(57), '']), fits);
	expect(first).toMatchObject({ overlap: [at(-33), ''], cursor: [at(57), ''], seen: [[at(10), 'a']] });
	const later = advancedRecords(first, progress(700, [], [at(697), '']), fits);
	expect(later).toMatchObject({ overlap: [at(40), ''], seen: [] });
});

test('a poll that was cut goes on where it stopped, also within a second', () => {
	const cut = advancedRecords(
		state(),
		progress(
			90_000,
			[
				[at(10), 'a'],
				[at(10), 'b'],
			],
			[at(10), 'b'],
		),
		fits,
	);
	expect(cut).toMatchObject({ overlap: [at(10), 'b'], cursor: [at(10), 'b'], seen: [] });
});

test('a poll that was cut among late changes does not give up those that are left', () => {
	const whole = advancedRecords(state(), progress(900, [], [at(897), '']), fits);
	const cut = advancedRecords(whole, progress(2_000, [[at(300), 'late']], [at(300), 'late']), fits);
	expect(cut).toMatchObject({ overlap: [at(300), 'late'], cursor: [at(897), ''] });
});

test('all changes of a record are kept, because a restored backup gives older ones again', () => {
	const first = advancedRecords(
		state(),
		progress(
			60,
			[
				[at(10), 'a'],
				[at(11), 'b'],
			],
			[at(57), ''],
		),
		fits,
	);
	expect(advancedRecords(first, progress(120, [[at(70), 'a']], [at(117), '']), fits).seen).toEqual([
		[at(10), 'a'],
		[at(11), 'b'],
		[at(70), 'a'],
	]);
});

test('more than can be listed shortens the time of looking back, and leaves nothing unread', () => {
	const read = Array.from({ length: CHANGES_PER_REQUEST + 30 }, (_, index): Position => [at(index), `r${index}`]);
	const next = advancedRecords(state(), progress(400, read, [at(397), '']), fits);
	expect(next.seen).toHaveLength(CHANGES_PER_REQUEST);
	expect(next.overlap).toEqual([at(29), 'r29']);
	const short = advancedRecords(state(), progress(400, read, [at(397), '']), ({ seen }) => seen.length < 50);
	expect(short.seen.length).toBeLessThan(50);
	expect(short.overlap).toEqual(read[read.length - short.seen.length - 1]);
});

test('another filter begins where the older one has read, without its memory', () => {
	const read = advancedRecords(state(), progress(60, [[at(10), 'a']], [at(57), '']), fits);
	expect(withRecordFilter(read, 'all')).toBe(read);
	expect(withRecordFilter(read, 'other')).toMatchObject({ filter: 'other', overlap: [at(57), ''], seen: [], held: [] });
});

test('a clock that is set back is followed, one that only differs between servers is not', () => {
	const read = advancedRecords(state(), progress(60, [[at(10), 'a']], [at(57), '']), fits);
	expect(withServerClock(read, T0 + 40_000, 62_000)).toBe(read);
	const back = withServerClock(read, T0 - 600_000, 121_000);
	// As much earlier as time has passed on our own clock since the last poll.
	expect(back).toMatchObject({ overlap: [at(-663), ''], cursor: [at(-663), ''], polledAt: T0 - 600_000, seen: [[at(10), 'a']] });
});

describe('what static data gives back', () => {
	const whole = advancedRecords(state(), progress(60, [[at(10), 'a']], [at(57), '']), fits);
	test('a state passes JSON unchanged', () => expect(storedRecordState(JSON.parse(JSON.stringify(whole)))).toEqual(whole));
	test.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['text', 'state'],
		['no fingerprint', { ...whole, fingerprint: undefined }],
		['a broken list', { ...whole, seen: [['2026']] }],
		['a place without a time', { ...whole, overlap: ['yesterday', 'a'] }],
		['no time', { ...whole, polledAt: null }],
	])('%s is none', (_title, value) => expect(storedRecordState(value)).toBeUndefined());
});
