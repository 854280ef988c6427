import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { CREATE, ID, LINK, LIST_ALL, READ, UPDATE } from './server/parameters';
import { startServer, type Answer, type Handler } from './server/startServer';

jest.setTimeout(30_000);

const OPERATIONS: Array<[string, INodeParameters]> = [
	['get', READ],
	['list', LIST_ALL],
	['create', CREATE],
	['update', UPDATE],
	['link', LINK],
];
/** Shorter than what the server asks to wait. */
const QUIET_MS = 250;
const BUSY: Answer = { status: 429, headers: { 'retry-after': '1' } };

/** Runs three items, and cancels when so many requests have come. @returns what came until long after it, and whether the run ended at once */
async function cancelled(parameters: INodeParameters, after: number, handler: Handler) {
	const cancel = new AbortController();
	const closed: number[] = [];
	let quiet: NodeJS.Timeout | undefined;
	const server = await startServer(
		async (request, index) => {
			// Not before those that go out together have come.
			clearTimeout(quiet);
			if (index >= after - 1) quiet = setTimeout(() => cancel.abort(), QUIET_MS);
			return await handler(request, index);
		},
		undefined,
		(index) => closed.push(index),
	);
	const items = [{}, {}, {}];
	const run = runNode({ credentials: byKey(server.url), parameters, items, onError: 'continueRegularOutput', cancel: cancel.signal });
	await new Promise((resolve) => cancel.signal.addEventListener('abort', resolve));
	const sent = server.requests.length;
	const ended = await Promise.race([run.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 1_000))]);
	// Longer than the server asks to wait.
	await new Promise((resolve) => setTimeout(resolve, 1_500));
	const outcome = { ended, later: server.requests.length - sent, open: server.requests.length - closed.length };
	await server.close();
	return outcome;
}

const NOTHING_MORE = { ended: true, later: 0, open: 0 };
const CASES: Array<[string, number, Handler]> = [
	['in flight', 1, () => undefined],
	['that waits to be repeated', 1, () => BUSY],
];

it('a cancelled execution ends its requests and sends no other', async () => {
	const cases = OPERATIONS.flatMap(([operation, parameters]) =>
		CASES.map(([title, after, handler]) => ({ title: `${operation} ${title}`, parameters, after, handler })),
	);
	// They wait together.
	const outcomes = await Promise.all(
		cases.map(async ({ title, parameters, after, handler }) => ({ title, ...(await cancelled(parameters, after, handler)) })),
	);
	expect(outcomes).toEqual(cases.map(({ title }) => ({ title, ...NOTHING_MORE })));
});

it('a cancelled execution goes on with no other item', async () => {
	expect(await cancelled(READ, 2, (_request, index) => (index ? undefined : { body: { id: ID } }))).toEqual(NOTHING_MORE);
});

it('nothing is sent when the execution was cancelled while the credential was read', async () => {
	const cancel = new AbortController();
	const server = await startServer(() => ({ body: { id: ID } }));
	const credentials = byKey(server.url);
	const read = credentials.getDecrypted.bind(credentials);
	jest.spyOn(credentials, 'getDecrypted').mockImplementation(async (...args) => {
		cancel.abort();
		await new Promise((resolve) => setTimeout(resolve, 300));
		return await read(...args);
	});
	await runNode({ credentials, parameters: CREATE, cancel: cancel.signal });
	await new Promise((resolve) => setTimeout(resolve, 1_000));
	expect(server.requests).toHaveLength(0);
	await server.close();
});
