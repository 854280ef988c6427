import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Json } from '../../nodes/shared/api/values/Json';
import { PollingWorkflow, type PollingOptions } from '../harness/PollingWorkflow';
import { byKey } from './server/credential';
import type { Answer } from './server/startServer';
import { moment, startStream, type StreamQuirks, type StreamServer } from './server/startStream';

jest.setTimeout(30_000);

let stream: StreamServer;
let serial = 0;
beforeEach(async () => (stream = await startStream()));
afterEach(async () => await stream.close());

const trigger = (parameters: INodeParameters = { source: 'myStream' }, options: Partial<PollingOptions> = {}) =>
	new PollingWorkflow({ credentials: byKey(stream.server.url), parameters, id: `polling${++serial}`, ...options });
const ids = (items: IDataObject[] | null) => items?.map(({ id }) => id) ?? null;
const state = (workflow: PollingWorkflow) => workflow.staticData.stream as IDataObject;

describe('the life of a trigger', () => {
	it('delivers what comes after the activation, once, through restarts and pauses', async () => {
		stream.write();
		const workflow = trigger();
		expect(await workflow.activate()).toBeNull();
		expect(await workflow.poll()).toBeNull();
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n2']);
		expect(await workflow.restart()).toBeNull();
		stream.write();
		stream.write();
		expect(ids(await workflow.restart())).toEqual(['n3', 'n4']);
		stream.write();
		expect(ids(await workflow.activate())).toEqual(['n5']);
		expect(await workflow.activate('update')).toBeNull();
	});

	it('loses nothing when n8n dies before null polls are saved', async () => {
		const workflow = trigger();
		await workflow.activate();
		for (let round = 0; round < 3; round++) {
			expect(await workflow.poll()).toBeNull();
			stream.write();
			expect(ids(await workflow.restart())).toEqual([`n${round + 1}`]);
		}
	});

	it('gives the same events again when they were not saved', async () => {
		const workflow = trigger();
		await workflow.activate();
		const { saved } = workflow;
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n1']);
		workflow.saved = saved;
		expect(ids(await workflow.restart())).toEqual(['n1']);
	});

	it('keeps its position when the API user gets a new key', async () => {
		const credentials = byKey(stream.server.url);
		const workflow = trigger(undefined, { credentials });
		await workflow.activate();
		stream.write();
		credentials.replace({ ...credentials.data, apiKey: 'another' });
		expect(ids(await workflow.poll())).toEqual(['n1']);
	});

	it('begins anew for another person or another server', async () => {
		const credentials = byKey(stream.server.url, { authentication: 'basic', username: 'emma', password: 'p' });
		const workflow = trigger(undefined, { credentials });
		await workflow.activate();
		stream.write();
		credentials.replace({ ...credentials.data, username: 'noah' });
		expect(await workflow.poll()).toBeNull();
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n2']);
	});

	it('keeps its position when the filter changes', async () => {
		const workflow = trigger({ source: 'myStream', events: ['status'] });
		await workflow.activate();
		stream.write();
		expect(await workflow.poll()).toBeNull();
		const edited = workflow.edited({ source: 'myStream', events: ['post'] });
		stream.write();
		expect(ids(await edited.activate())).toContain('n2');
		expect(await edited.poll()).toBeNull();
	});

	it('starts anew for another source', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.write();
		expect(await workflow.edited({ source: 'everything' }).activate()).toBeNull();
	});

	it('shows a test event without moving', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.write();
		const before = workflow.saved;
		expect(ids(await workflow.fetchTestEvent())).toEqual(['n1']);
		expect([workflow.saved, workflow.testedData]).toEqual([before, JSON.parse(before)]);
		expect(ids(await workflow.poll())).toEqual(['n1']);
	});
});

describe('two polls of one node at once', () => {
	it('deliver each event once; the second gives null', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.write();
		stream.quirks.delayMs = 30;
		const results = await Promise.all([workflow.poll(), workflow.poll(), workflow.poll()]);
		expect(results.map(ids)).toEqual([['n1'], null, null]);
		expect(await workflow.poll()).toBeNull();
	});

	it('are only those of one node and workflow', async () => {
		const workflows = [trigger(), trigger(), trigger(undefined, { id: 'shared', name: 'a' })];
		for (const workflow of workflows) await workflow.activate();
		stream.write();
		expect((await Promise.all(workflows.map(async (workflow) => await workflow.poll()))).map(ids)).toEqual([['n1'], ['n1'], ['n1']]);
	});

	it('do not block the node after one has failed', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.fault = () => ({ status: 500 });
		await expect(workflow.poll()).rejects.toThrow();
		stream.fault = undefined;
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n1']);
	});
});

describe('a poll before n8n has stored the position of the one before (durable cursors)', () => {
	const again = ({ saved }: { saved: string }, id: string) =>
		trigger(undefined, { id, durable: true, saved: JSON.parse(saved) as IDataObject });

	it('does not deliver the same again, and does if n8n never stores it', async () => {
		const id = `uncommitted${++serial}`;
		const workflow = trigger(undefined, { id, durable: true });
		await workflow.activate();
		const old = { saved: workflow.saved };
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n1']);
		const late = again(old, id);
		expect(await late.poll()).toBeNull();
		expect(late.saved).toBe(old.saved);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
		try {
			expect(ids(await again(old, id).poll())).toEqual(['n1']);
		} finally {
			clock.mockRestore();
		}
	});

	it('goes on from the new position', async () => {
		const workflow = trigger(undefined, { durable: true });
		await workflow.activate();
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n1']);
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n2']);
	});
});

describe('a poll that fails', () => {
	const fullRecord = { source: 'myStream', options: { fullRecord: true } };

	it.each<[string, INodeParameters, RegExp, number]>([
		['at the first look', { source: 'myStream' }, /Stream/, 500],
		['at the second page', { source: 'myStream' }, /lessThan/, 500],
		['at the records', fullRecord, /\/Account\?/, 502],
		['at the records, denied', fullRecord, /\/Account\?/, 401],
	])('%s changes nothing, and the next one delivers', async (_title, parameters, url, status) => {
		const workflow = trigger(parameters);
		await workflow.activate();
		for (let count = 0; count < 250; count++) stream.write();
		const before = workflow.staticData;
		stream.fault = (request) => (url.test(decodeURIComponent(request.url)) ? { status } : undefined);
		await expect(workflow.poll()).rejects.toThrow();
		expect(workflow.staticData).toEqual(before);
		stream.fault = undefined;
		expect(await workflow.poll()).toHaveLength(250);
		expect(await workflow.poll()).toBeNull();
	});

	it.each([403, 404, 500])('for records of one type (%d) delivers the events without them', async (status) => {
		const workflow = trigger(fullRecord);
		await workflow.activate();
		stream.write();
		stream.write({ parentType: 'Lead' });
		stream.fault = ({ url }) => (url.includes('/Account?') ? { status, headers: { 'x-status-reason': 'No read access.' } } : undefined);
		expect(await workflow.poll()).toEqual([
			expect.objectContaining({ id: 'n1', record: null }),
			expect.objectContaining({ id: 'n2', record: null }),
		]);
	});
});

describe("at n8n's start", () => {
	const down = { status: 503, headers: { 'content-type': 'text/html' }, body: '<html></html>' };

	it.each<[string, Answer]>([
		['503', down],
		['429 with a long wait', { status: 429, headers: { 'retry-after': '900' } }],
		['a lock-out', { status: 403 }],
		['a broken connection', { cutAfter: 0 }],
	])('%s gives null when there is a position, and none is lost', async (_title, answer) => {
		const workflow = trigger();
		await workflow.activate();
		stream.write();
		stream.fault = () => answer;
		expect(await workflow.restart()).toBeNull();
		await expect(workflow.poll()).rejects.toThrow();
		stream.fault = undefined;
		expect(ids(await workflow.poll())).toEqual(['n1']);
	});

	it('only the poll at the start is forgiving: the ones after it report that the server is down', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.fault = () => down;
		expect(await workflow.restart()).toBeNull();
		for (let tick = 0; tick < 2; tick++) await expect(workflow.poll()).rejects.toThrow(/not available/);
	});

	it('a server that is down stops a trigger that has no position', async () => {
		stream.fault = () => down;
		await expect(trigger().activate('init')).rejects.toThrow(/not available/);
		await expect(trigger().activate('activate')).rejects.toThrow(/not available/);
	});

	it('a server that is down while a log-in is needed gives null too', async () => {
		const credentials = byKey(stream.server.url, { authentication: 'password', username: `u${++serial}`, password: 'p' });
		const workflow = trigger(undefined, { credentials });
		stream.fault = ({ url }) => (url.endsWith('/App/user') ? { body: { token: 'abc' } } : undefined);
		await workflow.activate();
		credentials.replace({ ...credentials.data, sessionToken: '', password: 'p2' });
		stream.fault = () => down;
		expect(await workflow.restart()).toBeNull();
	});

	it('a wrong key stops it', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.fault = () => ({ status: 401 });
		await expect(workflow.restart()).rejects.toThrow(/API key/);
	});
});

describe('static data that is no position', () => {
	const good = async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.write();
		await workflow.poll();
		return JSON.parse(workflow.saved) as Record<string, { stream: Record<string, Json> }>;
	};
	const changed = async (change: (stream: Record<string, Json>) => Json) => {
		const saved = await good();
		const [key = ''] = Object.keys(saved);
		return { [key]: { stream: change({ ...saved[key]?.stream }) } };
	};

	it.each<[string, (stream: Record<string, Json>) => Json]>([
		['text', () => 'garbage'],
		['null', () => null],
		['a list', () => []],
		['empty', () => ({})],
		['of an older version', ({ fingerprint = '', cursor = 0 }) => ({ fingerprint, cursor, lastDate: '2020-01-01' })],
		['without times', (stream) => ({ ...stream, polledAt: null })],
		['with broken lists', (stream) => ({ ...stream, reached: ['x'], seen: [1], known: [null] })],
		['with a cursor that is text', (stream) => ({ ...stream, cursor: '5' })],
		['with a time that is none', (stream) => ({ ...stream, since: 'yesterday' })],
		['of another server', (stream) => ({ ...stream, fingerprint: 'other' })],
	])('%s: it starts anew and works', async (_title, change) => {
		const workflow = trigger(undefined, { saved: await changed(change) });
		expect(await workflow.restart()).toBeNull();
		stream.write();
		expect(ids(await workflow.poll())).toEqual(['n2']);
	});

	it('keeps what other versions of the node put beside it', async () => {
		const saved = await good();
		const [key = ''] = Object.keys(saved);
		const workflow = trigger(undefined, { saved: { [key]: { ...saved[key], lastItemDate: 'x' } } });
		stream.write();
		expect(ids(await workflow.restart())).toEqual(['n2']);
		expect(workflow.staticData.lastItemDate).toBe('x');
	});
});

describe('servers with peculiarities', () => {
	const cases: Array<[string, StreamQuirks]> = [
		['no Date header', { timeless: true }],
		['a clock that is hours ahead', { skewMs: 5 * 3_600_000 }],
		['a clock that is hours behind', { skewMs: -5 * 3_600_000 }],
		['pages of 50', { limit: 50 }],
		['pages of 10', { limit: 10 }],
		['real totals', { counts: true }],
	];

	describe.each(cases)('%s', (_title, quirks) => {
		it.each(['everything', 'myStream'])('deliver each event once and no history (%s)', async (source) => {
			stream.quirks = quirks;
			for (let count = 0; count < 5; count++) stream.write({ createdAt: moment(Date.now() + (quirks.skewMs ?? 0) - 86_400_000) });
			const workflow = trigger({ source });
			expect(await workflow.activate()).toBeNull();
			expect(await workflow.poll()).toBeNull();
			const delivered: unknown[] = [];
			for (const count of [1, 30, 120]) {
				const written = Array.from({ length: count }, () => stream.write().id);
				delivered.push(...written);
				expect(ids(await workflow.poll())).toEqual(written);
				expect(await workflow.poll()).toBeNull();
			}
			expect(new Set(delivered).size).toBe(delivered.length);
		});

		it.each(['everything', 'myStream'])('list notes (%s)', async (source) => {
			stream.quirks = quirks;
			for (let count = 0; count < 30; count++) stream.write();
			expect(ids(await trigger({ source }).fetchTestEvent())).toEqual(['n30']);
		});
	});

	it.each([{ ignoresWhere: true }, { ignoresWhere: true, counts: true }])(
		'that ignore conditions (before 7.3) are named, and no history is delivered (%j)',
		async (quirks) => {
			stream.quirks = quirks;
			for (let count = 0; count < 30; count++) stream.write();
			const workflow = trigger();
			expect(await workflow.activate()).toBeNull();
			await expect(workflow.poll()).rejects.toThrow(/7\.3 or newer/);
			stream.write();
			await expect(workflow.poll()).rejects.toThrow(/7\.3 or newer/);
		},
	);

	it.each<[string, Record<string, Json>]>([
		['no data', { data: null }],
		['an empty list as data', { data: [] }],
		['an unknown type', { type: 'SomethingNew', data: { a: 1 } }],
		['no type', { type: null }],
		['no parent', { parentType: null, parentId: null }],
		['a parent type that is none', { parentType: '../User', parentId: '../x' }],
		['a huge text', { post: 'x'.repeat(200_000) }],
	])('deliver notes with %s', async (_title, note) => {
		const workflow = trigger({ source: 'everything', options: { fullRecord: true } });
		await workflow.activate();
		stream.write(note);
		expect(await workflow.poll()).toEqual([
			expect.objectContaining({
				id: 'n1',
				event: expect.any(String),
				data: note.data && !Array.isArray(note.data) ? note.data : {},
				record: null,
			}),
		]);
		expect(await workflow.poll()).toBeNull();
	});

	it('skip notes without number or id', async () => {
		const workflow = trigger();
		await workflow.activate();
		stream.fault = ({ url }, index) =>
			index > 0 && url.includes('Stream') ? { body: { total: -2, list: [{ id: 'x' }, { number: 5 }, { id: 7, number: '7' }] } } : undefined;
		expect(await workflow.poll()).toBeNull();
	});
});

it('a tiny budget ends after little, and the rest follows', async () => {
	const workflow = trigger({ source: 'everything' }, { budgetMs: 1 });
	await workflow.activate();
	const written = Array.from({ length: 700 }, () => stream.write().id);
	const delivered: unknown[] = [];
	for (let poll = 0; poll < 20 && delivered.length < 700; poll++) delivered.push(...(ids(await workflow.poll()) ?? []));
	expect(delivered).toEqual(written);
});

it('keeps its state small', async () => {
	const workflow = trigger();
	await workflow.activate();
	for (let round = 0; round < 5; round++) {
		for (let count = 0; count < 300; count++) stream.write();
		await workflow.poll();
	}
	expect(JSON.stringify(state(workflow)).length).toBeLessThan(4_000);
});

it('names its needs when the stream of everything is not there (7.5)', async () => {
	stream.fault = () => ({ status: 404, headers: { 'x-status-reason': "Controller 'GlobalStream' does not exist." } });
	await expect(trigger({ source: 'everything' }).activate()).rejects.toMatchObject({
		message: expect.stringMatching(/needs EspoCRM 8\.2/),
	});
});
