import type { IDataObject } from 'n8n-workflow';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import type { Fault } from '../harness/FaultProxy';
import type { WebhookWorkflow } from '../harness/WebhookWorkflow';
import { deliver, WebhookBench, type Forged } from './server/startWebhooks';

const MINUTE = 60_000;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const BODY = '[{"id":"a1","website":"https:\\/\\/example.com","name":"Zoë"}]';

jest.setTimeout(60_000);
let bench: WebhookBench;
let workflow: WebhookWorkflow;
/** n8n's clock stands still at this time. */
const setClock = (ms: number) => void jest.spyOn(Date, 'now').mockReturnValue(ms);

beforeEach(async () => {
	bench = await WebhookBench.start();
	workflow = bench.workflow();
	await workflow.activate();
	bench.proxy.reset();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await bench.close();
});

const until = async (condition: () => boolean) => {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const account = async (name: string, more: IDataObject = {}) => await bench.api('POST', 'Account', { name, ...more });
const update = async (id: unknown, values: IDataObject) => await bench.api('PUT', `Account/${String(id)}`, values);
const told = () => workflow.items.map(({ event, data }) => [event, (data as IDataObject).name]);

describe('deliveries of EspoCRM', () => {
	test('one item per record, one execution per delivery, no request', async () => {
		const first = await account('First');
		await account('Second');
		await update(first.id, { name: 'Renamed', type: 'Partner' });
		await bench.api('DELETE', `Account/${String(first.id)}`);
		await bench.sandbox.deliverWebhooks();
		expect(told()).toEqual([
			['create', 'First'],
			['create', 'Second'],
			['update', 'Renamed'],
			['delete', undefined],
		]);
		expect(workflow.executions).toHaveLength(3);
		const [created, , updated, deleted] = workflow.items;
		expect(created).toMatchObject({
			event: 'create',
			entityType: 'Account',
			id: first.id,
			data: { id: first.id, createdAt: expect.stringMatching(/T.*Z$/) as string },
		});
		expect(Object.keys(created ?? {})).toEqual(['event', 'eventId', 'entityType', 'id', 'time', 'data']);
		expect(created?.time).toMatch(ISO);
		expect(updated?.data).toEqual({
			name: 'Renamed',
			type: 'Partner',
			id: first.id,
			modifiedById: sandboxUsers.full.id,
			modifiedByName: sandboxUsers.full.lastName,
		});
		expect(deleted?.data).toEqual({ id: first.id });
		expect(new Set(workflow.items.map(({ eventId }) => eventId)).size).toBe(4);
		expect(bench.proxy.requests).toEqual([]);
	});

	test('batches of 50', async () => {
		for (let count = 0; count < 60; count++) await account(`Many ${count}`);
		await bench.sandbox.deliverWebhooks();
		expect(workflow.executions.map(({ items }) => items.length)).toEqual([50, 10]);
	});

	test('field updates name the field', async () => {
		const fields = workflow.changed({ parameters: { entityTypes: ['Account'], events: ['fieldUpdate'], fields: ['Account.type'] } });
		await fields.activate();
		const { id } = await account('Typed');
		await update(id, { name: 'Renamed' });
		await update(id, { type: 'Partner' });
		await bench.sandbox.deliverWebhooks();
		expect(fields.items).toHaveLength(1);
		expect(fields.items[0]).toMatchObject({
			event: 'fieldUpdate',
			field: 'type',
			entityType: 'Account',
			id,
			data: { id, type: 'Partner' },
		});
	});

	test('date-times: a look-up only when the result depends on it', async () => {
		const tasks = workflow.changed({ parameters: { entityTypes: ['Task'], events: ['update'] } });
		await tasks.activate();
		bench.proxy.reset();
		const { id } = await bench.api('POST', 'Task', { name: 'Timed', assignedUserId: sandboxUsers.full.id });
		await bench.api('PUT', `Task/${String(id)}`, { description: '2026-12-01 10:00:00', dateEnd: '2026-12-02 11:30:00' });
		await bench.sandbox.deliverWebhooks();
		expect(tasks.items[0]?.data).toMatchObject({ dateEnd: '2026-12-02T11:30:00Z', description: '2026-12-01 10:00:00' });
		expect(bench.proxy.requests.map(({ path }) => path)).toEqual(['/api/v1/Metadata?key=entityDefs.Task.fields']);
	});

	test('a test event', async () => {
		const test = await workflow.listen();
		await account('Tried');
		await bench.sandbox.deliverWebhooks();
		expect(told()).toEqual([
			['create', 'Tried'],
			['create', 'Tried'],
		]);
		await test.stop();
		expect(await bench.hookNames()).toHaveLength(3);
	});

	test('7.5 signs the older way', async () => {
		await bench.close();
		bench = await WebhookBench.start({ version: '7.5' });
		workflow = bench.workflow();
		await workflow.activate();
		await account('Old');
		await bench.sandbox.deliverWebhooks();
		expect(told()).toEqual([['create', 'Old']]);
	});
});

describe('what is not of EspoCRM', () => {
	const hookOf = async (event: string) => (await bench.hooks()).find((hook) => hook.event === event);

	test.each<[string, Forged]>([
		['the newer signature', {}],
		['the older signature', { older: true }],
	])('%s is taken', async (_, forged) => {
		expect((await deliver(workflow, 'Account.update', BODY, forged)).status).toBe(200);
		expect(workflow.items[0]?.data).toEqual({ id: 'a1', website: 'https://example.com', name: 'Zoë' });
	});

	test.each<[string, Forged, string?]>([
		['no signature', { headers: {} }],
		['an empty one', { headers: { signature: '' } }],
		['a wrong secret', { secret: 'f'.repeat(32) }],
		['an empty secret', { secret: '' }],
		['the older form with a wrong secret', { secret: 'f'.repeat(32), older: true }],
		['another body', { signed: BODY.replaceAll('\\/', '/') }],
		['an id that is none of ours', { id: '6b0000000000000ff' }],
		['an id that would lead elsewhere', { id: '../User' }],
		['the address of another event', { event: 'Account.create' }],
		['the address of an event of another type', { event: 'Lead.update' }],
		['no event', { event: '' }],
		['no list', {}, '{"id":"a1"}'],
		['no JSON', {}, 'nothing'],
		['an empty body', {}, ''],
		['a record without an id', {}, '[{"name":"x"}]'],
	])('%s: 401, nothing starts, nothing is told', async (_, forged, body = BODY) => {
		const before = workflow.saved;
		const { status, text } = await deliver(workflow, 'Account.update', body, forged);
		expect(status).toBe(401);
		expect(Object.keys(JSON.parse(text) as object)).toEqual(['message']);
		const { secretKey, id } = (await hookOf('Account.update')) ?? {};
		expect(text).not.toContain(secretKey);
		expect(text).not.toContain(id);
		expect(workflow.executions).toEqual([]);
		expect(workflow.saved).toBe(before);
	});

	test('the signature of one of our webhooks at the address of another', async () => {
		const other = await hookOf('Account.create');
		expect((await deliver(workflow, 'Account.update', BODY, { id: other?.id, secret: other?.secretKey })).status).toBe(401);
	});

	test('a webhook of another workflow, of the same user, at our address', async () => {
		const other = await bench.api('POST', 'Webhook', {
			event: 'Account.update',
			url: 'https://n8n.example.com/webhook/x?event=Account.update',
		});
		const { status } = await deliver(workflow, 'Account.update', BODY, { id: String(other.id), secret: String(other.secretKey) });
		expect(status).toBe(401);
	});

	test('strangers cannot make n8n ask EspoCRM without end', async () => {
		for (let count = 0; count < 20; count++)
			await deliver(workflow, 'Account.update', BODY, { id: `6b00000000000${count.toString().padStart(4, '0')}` });
		expect(bench.proxy.requests.length).toBeLessThanOrEqual(5);
	});

	test('the secret is not in the items', async () => {
		await deliver(workflow, 'Account.update', BODY);
		const { secretKey = '?' } = (await hookOf('Account.update')) ?? {};
		expect(JSON.stringify(workflow.executions)).not.toContain(secretKey);
	});
});

describe('a webhook that n8n forgot', () => {
	test.each([
		['all static data', () => '{}'],
		['a change of static data that another node overwrote', (saved: string) => saved.replace(/"id":"\w+"/g, '"id":"6b000000000000000"')],
	])('%s: it is asked for once, and known from then on', async (_, lost) => {
		// Of its own, because look-ups are counted by workflow.
		const forgetful = bench.workflow({}, { id: `forgetful ${_}`, webhookId: 'hook-f' });
		await forgetful.activate();
		bench.proxy.reset();
		forgetful.saved = lost(forgetful.saved);
		await account('Found');
		await bench.sandbox.deliverWebhooks();
		expect(forgetful.items).toHaveLength(1);
		expect(bench.proxy.requests.map(({ method, path }) => `${method} ${path.replace(/\w{17}$/, 'id')}`)).toEqual([
			'GET /api/v1/Webhook/id',
		]);
		await account('Again');
		await bench.sandbox.deliverWebhooks();
		expect(forgetful.items).toHaveLength(2);
		expect(bench.proxy.requests).toHaveLength(1);
		await forgetful.deactivate();
	});

	test('when EspoCRM cannot be asked, it sends again later', async () => {
		const forgetful = bench.workflow({}, { id: 'forgetful', webhookId: 'hook-g' });
		await forgetful.activate();
		forgetful.saved = '{}';
		bench.proxy.reset(() => ({ answer: { status: 503 } }));
		await account('Later');
		const start = Date.now();
		await bench.sandbox.deliverWebhooks({ now: start });
		expect(forgetful.items).toEqual([]);
		bench.proxy.reset();
		await bench.sandbox.deliverWebhooks({ now: start + 11 * MINUTE });
		expect(forgetful.items).toHaveLength(1);
	});
});

describe('Download Files', () => {
	const text = (name: string, contents: string) => ({
		name,
		type: 'text/plain',
		field: 'attachments',
		parentType: 'Task',
		size: contents.length,
		file: `data:text/plain;base64,${Buffer.from(contents).toString('base64')}`,
	});
	const task = async () => {
		const { id: file } = await bench.api('POST', 'Attachment', text('note.txt', 'seen'));
		return await bench.api('POST', 'Task', { name: 'Has a file', assignedUserId: sandboxUsers.full.id, attachmentsIds: [file] });
	};
	beforeEach(async () => {
		workflow = workflow.changed({ parameters: { entityTypes: ['Task'], events: ['create', 'delete'], options: { downloadFiles: true } } });
		await workflow.activate();
		bench.proxy.reset();
	});

	test('come with the event; what is deleted has none', async () => {
		const { id } = await task();
		await bench.sandbox.deliverWebhooks();
		const [{ files = [], items } = { items: [] }] = workflow.executions;
		expect(items).toMatchObject([{ event: 'create', id }]);
		expect(items[0]).not.toHaveProperty('filesError');
		expect(files).toMatchObject([{ attachments_0: { fileName: 'note.txt', mimeType: 'text/plain' } }]);
		expect(Buffer.from(String(files[0]?.attachments_0?.data), 'base64').toString()).toBe('seen');
		await bench.api('DELETE', `Task/${String(id)}`);
		await bench.sandbox.deliverWebhooks();
		expect(workflow.executions[1]).toMatchObject({ items: [{ event: 'delete' }], files: [undefined] });
	});

	test('the records of a delivery are asked for together', async () => {
		await task();
		await task();
		await bench.sandbox.deliverWebhooks();
		const [{ files, items } = { items: [], files: [] }] = workflow.executions;
		expect(items).toHaveLength(2);
		expect(files).toMatchObject([{ attachments_0: {} }, { attachments_0: {} }]);
		expect(bench.proxy.requests.filter(({ path }) => path.includes('/Task?'))).toHaveLength(1);
	});

	test('an event says that its record is not there any more', async () => {
		await task();
		bench.proxy.reset(({ path }) => (path.includes('/Task?') ? { processed: true, rewrite: () => '{"total":0,"list":[]}' } : undefined));
		await bench.sandbox.deliverWebhooks();
		expect(workflow.items).toMatchObject([{ event: 'create', filesError: expect.stringMatching(/record is deleted/) as string }]);
	});

	test.each<[string, Fault]>([
		['502', { answer: { status: 502 } }],
		['a broken connection', { reset: true }],
		['silence', { silent: true }],
	])('an event comes without them after %s', async (_title, fault) => {
		await task();
		bench.proxy.reset(({ path }) => (path.includes('/Attachment/') ? fault : undefined));
		await bench.sandbox.deliverWebhooks();
		expect(workflow.executions).toMatchObject([
			{ items: [{ event: 'create', filesError: expect.any(String) as string }], files: [undefined] },
		]);
	});
});

describe('Fetch Full Record', () => {
	beforeEach(async () => {
		workflow = workflow.changed({
			parameters: { entityTypes: ['Account'], events: ['create', 'update', 'delete'], options: { fullRecord: true } },
		});
		await workflow.activate();
		bench.proxy.reset();
	});

	test('one request for a batch, null for what is gone', async () => {
		const [first, second] = [await account('First'), await account('Second')];
		await update(first.id, { type: 'Partner' });
		await update(second.id, { type: 'Investor' });
		await bench.api('DELETE', `Account/${String(second.id)}`);
		await bench.sandbox.deliverWebhooks();
		const records = workflow.items.map(({ event, record }) => [event, record && (record as IDataObject).name]);
		expect(records).toEqual([
			['create', 'First'],
			['create', null],
			['update', 'First'],
			['update', null],
			['delete', null],
		]);
		expect((workflow.items[0]?.record as IDataObject).createdAt).toMatch(/Z$/);
		// The deletion asks for nothing.
		expect(bench.proxy.requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual(['/api/v1/Account', '/api/v1/Account']);
	});

	test.each([
		['503', { answer: { status: 503 } }],
		['429', { answer: { status: 429 } }],
		['a broken connection', { reset: true }],
	])('%s for a while: nothing starts, EspoCRM sends it again and it is new', async (_, fault) => {
		await account('Patient');
		const start = Date.now();
		bench.proxy.reset(() => fault);
		await bench.sandbox.deliverWebhooks({ now: start });
		expect(workflow.executions).toEqual([]);
		bench.proxy.reset();
		await bench.sandbox.deliverWebhooks({ now: start + 11 * MINUTE });
		expect(told()).toEqual([['create', 'Patient']]);
		expect(workflow.items[0]).not.toHaveProperty('repeat');
		await bench.sandbox.deliverWebhooks({ now: start + 30 * MINUTE });
		expect(workflow.executions).toHaveLength(1);
	});

	test('an EspoCRM that does not answer: 503 within the ten seconds that EspoCRM waits', async () => {
		bench.proxy.reset(async () => await new Promise(() => undefined));
		expect((await deliver(workflow, 'Account.update', BODY)).status).toBe(503);
		expect(workflow.executions).toEqual([]);
	});

	test('a key that does not work any more is a failed execution, and EspoCRM sends it again', async () => {
		bench.proxy.reset(() => ({ answer: { status: 401 } }));
		expect((await deliver(workflow, 'Account.update', BODY)).status).toBe(500);
		expect(workflow.executions[0]?.error?.message).toMatch(/refused/);
	});

	test('a type that may not be read any more gives the event without its record', async () => {
		bench.proxy.reset(() => ({ answer: { status: 403, headers: { 'x-status-reason': 'No read access.' } } }));
		expect((await deliver(workflow, 'Account.update', BODY)).status).toBe(200);
		expect(workflow.items[0]?.record).toBeNull();
	});
});

describe('repetitions', () => {
	const start = 1_795_000_000_000;
	/** A delivery so many minutes after the start. */
	const at = async (minute: number, body = BODY, event = 'Account.update') => {
		setClock(start + minute * MINUTE);
		const answer = await deliver(workflow, event, body);
		expect(answer.status).toBe(200);
	};
	const ids = () => workflow.items.map(({ eventId }) => eventId);

	test('an equal delivery that EspoCRM may have repeated is marked and has the same id', async () => {
		await at(0);
		await at(10);
		await at(60);
		expect(workflow.items.map(({ repeat }) => repeat)).toEqual([undefined, true, undefined]);
		const [first, second, third] = ids();
		expect([second, third === first]).toEqual([first, false]);
	});

	test('equal changes within minutes are all told', async () => {
		await at(0);
		await at(2);
		await at(4);
		expect(new Set(ids()).size).toBe(3);
	});

	test('a creation is told once', async () => {
		await at(0, BODY, 'Account.create');
		await at(2, BODY, 'Account.create');
		await at(10, BODY, 'Account.create');
		expect(workflow.items).toHaveLength(1);
	});

	test('if n8n cannot start the workflow nothing is remembered, so that the repetition counts', async () => {
		workflow.cannotStart = true;
		setClock(start);
		expect((await deliver(workflow, 'Account.create', BODY)).status).toBe(500);
		workflow.cannotStart = false;
		await at(10, BODY, 'Account.create');
		expect(workflow.items).toHaveLength(1);
		expect(workflow.items[0]).not.toHaveProperty('repeat');
	});

	test('EspoCRM gave up waiting although the workflow was started: its repetition starts nothing', async () => {
		const slow = workflow.changed({ parameters: { entityTypes: ['Account'], events: ['update'], options: { fullRecord: true } } });
		await slow.activate();
		const { id } = await account('Slow');
		await bench.sandbox.deliverWebhooks();
		await update(id, { type: 'Partner' });
		const begin = Date.now();
		const giveUp = new AbortController();
		bench.proxy.reset(async () => {
			giveUp.abort();
			await until(() => bench.n8n.waiting === 0);
			return undefined;
		});
		await bench.sandbox.deliverWebhooks({ now: begin, giveUp: giveUp.signal });
		await until(() => slow.executions.length > 0);
		expect(slow.executions).toHaveLength(1);
		bench.proxy.reset();
		setClock(begin + 10 * MINUTE);
		await bench.sandbox.deliverWebhooks({ now: begin + 11 * MINUTE });
		expect(slow.executions).toHaveLength(1);
		await update(id, { name: 'Fast' });
		await bench.sandbox.deliverWebhooks({ now: begin + 12 * MINUTE });
		expect(slow.executions).toHaveLength(2);
	});

	test('EspoCRM gave up waiting between the start of the workflow and the answer: its repetition starts nothing', async () => {
		await workflow.activate();
		const { id } = await account('Slow answer');
		await bench.sandbox.deliverWebhooks();
		const before = workflow.executions.length;
		await update(id, { type: 'Partner' });
		const begin = Date.now();
		const giveUp = new AbortController();
		workflow.beforeAnswer = async () => {
			giveUp.abort();
			await until(() => bench.n8n.waiting === 0);
		};
		await bench.sandbox.deliverWebhooks({ now: begin, giveUp: giveUp.signal });
		await until(() => workflow.executions.length > before);
		workflow.beforeAnswer = async () => undefined;
		setClock(begin + 10 * MINUTE);
		await bench.sandbox.deliverWebhooks({ now: begin + 11 * MINUTE });
		expect(workflow.executions).toHaveLength(before + 1);
	});
});
