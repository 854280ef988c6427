import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { CREATE, DELETE, FOLLOW, ID, LINK, POST, relation, UNLINK, UPDATE } from './server/parameters';
import { closedPort, startServer, type Answer, type Received } from './server/startServer';

jest.setTimeout(30_000);

const WRITES: Array<[string, INodeParameters]> = [
	['create', CREATE],
	['update', UPDATE],
	['delete', DELETE],
	['link', LINK],
	['link two', relation('link', { relatedIds: `${ID},6b046acf9378a5ecb` })],
	['unlink', UNLINK],
	['follow', FOLLOW],
	['post', POST],
];
const isRecord = ({ method, url }: Received) =>
	(method === 'POST' && !url.endsWith('/contacts')) || (method === 'PUT' && !url.endsWith('/subscription'));
const done = (request: Received): Answer => ({ body: isRecord(request) ? { id: ID, name: 'Acme' } : true });
const page = (status: number, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': 'text/html', ...headers },
	body: '<html>Sorry</html>',
});

/** Each case has a server of its own, so that those that wait wait together. */
async function run(parameters: INodeParameters, answerOf: (request: Received, index: number) => Answer | undefined) {
	const server = await startServer(answerOf);
	const result = await runNode({ credentials: byKey(server.url), parameters });
	await server.close();
	return { ...result, sent: server.requests.length };
}

describe.each(WRITES)('%s', (_operation, parameters) => {
	it.each<[string, (request: Received) => Answer]>([
		['the connection breaks', () => ({ cutAfter: 0 })],
		['the answer breaks off', (request) => ({ ...done(request), cutAfter: 2 })],
		['the chunked answer breaks off', (request) => ({ ...done(request), cutAfter: 2, chunked: true })],
		['the JSON ends too early', () => ({ body: '{"id":"6b046' })],
		[
			'the answer is not compressed as it says',
			() => ({ headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: '{"id":"6b046affe09989a18"}' }),
		],
		['a page comes with status 200', () => page(200)],
		['the answer is empty', () => ({ body: '' })],
		['502', () => page(502)],
		['503 of a proxy', () => page(503)],
		['503 of a proxy that says when to try again', () => page(503, { 'retry-after': '1' })],
		["503 in JSON that is not EspoCRM's", () => ({ status: 503, body: { message: 'Service unavailable' } })],
		['504', () => page(504)],
		['524 of Cloudflare', () => page(524)],
	])('is sent once and says that it may have been done: %s', async (_title, answerOf) => {
		const { sent, error } = await run(parameters, answerOf);
		expect(sent).toBe(1);
		expect(error?.message).toMatch(/; it may have (created the record|carried it out) anyway$/);
		expect(error?.description).toMatch(/was not repeated/);
	});

	it('says that it may have been done, and what to look for: 500 without a reason', async () => {
		const { error } = await run(parameters, () => ({ status: 500 }));
		expect(error?.message).toMatch(/; it may have (created the record|carried it out) anyway$/);
		expect(error?.description).toMatch(/log.*was not repeated/);
	});

	it.each<[string, Answer]>([
		['400', { status: 400, headers: { 'x-status-reason': 'Bad' } }],
		['500 with a reason', { status: 500, headers: { 'x-status-reason': 'No status field' } }],
		['403 without a reason', { status: 403 }],
		['429 that asks for a long wait', { status: 429, headers: { 'retry-after': '120' } }],
		['a redirect', { status: 307, headers: { location: 'https://elsewhere.example.com/' } }],
	])('is certainly not done: %s', async (_title, answer) => {
		const { error } = await run(parameters, () => answer);
		expect(error?.message).not.toMatch(/may have/);
	});
});

describe('a write that EspoCRM certainly did not process', () => {
	const refusals: Array<[string, Answer]> = [
		['429', { status: 429 }],
		['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }],
		['503 under maintenance', { status: 503, headers: { 'x-status-reason': 'Maintenance' }, body: { message: 'Down for maintenance' } }],
	];
	const cases = WRITES.flatMap(([operation, parameters]) =>
		refusals.map(([title, refusal]) => ({ operation, parameters, title, refusal })),
	);

	it('is repeated', async () => {
		const outcomes = await Promise.all(
			cases.map(async ({ parameters, refusal }) => await run(parameters, (request, index) => (index ? done(request) : refusal))),
		);
		const told = outcomes.map(({ sent, error }, at) => ({
			operation: cases[at]?.operation,
			title: cases[at]?.title,
			sent,
			message: error?.message,
		}));
		expect(told).toEqual(cases.map(({ operation, title }) => ({ operation, title, sent: 2, message: undefined })));
	});

	it('says that nothing was sent when nobody listens', async () => {
		const url = `http://127.0.0.1:${await closedPort()}`;
		const errors = await Promise.all(WRITES.map(async ([, parameters]) => (await runNode({ credentials: byKey(url), parameters })).error));
		for (const error of errors) {
			expect(error?.message).toBe('EspoCRM could not be reached');
			expect(error?.description).toMatch(/Nothing was sent/);
		}
	});
});

it('names the maintenance message of EspoCRM', async () => {
	const { error, sent } = await run(CREATE, () => ({
		status: 503,
		headers: { 'retry-after': '100', 'x-status-reason': 'Maintenance' },
		body: { message: 'Back at noon' },
	}));
	expect(error?.message).toBe('EspoCRM is not available at the moment (status 503): Back at noon');
	expect(sent).toBe(1);
});

it.each(['stopWorkflow', 'continueRegularOutput'] as const)('items under way together are all said to be in doubt: %s', async (onError) => {
	const server = await startServer(() => ({ cutAfter: 0 }));
	server.handle((_request, index) => (index ? { cutAfter: 0 } : { body: true }));
	const items = ['a', 'b', 'c', 'd'].map((end) => ({ id: `6b046affe09989a1${end}` }));
	const parameters = { ...DELETE, recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } } as INodeParameters;
	const { error, json } = await runNode({ credentials: byKey(server.url), parameters, items, onError });
	await server.close();
	if (onError === 'stopWorkflow')
		expect(error?.description).toContain('Processed: item 0 (1 of 4). Perhaps processed: items 1–3 (3 of 4).');
	else expect(json.slice(1).map((item) => String(item.error))).toEqual(Array(3).fill(expect.stringContaining('may have')));
});
