import type { NoteFilter } from '../../../../../nodes/shared/api/stream/StreamSource';
import { StreamServer, type StoredNote } from '../../../model/StreamServer';
import { StreamWatch, type NoteItem } from '../../../model/StreamWatch';
import { VirtualClock } from '../../../model/VirtualClock';
import { VirtualWorkflow } from '../../../model/VirtualWorkflow';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const start = new VirtualClock().now();

function note(number: number, createdAt: number, more: Partial<StoredNote> = {}): StoredNote {
	return { id: `n${number}`, number, createdAt, visibleAt: createdAt, deletedAt: Infinity, ...more };
}

/** Several servers share the work: the clock of those that write is two minutes ahead of that of those that answer. */
async function played(stored: StoredNote[], minutes: number, filterAt: (minute: number) => NoteFilter = () => ({})) {
	const clock = new VirtualClock();
	const server = new StreamServer(clock, stored);
	server.answersBehindMs = 2 * MINUTE;
	const watch = new StreamWatch({ kind: 'everything' }, filterAt(0));
	const workflow = new VirtualWorkflow<NoteItem, StreamWatch>(server, clock, watch);
	await workflow.activate();
	for (let minute = 1; minute <= minutes; minute++) {
		clock.advanceTo(start + minute * MINUTE);
		watch.filter = filterAt(minute);
		await workflow.poll();
	}
	return workflow.delivered();
}

const POSTS: NoteFilter = { where: [{ type: 'in', attribute: 'type', value: ['Post'] }] };
const mixed = (index: number) => ({ type: index % 2 ? 'Post' : 'Update' });
const ids = (list: StoredNote[]) => list.map(({ id }) => id);

test('what was there at the activation is not delivered, however much of it seems to be newer', async () => {
	const old = Array.from({ length: 60 }, (_, index) => note(index + 1, start - MINUTE + index * SECOND, mixed(index)));
	const fresh = note(61, start + 90 * SECOND);
	expect(await played([...old, fresh], 4, () => POSTS)).toEqual(ids([fresh]));
});

test('another filter brings nothing twice', async () => {
	const written = Array.from({ length: 80 }, (_, index) => note(index + 2, start + MINUTE / 2 + index * SECOND, mixed(index)));
	const delivered = await played([note(1, start - MINUTE), ...written], 5, (minute) => (minute < 3 ? {} : POSTS));
	expect(delivered).toEqual(ids(written));
});

test('the newest one is deleted: the one before does not come twice', async () => {
	const written = [
		note(2, start + 30 * SECOND),
		note(3, start + 50 * SECOND),
		note(4, start + 55 * SECOND, { deletedAt: start + 80 * SECOND }),
	];
	expect(await played([note(1, start - 10 * MINUTE), ...written], 5)).toEqual(ids(written));
});
