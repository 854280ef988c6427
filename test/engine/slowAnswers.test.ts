import type { EspoRequest } from '../../nodes/shared/api/request/EspoRequest';
import { startFaultProxy } from '../harness/FaultProxy';
import { waitlessClient } from './server/clientInEngine';
import { byKey } from './server/credential';
import { startServer } from './server/startServer';

jest.setTimeout(30_000);

const BODY = { id: '6b046affe09989a18', name: 'Acme '.repeat(40) };
const REQUESTS: EspoRequest[] = [
	{ method: 'GET', path: ['Account', BODY.id] },
	{ method: 'POST', path: ['Account'], body: { name: 'Acme' } },
];

it.each(REQUESTS)('an answer to a $method that drips ends at the time-out', async (request) => {
	const server = await startServer(() => ({ body: BODY }));
	const proxy = await startFaultProxy(server.url);
	proxy.reset(() => ({ dripMs: 200 }));
	const { client } = waitlessClient(byKey(proxy.url), 900);
	const startedAt = Date.now();
	const error = await client.request(request).catch((failure: unknown) => failure);
	expect(error).toMatchObject({ kind: 'noAnswer', ambiguous: request.method === 'POST' });
	// All of it would take 40 seconds.
	expect(Date.now() - startedAt).toBeLessThan(20_000);
	// The connection is closed, too.
	const isClosed = async () => {
		while (proxy.underWay) await new Promise((resolve) => setTimeout(resolve, 20));
		return true;
	};
	expect(await Promise.race([isClosed(), new Promise((resolve) => setTimeout(() => resolve(false), 3_000))])).toBe(true);
	await proxy.close();
	await server.close();
});
