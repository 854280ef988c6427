import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { listWebhooks } from '../../../../nodes/shared/api/webhooks/webhooks';
import { ListServer, type Row } from '../../model/ListServer';

const BASE = 'https://n8n.example.com/webhook/one_1/webhook';
const at = (id: string, url: string): Row => ({ id, url, event: 'Account.create', isActive: true, secretKey: 's' });
const clientOf = (server: ListServer) => createEspoClient({ now: () => 0, sleep: async () => await Promise.resolve(), send: server.send });

test('a list that comes in pages is read whole', async () => {
	const server = new ListServer(Array.from({ length: 45 }, (_, index) => at(`h${index}`, `${BASE}?event=Account.fieldUpdate.f${index}`)));
	server.pageLimit = 20;
	expect(await listWebhooks(clientOf(server), BASE, [])).toHaveLength(45);
	// The first one asks for a page that is too large.
	expect(server.requests).toHaveLength(4);
});

test('the wildcards of the server and longer paths are sorted out, known ones are found wherever they lead', async () => {
	const rows = [
		at('a', `${BASE}?event=Account.create`),
		at('b', `${BASE.replace('one_1', 'oneX1')}?event=Account.create`),
		at('c', `${BASE}/more?event=Account.create`),
		at('d', 'https://old.example.com/webhook?event=Account.create'),
		at('e', 'https://old.example.com/webhook?event=Account.update'),
	];
	// As if the server took the underscore for any character.
	const server = new ListServer(rows);
	server.ignoresFilter = true;
	expect((await listWebhooks(clientOf(server), BASE, ['d'])).map(({ id }) => id)).toEqual(['a', 'd']);
});

test.each([
	[[], [{ type: 'startsWith', attribute: 'url', value: BASE }]],
	[
		['d'],
		[
			{
				type: 'or',
				value: [
					{ type: 'startsWith', attribute: 'url', value: BASE },
					{ type: 'in', attribute: 'id', value: ['d'] },
				],
			},
		],
	],
])('of all webhooks only ours are asked for, and those that are known: %j', async (known, where) => {
	const server = new ListServer([at('a', `${BASE}?event=Account.create`)]);
	await listWebhooks(clientOf(server), BASE, known);
	expect(server.requests.map((request) => request.where)).toEqual([where]);
});
