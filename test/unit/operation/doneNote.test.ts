import { doneNote } from '../../../nodes/shared/operation/doneNote';

test.each<[done: number[], doubtful: number[], count: number, note: string]>([
	[[], [0], 1, ''],
	[[], [], 3, 'None of the 3 items was processed.'],
	[[0, 1, 4], [], 6, 'Processed: items 0–1, 4 (3 of 6).'],
	[[0], [1, 2], 4, 'Processed: item 0 (1 of 4). Perhaps processed: items 1–2 (2 of 4).'],
	[[], [0, 1, 2], 3, 'Perhaps processed: items 0–2 (3 of 3).'],
])('done %j, perhaps done %j, of %d: %s', (done, doubtful, count, note) => {
	expect(doneNote({ done, doubtful, count })).toBe(note);
});
