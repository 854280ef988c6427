import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { ID, READ } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({ status: 403, headers: { 'x-status-reason': 'Assignment failure: assigned user or team not allowed.' } }))));
afterAll(async () => await server.close());

it.each(['continueErrorOutput', 'continueRegularOutput'] as const)('%s: an item says what went wrong and what to do', async (onError) => {
	const { items, errorItems } = await runNode({ credentials: byKey(server.url), parameters: READ, items: [{ id: ID, title: 'x' }], onError });
	const [item] = onError === 'continueErrorOutput' ? errorItems : items;
	expect(item?.json.error).toMatch(/Assignment failure/);
	expect(JSON.stringify(item?.json)).toMatch(/Assignment Permission/);
});
