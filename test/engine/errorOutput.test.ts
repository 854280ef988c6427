import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { ID, READ } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(
	async () =>
		(server = await startServer(() => ({
			status: 403,
			headers: { 'x-status-reason': 'Assignment failure: assigned user or team not allowed.' },
		}))),
);
afterAll(async () => await server.close());

it.each(['continueErrorOutput', 'continueRegularOutput'] as const)('%s: an item says what went wrong and what to do', async (onError) => {
	const { items, errorItems } = await runNode({
		credentials: byKey(server.url),
		parameters: READ,
		items: [{ id: ID, title: 'x' }],
		onError,
	});
	const [item] = onError === 'continueErrorOutput' ? errorItems : items;
	expect(item?.json.error).toMatch(/Assignment failure/);
	expect(JSON.stringify(item?.json)).toMatch(/Assignment Permission/);
});

describe.each(['continueErrorOutput', 'continueRegularOutput'] as const)('%s: a failure of the whole node', (onError) => {
	it.each([
		['an operation that does not exist', byKey, { ...READ, operation: 'gone' }, /does not exist\. Choose one/],
		['“Custom API Call”', byKey, { ...READ, resource: '__CUSTOM_API_CALL__' }, /HTTP Request node\. Add an HTTP Request node/],
		['a credential without a URL', () => byKey('nowhere'), READ, /not an address of EspoCRM: add https.*Enter the address/],
	])('%s is said of each item, and no input passes as done', async (_title, credentials, parameters, message) => {
		const { items, errorItems, error } = await runNode({
			credentials: credentials(server.url),
			parameters,
			items: [{ id: ID, title: 'x' }, { id: ID }],
			onError,
		});
		const [failed, passed] = onError === 'continueErrorOutput' ? [errorItems, items] : [items, []];
		expect(error).toBeUndefined();
		expect(passed).toEqual([]);
		expect(failed.map(({ json }) => JSON.stringify(json))).toEqual([expect.stringMatching(message), expect.stringMatching(message)]);
	});
});
