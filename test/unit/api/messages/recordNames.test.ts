import { recordNames } from '../../../../nodes/shared/api/messages/recordNames';

const records = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `i${index}`, name: `N${index}` }));

test.each([
	[0, undefined, ''],
	[2, undefined, 'N0 (i0), N1 (i1)'],
	[5, undefined, 'N0 (i0), N1 (i1), N2 (i2), N3 (i3), N4 (i4)'],
	[7, undefined, 'N0 (i0), N1 (i1), N2 (i2), N3 (i3), N4 (i4) and 2 more'],
	[3, 1, 'N0 (i0) and 2 more'],
])('%d records, at most %j', (count, atMost, text) => expect(recordNames(records(count), atMost)).toBe(text));

test('what a record lacks is said', () =>
	expect(recordNames([{ id: 'a' }, { name: null, id: 'b' }, { name: 'C' }, { id: null, name: 'D' }])).toBe(
		'no name (a), no name (b), C (no ID), D (no ID)',
	));
