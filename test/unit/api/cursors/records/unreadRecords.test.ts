import fc from 'fast-check';

import { isAfter, startRecordState, type Position, type RecordState } from '../../../../../nodes/shared/api/cursors/records/RecordState';
import { after, unreadRecords } from '../../../../../nodes/shared/api/cursors/records/unreadRecords';
import { espoDateTime } from '../../../../../nodes/shared/api/values/dateTime';
import { matchesWhere } from '../../../model/matchesWhere';

const at = (second: number) => espoDateTime(Date.UTC(2026, 10, 23, 9, 0, second));
const place = fc.tuple(fc.nat(14), fc.nat(5)).map(([second, id]): Position => [at(second), `r${id}`]);
const state = (overlap: Position, seen: Position[]): RecordState => ({
	...startRecordState({ fingerprint: '', filter: '' }, 0, 0, []),
	overlap,
	seen,
});
const row = ([modifiedAt, id]: Position) => ({ id, modifiedAt });

test('the conditions give every change above the overlap that was not seen, and none that was', () => {
	fc.assert(
		fc.property(
			place,
			fc.uniqueArray(place, { selector: ([time, id]) => `${time}${id}`, maxLength: 40 }),
			place,
			(overlap, places, candidate) => {
				const seen = places.filter((position) => isAfter(position, overlap)).sort((a, b) => (isAfter(a, b) ? 1 : -1));
				const matches = matchesWhere(row(candidate), unreadRecords(state(overlap, seen), 'modifiedAt'));
				const wasSeen = seen.some(([time, id]) => time === candidate[0] && id === candidate[1]);
				// Before the newest seven seconds a record that was seen counts as seen whenever any of them was.
				const named = [...new Set(seen.map(([time]) => time))].slice(-7);
				const older = seen.filter(([time]) => !named.includes(time));
				const countsAsSeen = wasSeen || (older.some(([, id]) => id === candidate[1]) && older.some(([time]) => time === candidate[0]));
				expect(matches).toBe(isAfter(candidate, overlap) && !countsAsSeen);
			},
		),
		{ numRuns: 2_000 },
	);
});

test('a place without an id includes its whole second', () => {
	expect(after('createdAt', [at(5), ''])).toEqual({ type: 'greaterThanOrEquals', attribute: 'createdAt', value: at(5) });
});

test('with nothing seen there is one condition', () => {
	expect(unreadRecords(state([at(5), ''], []), 'createdAt')).toHaveLength(1);
});
