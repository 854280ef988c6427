import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { registerWebhooks } from '../../../../nodes/shared/api/webhooks/registerWebhooks';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { refusal } from '../../model/requestParts';
import { WebhookServer } from '../../model/WebhookServer';

const BASE = 'https://n8n.example.com/webhook/one/webhook';
const hook = (id: string, event: string, more: JsonObject = {}): JsonObject => ({
	id,
	event,
	url: `${BASE}?event=${event}`,
	skipOwn: false,
	...more,
});
const CREATE = 'Account.create';
const UPDATE = 'Account.update';

interface Given {
	events?: string[];
	skipOwn?: boolean;
	known?: string[];
	baseUrl?: string;
}

async function register(server: WebhookServer, { events = [CREATE, UPDATE], skipOwn = false, known = [], baseUrl = BASE }: Given = {}) {
	const client = createEspoClient({ now: () => 0, sleep: async () => await Promise.resolve(), tries: 1, send: server.send });
	return await registerWebhooks(client, { baseUrl, events, skipOwn }, known);
}

const writes = ({ sent }: WebhookServer) => sent.filter((line) => !line.startsWith('GET'));

test('what is there is kept, for one request', async () => {
	const server = new WebhookServer([hook('c', CREATE), hook('u', UPDATE)]);
	expect((await register(server)).map(({ id, secretKey }) => [id, secretKey])).toEqual([
		['c', 's-c'],
		['u', 's-u'],
	]);
	expect(server.sent).toEqual(['GET /Webhook']);
});

test('what is missing is created, what is wrong is changed in place, what is not wanted goes first', async () => {
	const server = new WebhookServer([
		hook('u', UPDATE, { isActive: false }),
		hook('d', 'Account.delete'),
		hook('x', UPDATE, { url: 'https://other.example.com' }),
	]);
	const ready = await register(server);
	expect(writes(server)).toEqual(['DELETE /Webhook/d', 'PUT /Webhook/u', 'POST /Webhook']);
	expect(ready).toEqual([
		{ id: 'u', event: UPDATE, url: `${BASE}?event=${UPDATE}`, isActive: true, skipOwn: false, secretKey: 's-u' },
		{ id: 'new1', event: CREATE, url: `${BASE}?event=${CREATE}`, isActive: true, skipOwn: false, secretKey: 's-new1' },
	]);
	expect(server.bodies.filter(Boolean)).toEqual([
		{ url: `${BASE}?event=${UPDATE}`, skipOwn: false, isActive: true },
		{ event: CREATE, url: `${BASE}?event=${CREATE}`, skipOwn: false },
	]);
	expect([...server.hooks.keys()].sort()).toEqual(['new1', 'u', 'x']);
});

test('one that is known by its ID is taken to the new address', async () => {
	const server = new WebhookServer([hook('c', CREATE), hook('u', UPDATE, { url: 'https://old.example.com/x' })]);
	await register(server, { known: ['u'] });
	expect(server.hooks.get('u')?.url).toBe(`${BASE}?event=${UPDATE}`);
	expect(writes(server)).toEqual(['PUT /Webhook/u']);
});

test('one that is not wanted and gone already is no failure', async () => {
	const server = new WebhookServer([hook('c', CREATE), hook('u', UPDATE), hook('d', 'Account.delete')]);
	server.fault = (line) => (line === 'DELETE /Webhook/d' ? refusal(404, '') : undefined);
	expect(await register(server)).toHaveLength(2);
	server.fault = (line) => (line === 'DELETE /Webhook/d' ? refusal(403, 'No delete access.') : undefined);
	await expect(register(server)).rejects.toMatchObject({ kind: 'forbidden' });
});

describe('secrets that a list does not show', () => {
	const kept = () => Object.assign(new WebhookServer([hook('c', CREATE), hook('u', UPDATE)]), { listsSecrets: false });

	test('are read one by one', async () => {
		const server = kept();
		expect((await register(server)).map(({ secretKey }) => secretKey)).toEqual(['s-c', 's-u']);
		expect(server.sent).toEqual(['GET /Webhook', 'GET /Webhook/c', 'GET /Webhook/u']);
	});

	test.each([404, 403])('are missing where the record is answered with %d', async (status) => {
		const server = kept();
		server.fault = (line) => (line === 'GET /Webhook/c' ? refusal(status, 'No.') : undefined);
		expect((await register(server)).map(({ id, secretKey }) => [id, secretKey])).toEqual([
			['c', ''],
			['u', 's-u'],
		]);
	});

	test('are waited for where the server is away', async () => {
		const server = kept();
		server.fault = (line) => (line === 'GET /Webhook/c' ? refusal(503) : undefined);
		await expect(register(server)).rejects.toMatchObject({ kind: 'unavailable' });
	});
});

describe('without own actions', () => {
	test('EspoCRM is told so', async () => {
		const server = new WebhookServer([hook('c', CREATE)]);
		expect((await register(server, { skipOwn: true })).map(({ skipOwn }) => skipOwn)).toEqual([true, true]);
		expect(writes(server)).toEqual(['PUT /Webhook/c', 'POST /Webhook']);
	});

	test.each([
		['created', [], ['POST /Webhook', 'DELETE /Webhook/new1']],
		['changed', [hook('c', CREATE), hook('u', UPDATE)], ['PUT /Webhook/c']],
	])('one that does not take it when it is %s is refused', async (_title, hooks, sent) => {
		const server = Object.assign(new WebhookServer(hooks), { knowsSkipOwn: false });
		await expect(register(server, { skipOwn: true })).rejects.toMatchObject({ parameter: 'Skip Own Actions' });
		expect(writes(server)).toEqual(sent);
	});
});

describe('if it breaks off', () => {
	test('what was created is gone again, what was there before stays', async () => {
		const server = new WebhookServer([hook('u', UPDATE)]);
		server.fault = (line) => (line.startsWith('POST') && server.hooks.has('new1') ? refusal(403, 'Webhook number per user') : undefined);
		await expect(register(server, { events: [UPDATE, CREATE, 'Account.delete'] })).rejects.toMatchObject({ kind: 'forbidden' });
		expect([...server.hooks.keys()]).toEqual(['u']);
	});

	test('one whose creation got no answer is gone too', async () => {
		const server = new WebhookServer();
		server.lateFault = (line) => (line.startsWith('POST') ? refusal(504) : undefined);
		await expect(register(server)).rejects.toMatchObject({ kind: 'unavailable' });
		expect([...server.hooks.keys()]).toEqual([]);
	});

	test('the reason for it counts, also where nothing can be tidied up', async () => {
		const server = new WebhookServer();
		server.fault = (line) => (line.startsWith('DELETE') ? refusal(500) : undefined);
		server.lateFault = (line) => (line.startsWith('POST') ? refusal(504) : undefined);
		await expect(register(server)).rejects.toMatchObject({ kind: 'unavailable' });
		const silent = new WebhookServer();
		let lists = 0;
		silent.fault = (line) => (line === 'GET /Webhook' && ++lists > 1 ? refusal(500) : undefined);
		silent.lateFault = server.lateFault;
		await expect(register(silent)).rejects.toMatchObject({ kind: 'unavailable' });
	});

	test('an address that EspoCRM refuses is told in words that help', async () => {
		const server = new WebhookServer();
		const reason = 'Field validation failure; entityType: Webhook, field: url, type: notInternal.';
		server.fault = (line) => (line.startsWith('POST') ? refusal(400, reason) : undefined);
		await expect(register(server)).rejects.toMatchObject({ parameter: 'Webhook URL' });
	});
});

test('an address is at most 512 characters long, with the event; a longer one is refused before anything is sent', async () => {
	const fitting = `https://n8n.example.com/${'x'.repeat(512 - 'https://n8n.example.com/?event=Account.create'.length)}`;
	const server = new WebhookServer();
	expect(await register(server, { baseUrl: fitting, events: [CREATE] })).toHaveLength(1);
	const before = server.sent.length;
	await expect(register(server, { baseUrl: `${fitting}x`, events: [CREATE] })).rejects.toThrow(/too long: 513 characters/);
	await expect(register(server, { baseUrl: fitting, events: [CREATE, `${UPDATE}s`] })).rejects.toMatchObject({ parameter: 'Webhook URL' });
	expect(server.sent).toHaveLength(before);
});
