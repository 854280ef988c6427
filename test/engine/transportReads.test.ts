import { EspoError } from '../../nodes/shared/api/client/EspoError';
import type { EspoRequest } from '../../nodes/shared/api/request/EspoRequest';
import { runNode } from '../harness/runNode';
import { waitlessClient } from './server/clientInEngine';
import { byKey } from './server/credential';
import { ID, LIST, READ } from './server/parameters';
import { closedPort, startServer, type Answer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const WHOLE = { body: { id: ID, name: 'Acme' } };
const READ_REQUEST: EspoRequest = { method: 'GET', path: ['Account', ID] };
const page = (status: number, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': 'text/html', ...headers },
	body: '<html>Sorry</html>',
});
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

let server: TestServer;
beforeAll(async () => (server = await startServer(() => WHOLE)));
afterAll(async () => await server.close());

/** Reads a record; the first answers are the given ones, all others whole. */
async function read(...faults: Array<Answer | undefined>) {
	server.handle((_, index) => (index < faults.length ? faults[index] : WHOLE));
	const { client, waits } = waitlessClient(byKey(server.url), faults.includes(undefined) ? 700 : 20_000);
	const outcome = await client.request(READ_REQUEST).then(
		({ body }) => body,
		(error: unknown) => error,
	);
	return { outcome, waits, sent: server.requests.length };
}

describe('a read is repeated', () => {
	const passing: Array<[string, Answer | undefined]> = [
		['a connection that breaks', { cutAfter: 0 }],
		['a body that breaks off', { ...WHOLE, cutAfter: 10 }],
		['a chunked body that breaks off', { ...WHOLE, cutAfter: 10, chunked: true }],
		['JSON that ends too early', { body: '{"id":"6b046' }],
		['a time-out', undefined],
		['429', { status: 429 }],
		['502', page(502)],
		['503 of a proxy', page(503)],
		['503 of EspoCRM under maintenance', { status: 503, body: { message: 'Down for maintenance' } }],
		['504', page(504)],
		['524 of Cloudflare', page(524)],
	];

	it.each(passing)('after %s', async (_title, fault) => {
		expect(await read(fault)).toEqual({ outcome: WHOLE.body, waits: [500], sent: 2 });
	});

	it.each(passing)('four times in all after %s', async (_title, fault) => {
		const { outcome, waits, sent } = await read(fault, fault, fault, fault, fault);
		expect(outcome).toBeInstanceOf(EspoError);
		expect({ waits, sent }).toEqual({ waits: [500, 1000, 2000], sent: 4 });
	});
});

/** Large enough that a part of it comes out when it is cut in the middle. */
const LARGE = { body: { id: ID, name: 'Acme', description: Array.from({ length: 800 }, (_, index) => `${index * 7919}`).join(' ') } };
const CUTS = (['gzip', 'deflate', 'br'] as const).flatMap((compressed) =>
	[true, false].flatMap((chunked) => [1, 12, 900].map((cutAfter) => ({ compressed, chunked, cutAfter }))),
);

it.each(CUTS)('a compressed answer that breaks off ($compressed, chunked $chunked, after $cutAfter bytes) is no answer', async (cut) => {
	server.handle((_, index) => (index ? LARGE : { ...LARGE, ...cut }));
	const { client, waits } = waitlessClient(byKey(server.url), 20_000);
	expect(await client.request(READ_REQUEST)).toMatchObject({ body: LARGE.body });
	expect(waits).toEqual([500]);
	server.handle(() => ({ ...LARGE, ...cut }));
	const error = await waitlessClient(byKey(server.url), 20_000)
		.client.request(READ_REQUEST)
		.catch((failure: unknown) => failure);
	expect(error).toMatchObject({ kind: 'noAnswer' });
	expect(server.requests).toHaveLength(4);
});

describe('a read is not repeated', () => {
	it.each<[string, Answer]>([
		['400', { status: 400, headers: { 'x-status-reason': 'Bad' } }],
		['401', { status: 401 }],
		['403 without a reason', { status: 403 }],
		['404', { status: 404, headers: { 'x-status-reason': 'Record not found.' } }],
		['500', { status: 500 }],
		['an HTML page with status 200', page(200)],
		['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.com/' } }],
		['429 that asks for a long wait', { status: 429, headers: { 'retry-after': '31' } }],
		['429 that asks for a date far away', { status: 429, headers: { 'retry-after': inSeconds(3600) } }],
		['503 that asks for a long wait', page(503, { 'retry-after': '600' })],
	])('after %s', async (_title, fault) => {
		const { outcome, waits, sent } = await read(fault, fault);
		expect(outcome).toBeInstanceOf(EspoError);
		expect({ waits, sent }).toEqual({ waits: [], sent: 1 });
	});
});

describe('Retry-After', () => {
	it.each<[string, string | (() => string), number, number]>([
		['seconds', '7', 7000, 7000],
		['zero', '0', 500, 500],
		['a date', () => inSeconds(25), 5_000, 25_000],
		['a date that has passed', inSeconds(-20), 500, 500],
		['something else', 'soon', 500, 500],
		['a negative number', '-5', 500, 500],
	])('as %s', async (_title, value, least, most) => {
		const { waits, sent } = await read({ status: 429, headers: { 'retry-after': typeof value === 'string' ? value : value() } });
		expect(sent).toBe(2);
		expect(waits).toHaveLength(1);
		expect(waits[0]).toBeGreaterThanOrEqual(least);
		expect(waits[0]).toBeLessThanOrEqual(most);
	});
});

describe('in the node', () => {
	it('names the port on which nobody answers, after several tries', async () => {
		const { error } = await runNode({ credentials: byKey(`http://127.0.0.1:${await closedPort()}`), parameters: READ });
		expect(error).toMatchObject({
			message: 'EspoCRM could not be reached',
			description: expect.stringMatching(/Nothing was sent \(.*ECONNREFUSED/),
		});
	});

	it.each<[string, Answer, RegExp]>([
		['an HTML page', page(200), /does not look like EspoCRM's/],
		['an empty body', { body: '' }, /does not look like EspoCRM's/],
		['something that is no list', { body: { total: 1 } }, /does not look like EspoCRM's/],
		['a list that is none', { body: { total: 1, list: { a: {} } } }, /does not look like EspoCRM's/],
		['text', { body: '"EspoCRM REST API"' }, /does not look like EspoCRM's/],
		['null', { body: 'null' }, /does not look like EspoCRM's/],
		['404 with a page', page(404), /does not look like EspoCRM's \(status 404\)/],
		['403 with a page', page(403), /does not look like EspoCRM's \(status 403\)/],
		['418', page(418), /refused the request/],
	])('never takes %s for a list', async (_title, answer, message) => {
		server.handle(() => answer);
		const { error, items } = await runNode({ credentials: byKey(server.url), parameters: LIST });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(message);
	});

	it('reads on after a fault that passes', async () => {
		server.handle((_, index) => (index ? { body: { total: 1, list: [{ id: ID }] } } : page(502)));
		expect((await runNode({ credentials: byKey(server.url), parameters: LIST })).json).toEqual([{ id: ID }]);
		expect(server.requests).toHaveLength(2);
	});
});
