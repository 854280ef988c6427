import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { CREATE, fields, LINK, record, relation } from './server/parameters';
import { startServer, type Received, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({}))));
afterAll(async () => await server.close());

const done = ({ method, url }: Received) =>
	method === 'DELETE' || url.includes('/contacts') || url.endsWith('/subscription') ? true : { id: 'x' };
const items = Array.from({ length: 24 }, (_, index) => ({ id: `id${index}` }));
const ID = '={{ $json.id }}';

it.each<[string, INodeParameters, number]>([
	['read', record('get', ID), 4],
	['update', record('update', ID, fields()), 4],
	['update with more', record('update', ID, { ...fields(), options: { requestsInFlight: 9 } }), 9],
	['update of one record', record('update', 'same', fields()), 1],
	['delete', record('delete', ID), 4],
	['create', CREATE, 1],
	['create without the duplicate check', { ...CREATE, options: { skipDuplicateCheck: true } }, 4],
	['create with more than possible', { ...CREATE, options: { requestsInFlight: 500 } }, 16],
	['link of one record', relation('link', { relatedIds: ID }), 1],
	['link of many records', relation('link', { recordId: locator(ID), relatedIds: '={{ "other" + $json.id }}' }), 4],
	['link of many records to one', relation('link', { recordId: locator(ID), relatedIds: 'one' }), 1],
	['follow', { ...record('follow', ID), resource: 'stream' }, 4],
])('%s has at most so many requests under way', async (_title, parameters, most) => {
	let begin = () => {};
	const allThere = new Promise<void>((resolve) => (begin = resolve));
	server.handle(async (request, index) => {
		if (server.peak >= most) begin();
		// The first goes alone; of the others nobody is answered before so many are there.
		if (index) await allThere;
		return { delayMs: 15, body: done(request) };
	});
	const { error, items: out } = await runNode({ credentials: byKey(server.url), parameters, items });
	expect(error).toBeUndefined();
	expect(out).toHaveLength(items.length);
	expect(server.peak).toBe(most);
});

it('starts no further request after one has failed, and says which items are done', async () => {
	server.handle(({ url }) => ({ delayMs: 10, ...(url.endsWith('id5') ? { status: 500 } : { body: true }) }));
	const { error } = await runNode({ credentials: byKey(server.url), parameters: record('delete', ID), items });
	expect(server.requests.length).toBeLessThanOrEqual(9);
	const finished = server.requests
		.filter(({ url }) => !url.endsWith('id5'))
		.map(({ url }) => Number(url.split('id').pop()))
		.sort((a, b) => a - b);
	expect(error?.description).toContain(`(${finished.length} of 24).`);
});

it('never asks for each id after a link of many went unanswered', async () => {
	const relatedIds = Array.from({ length: 40 }, (_, index) => `id${index}`).join();
	for (const answer of [{ status: 504 }, { cutAfter: 0 }, { body: '' }, { status: 429, headers: { 'retry-after': '90' } }]) {
		server.handle(() => answer);
		const { error } = await runNode({ credentials: byKey(server.url), parameters: { ...LINK, relatedIds } });
		expect(error).toBeDefined();
		expect(server.requests).toHaveLength(1);
	}
});

it('finds the one id that is refused among many', async () => {
	const parameters = relation('link', { relatedIds: ID });
	server.handle(({ body }) => (body.includes('"id7"') ? { status: 403, headers: { 'x-status-reason': 'No access.' } } : { body: true }));
	const { items: out } = await runNode({ credentials: byKey(server.url), parameters, items, onError: 'continueRegularOutput' });
	expect(out.map(({ json }) => json.success ?? json.error)).toEqual(
		items.map((_, index) => (index === 7 ? expect.stringMatching(/No access/) : true)),
	);
});

it('leaves no timer, no connection and no unhandled rejection behind', async () => {
	const unhandled: unknown[] = [];
	process.on('unhandledRejection', (reason) => unhandled.push(reason));
	const open = () => process.getActiveResourcesInfo().filter((kind) => /^(Timeout|TCPSocketWrap|TLSSocketWrap)/.test(kind)).length;
	const faults = [{ status: 500 }, { status: 403 }, { body: '<html>' }, { status: 401 }, { cutAfter: 0 }];
	const before = open();
	for (const [at, fault] of faults.entries()) {
		server.handle((_, index) => faults[(at + index) % faults.length] ?? fault);
		for (const parameters of [record('delete', ID), CREATE, relation('link', { relatedIds: ID })])
			await runNode({ credentials: byKey(server.url), parameters, items });
		await new PollingWorkflow({ credentials: byKey(server.url), parameters: { source: 'myStream' } }).activate().catch(() => undefined);
	}
	// Sockets take a moment to close; the pause itself is one of the timers.
	for (let pause = 0; pause < 100 && open() > before; pause++) await new Promise((resolve) => setTimeout(resolve, 50));
	expect(open()).toBeLessThanOrEqual(before);
	expect(unhandled).toEqual([]);
});
