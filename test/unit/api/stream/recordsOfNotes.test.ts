import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { recordsOfNotes } from '../../../../nodes/shared/api/stream/recordsOfNotes';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { ListServer } from '../../model/ListServer';
import { refusal } from '../../model/requestParts';

const about = (parentType: string | null, parentId: string | null): JsonObject => ({ parentType, parentId });
const client = (server: ListServer, refuse: Record<string, number> = {}) =>
	createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => {
			const status = Object.entries(refuse).find(([type]) => request.path.startsWith(`/${type}?`))?.[1];
			return status ? refusal(status, status === 401 ? undefined : '') : await server.send(request);
		},
	});
const server = (count = 3) => new ListServer(Array.from({ length: count }, (_, index) => ({ id: `r${index}`, name: `Record ${index}` })));

test('one request per entity type, however many notes', async () => {
	const list = server();
	const notes = [about('Account', 'r0'), about('Account', 'r0'), about('Account', 'r1'), about('Lead', 'r2')];
	const records = await recordsOfNotes(client(list), notes);
	expect([...records.keys()].sort()).toEqual(['Account/r0', 'Account/r1', 'Lead/r2']);
	expect(list.requests.map(({ path, where }) => [path, where])).toEqual([
		['/Account', [{ type: 'in', attribute: 'id', value: ['r0', 'r1'] }]],
		['/Lead', [{ type: 'in', attribute: 'id', value: ['r2'] }]],
	]);
});

test('1,000 records come in requests that are short enough', async () => {
	const list = server(1_000);
	const records = await recordsOfNotes(
		client(list),
		Array.from({ length: 1_000 }, (_, index) => about('Account', `r${index}`)),
	);
	expect(records.size).toBe(1_000);
});

test('notes without a record, or with a type that is no name, cost nothing', async () => {
	const list = server();
	expect((await recordsOfNotes(client(list), [about(null, null), about('Account', null), about('../User', 'r0')])).size).toBe(0);
	expect(list.requests).toEqual([]);
});

test('a deleted record is not in the result', async () => {
	expect([...(await recordsOfNotes(client(server()), [about('Account', 'r0'), about('Account', 'gone')])).keys()]).toEqual(['Account/r0']);
});

test.each([403, 404, 400, 500])('a type that answers %d does not hold up the others', async (status) => {
	const records = await recordsOfNotes(client(server(), { Lead: status }), [about('Account', 'r0'), about('Lead', 'r1')]);
	expect([...records.keys()]).toEqual(['Account/r0']);
});

test.each([503, 429, 401])('a status of %d passes, so the next poll can deliver the records', async (status) => {
	await expect(recordsOfNotes(client(server(), { Lead: status }), [about('Account', 'r0'), about('Lead', 'r1')])).rejects.toMatchObject({
		name: 'EspoError',
	});
});
