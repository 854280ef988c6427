import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { readableRecords } from '../../../../nodes/shared/api/lists/readableRecords';
import { ListServer } from '../../model/ListServer';
import { refusal, requestParts } from '../../model/requestParts';

const all = Array.from({ length: 8 }, (_, index) => `r${index}`);
const server = new ListServer(all.map((id) => ({ id, name: id })));

/** Fails for every list of ids that holds one of these. */
function clientFailingAt(poison: string[], status = 500) {
	let requests = 0;
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => {
			requests++;
			const ids = requestParts(request).params.where?.find(({ type }) => type === 'in')?.value as string[];
			return ids.some((id) => poison.includes(id)) ? refusal(status, '') : await server.send(request);
		},
	});
	return { client, requests: () => requests };
}

test.each<[string, string[], string[]]>([
	['none', [], all],
	['one', ['r5'], all.filter((id) => id !== 'r5')],
	['two', ['r0', 'r7'], all.slice(1, 7)],
	['all', all, []],
])('records at which the server fails are left out, the others come: %s', async (_title, poison, expected) => {
	const { client } = clientFailingAt(poison);
	expect((await readableRecords(client, 'Account', all)).map(({ id }) => id).sort()).toEqual(expected);
});

test('a refusal of the whole type is not looked for record by record', async () => {
	const { client, requests } = clientFailingAt(['r5'], 403);
	expect(await readableRecords(client, 'Account', all)).toEqual([]);
	expect(requests()).toBe(1);
});

test('no ids cost nothing', async () => {
	const { client, requests } = clientFailingAt([]);
	expect(await readableRecords(client, 'Account', [])).toEqual([]);
	expect(requests()).toBe(0);
});
