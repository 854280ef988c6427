import { HookContext } from 'n8n-core';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { WebhookBench } from './server/startWebhooks';

const HERE = '/webhook/hook-a/webhook';
const ALL = ['create', 'delete', 'update'].map((event) => `Account.${event} ${HERE}`);

let bench: WebhookBench;
/** n8n shows nothing else of an activation that failed. */
const messageOf = async (work: Promise<unknown>) =>
	await work.then(
		() => '',
		(error: Error) => error.message,
	);

beforeEach(async () => void (bench = await WebhookBench.start()));
afterEach(async () => await bench.close());

describe('activation', () => {
	test('makes one webhook for each event and type, one request after the other, and knows them afterwards', async () => {
		const workflow = bench.workflow({
			entityTypes: ['Account', 'Lead'],
			events: ['create', 'fieldUpdate'],
			fields: ['Account.type', 'Lead.status'],
		});
		await workflow.activate();
		expect(await bench.hookNames()).toEqual(
			['Account.create', 'Account.fieldUpdate.type', 'Lead.create', 'Lead.fieldUpdate.status'].map((event) => `${event} ${HERE}`),
		);
		expect((await bench.hooks()).every(({ url, event }) => url === `${workflow.url}?event=${event}`)).toBe(true);
		expect(workflow.calls).toEqual(['checkExists', 'create']);
		// One list, four creations; nothing to ask before anything is known.
		expect(bench.proxy.requests.map(({ method, beside }) => [method, beside])).toEqual([
			['GET', 0],
			['POST', 0],
			['POST', 0],
			['POST', 0],
			['POST', 0],
		]);
	});

	test('a second one finds them with one request and changes nothing', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		const before = await bench.hooks();
		bench.proxy.reset();
		await workflow.changed({}).activate('init');
		expect(bench.proxy.requests.map(({ method }) => method)).toEqual(['GET']);
		expect(await bench.hooks()).toEqual(before);
	});

	test.each([
		['is inactive', { isActive: false }],
		['leaves out own actions', { skipOwn: true }],
	])('repairs one that %s', async (_, change) => {
		const workflow = bench.workflow();
		await workflow.activate();
		const before = await bench.hooks();
		await bench.api('PUT', `Webhook/${before[1]?.id}`, change);
		expect(await workflow.checkExists()).toBe(false);
		await workflow.activate();
		expect((await bench.hooks()).map(({ id, isActive, skipOwn }) => ({ id, isActive, skipOwn }))).toEqual(
			before.map(({ id }) => ({ id, isActive: true, skipOwn: false })),
		);
		expect(await workflow.checkExists()).toBe(true);
	});

	test.each<[string, (bench: WebhookBench, url: string) => Promise<unknown>]>([
		['one is missing', async (at) => await at.api('DELETE', `Webhook/${(await at.hooks())[0]?.id}`)],
		[
			'one is there twice',
			async (at, url) => await at.api('POST', 'Webhook', { event: 'Account.create', url: `${url}?event=Account.create` }),
		],
		[
			'one of another event is there',
			async (at, url) => await at.api('POST', 'Webhook', { event: 'Lead.create', url: `${url}?event=Lead.create` }),
		],
	])('puts it right when %s', async (_, change) => {
		const workflow = bench.workflow();
		await workflow.activate();
		await change(bench, workflow.url);
		expect(await workflow.checkExists()).toBe(false);
		await workflow.activate();
		expect(await bench.hookNames()).toEqual(ALL);
		expect(await workflow.checkExists()).toBe(true);
	});

	test('with other events', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		const [kept] = (await bench.hooks()).filter(({ event }) => event === 'Account.update');
		const changed = workflow.changed({ parameters: { entityTypes: ['Account', 'Lead'], events: ['update'] } });
		await changed.activate('update');
		expect(await bench.hookNames()).toEqual([`Account.update ${HERE}`, `Lead.update ${HERE}`]);
		expect((await bench.hooks()).map(({ id }) => id)).toContain(kept?.id);
	});

	test('when n8n lost its static data the webhooks are adopted with their secrets', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		const before = await bench.hooks();
		const restored = workflow.changed({ saved: {} });
		await restored.activate('init');
		expect(await bench.hooks()).toEqual(before);
		expect(restored.staticData.webhooks).toEqual(workflow.staticData.webhooks);
	});

	test("when n8n's address changes its webhooks move, with what is queued for them", async () => {
		const workflow = bench.workflow({}, { publicUrl: 'https://old.example.com' });
		await workflow.activate();
		const before = await bench.hooks();
		const moved = workflow.changed({ publicUrl: undefined, parameters: { entityTypes: ['Account'], events: ['create', 'update'] } });
		await moved.activate('init');
		const after = await bench.hooks();
		expect(after.map(({ url }) => url)).toEqual(['create', 'update'].map((event) => `${moved.url}?event=Account.${event}`));
		expect(after.every(({ id, secretKey }) => before.some((hook) => hook.id === id && hook.secretKey === secretKey))).toBe(true);
	});

	test('the list may be long', async () => {
		const parameters = {
			entityTypes: ['Account', 'Lead', 'Contact', 'Case', 'Task', 'Meeting', 'Call', 'Opportunity'],
			events: ['create', 'update', 'delete'],
		};
		const workflow = bench.workflow(parameters);
		await workflow.activate();
		expect(await bench.hookNames()).toHaveLength(24);
		expect(await workflow.checkExists()).toBe(true);
		await workflow.deactivate();
		expect(await bench.hookNames()).toEqual([]);
	});
});

describe('what is not ours stays', () => {
	test('two workflows of one user, test and production, another n8n', async () => {
		const one = bench.workflow({ events: ['create'] });
		const two = bench.workflow({ events: ['create'] }, { id: 'other', webhookId: 'hook-b' });
		await bench.api('POST', 'Webhook', { event: 'Account.create', url: `https://elsewhere.example.com${HERE}?event=Account.create` });
		await one.activate();
		await two.activate();
		const test = await one.listen();
		const listed = ['/webhook-test/hook-a/webhook', HERE, HERE, '/webhook/hook-b/webhook'].map((path) => `Account.create ${path}`);
		expect(await bench.hookNames()).toEqual(listed);
		await one.deactivate();
		expect(await bench.hookNames()).toEqual([listed[0], listed[2], listed[3]]);
		await test.stop();
		expect(await bench.hookNames()).toEqual([listed[2], listed[3]]);
		expect(await two.checkExists()).toBe(true);
		await two.deactivate();
		expect((await bench.hooks()).map(({ url }) => new URL(url).host)).toEqual(['elsewhere.example.com']);
	});

	test.each([
		['another workflow', { id: 'copy' }, '"x"'],
		['another n8n', {}, '"owner":"another-n8n/wf"'],
	])('a copy in %s that brought the static data along removes and moves nothing', async (_, options, owner) => {
		const original = bench.workflow();
		await original.activate();
		const before = await bench.hooks();
		const saved = JSON.parse(owner === '"x"' ? original.saved : original.saved.replace(/"owner":"[^"]*"/, owner)) as object;
		const copy = original.changed({ ...options, saved: saved as never, publicUrl: 'https://copy.example.com' });
		await copy.deactivate();
		expect(await bench.hooks()).toEqual(before);
		await copy.activate();
		expect((await bench.hooks()).slice(0, 3)).toEqual(before);
		expect(await bench.hooks()).toHaveLength(6);
		await copy.deactivate();
		expect(await bench.hooks()).toEqual(before);
	});

	test('a workflow that was never active removes nothing, without a request', async () => {
		await bench.workflow().activate();
		bench.proxy.reset();
		await bench.workflow({}, { saved: {} }).deactivate();
		expect(bench.proxy.requests).toEqual([]);
		expect(await bench.hookNames()).toEqual(ALL);
	});
});

describe('deactivation', () => {
	test('removes all, twice is once', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		await workflow.deactivate();
		expect(await bench.hookNames()).toEqual([]);
		expect(workflow.staticData).toEqual({});
		bench.proxy.reset();
		await workflow.deactivate();
		expect(bench.proxy.requests).toEqual([]);
	});

	test('those that are gone already, before or meanwhile', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		const [first, second] = await bench.hooks();
		await bench.api('DELETE', `Webhook/${first?.id}`);
		bench.proxy.reset(async ({ method }) => {
			if (method === 'DELETE') await bench.api('DELETE', `Webhook/${second?.id}`).catch(() => undefined);
			return undefined;
		});
		await workflow.deactivate();
		expect(await bench.hookNames()).toEqual([]);
		expect(bench.proxy.requests.some(({ status }) => status === 404)).toBe(true);
	});

	test('another failure is shown, and the next time removes the rest', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		bench.proxy.reset(({ method }, index) => (method === 'DELETE' && index > 1 ? { answer: { status: 500 } } : undefined));
		expect(await messageOf(workflow.deactivate())).toMatch(/could not process the request/);
		expect(await bench.hookNames()).toHaveLength(2);
		bench.proxy.reset();
		await workflow.deactivate();
		expect(await bench.hookNames()).toEqual([]);
	});
});

describe('when it breaks off', () => {
	test.each([
		['refused', { answer: { status: 500 } }],
		['cut off after EspoCRM did it', { reset: true, processed: true }],
		['answered by something else', { answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, processed: true }],
	])('a creation that is %s leaves nothing behind', async (_, fault) => {
		bench.proxy.reset(({ method }, index) => (method === 'POST' && index === 2 ? fault : undefined));
		const workflow = bench.workflow();
		expect(await messageOf(workflow.activate())).not.toBe('');
		expect(await bench.hookNames()).toEqual([]);
		bench.proxy.reset();
		await workflow.activate();
		expect(await bench.hookNames()).toEqual(ALL);
	});

	test('if that fails too, the next activation makes it right', async () => {
		bench.proxy.reset((_, index) => (index >= 2 ? { answer: { status: 500 } } : undefined));
		const workflow = bench.workflow();
		expect(await messageOf(workflow.activate())).not.toBe('');
		expect(await bench.hookNames()).toHaveLength(1);
		bench.proxy.reset();
		await workflow.activate();
		expect(await bench.hookNames()).toEqual(ALL);
	});

	test('a list that cannot be read changes nothing', async () => {
		const workflow = bench.workflow();
		await workflow.activate();
		const before = await bench.hooks();
		bench.proxy.reset(() => ({ answer: { status: 200, body: '<html>maintenance</html>' } }));
		expect(await messageOf(workflow.checkExists())).toMatch(/does not look like EspoCRM's/);
		expect(await messageOf(workflow.changed({ saved: {} }).activate())).toMatch(/does not look like EspoCRM's/);
		expect(await bench.hooks()).toEqual(before);
	});
});

describe('refusals say what to do', () => {
	const activated = async (parameters = {}, apiKey = sandboxUsers.full.apiKey as string) => {
		const workflow = bench.workflow(parameters, { credentials: bench.credentials(apiKey) });
		const message = await messageOf(workflow.activate());
		expect(await bench.hookNames()).toEqual([]);
		return message;
	};

	test('a role without webhooks', async () => {
		expect(await activated({}, sandboxUsers.poor.apiKey)).toMatch(/No read access.*“Webhooks” enabled/);
	});

	test('a regular user', async () => {
		const { userName, password } = sandboxUsers.regular;
		const credentials = bench.credentials();
		credentials.replace({ authentication: 'basic', url: bench.proxy.url, username: userName, password });
		expect(await messageOf(bench.workflow({}, { credentials }).activate())).toMatch(/No access to 'Webhook'.*API users/);
	});

	test('a type without webhooks, a field that is none', async () => {
		expect(await activated({ entityTypes: ['Account', 'Note'] })).toMatch(/not available for Webhooks.*from the list/);
		expect(await activated({ events: ['create', 'fieldUpdate'], fields: ['Account.assignedUserId'] })).toMatch(
			/Field does not exist.*not of an attribute/,
		);
	});

	test('too many', async () => {
		for (let count = 0; count < 48; count++)
			await bench.api('POST', 'Webhook', { event: 'Account.create', url: `https://example.com/${count}` });
		expect(await messageOf(bench.workflow().activate())).toMatch(/exceeded the limit.*50 webhooks/);
		expect(await bench.hookNames()).toHaveLength(48);
	});

	test('nothing chosen, before any request', async () => {
		expect(await activated({ entityTypes: [] })).toMatch(/No entity type is chosen/);
		expect(bench.proxy.requests).toEqual([]);
	});

	test('an address that is too long', async () => {
		const workflow = bench.workflow({}, { publicUrl: `https://n8n.example.com/${'x'.repeat(500)}` });
		expect(await messageOf(workflow.activate())).toMatch(/too long: \d+ characters\. EspoCRM accepts 512/);
		expect(bench.proxy.requests).toEqual([]);
	});
});

test('an internal address, as 10.0 sees it', async () => {
	await bench.close();
	bench = await WebhookBench.start({ webhookAllowedAddresses: [] });
	const workflow = bench.workflow();
	const { host } = new URL(bench.n8n.origin);
	expect(await messageOf(workflow.activate())).toMatch(
		new RegExp(`does not send webhooks to ${host}.*'${host}' to 'webhookAllowedAddressList'.*WEBHOOK_URL`),
	);
	expect(await bench.hookNames()).toEqual([]);
});

describe('Skip Own Actions', () => {
	const parameters = { options: { skipOwn: true } };

	test('is set', async () => {
		await bench.workflow(parameters).activate();
		expect(await bench.hookNames()).toEqual(ALL.map((name) => `${name} skipOwn`));
	});

	test('a server that drops it is not activated', async () => {
		await bench.close();
		bench = await WebhookBench.start({ version: '7.5' });
		expect(await messageOf(bench.workflow(parameters).activate())).toMatch(/did not accept “Skip Own Actions”.*9\.2/);
		expect(await bench.hookNames()).toEqual([]);
		const workflow = bench.workflow();
		await workflow.activate();
		expect(
			await messageOf(workflow.changed({ parameters: { entityTypes: ['Account'], events: ['create'], ...parameters } }).activate()),
		).toMatch(/9\.2/);
	});
});

test('no secret is in an error', async () => {
	const workflow = bench.workflow();
	await workflow.activate();
	const secrets = (await bench.hooks()).map(({ secretKey }) => secretKey);
	bench.proxy.reset(({ method }) => (method === 'DELETE' ? { answer: { status: 500 } } : undefined));
	const error = await workflow.deactivate().catch((thrown: unknown) => thrown);
	expect(secrets.filter((secret) => JSON.stringify(error).includes(secret))).toEqual([]);
});

test('an address that EspoCRM may never deliver to is not refused, but n8n’s log says what to do', async () => {
	const warnings: string[] = [];
	const contexts = Object.getPrototypeOf(HookContext.prototype) as HookContext;
	const logger = jest
		.spyOn(contexts, 'logger', 'get')
		.mockReturnValue({ warn: (text: string) => void warnings.push(text) } as HookContext['logger']);
	await bench.workflow().activate();
	expect(await bench.hookNames()).toHaveLength(3);
	expect(warnings).toEqual([
		expect.stringMatching(
			/^EspoCRM Webhook Trigger: EspoCRM may never deliver to http:\/\/127\.0\.0\.1:\d+\..*https address.*N8N_WEBHOOK_URL/,
		),
	]);
	logger.mockRestore();
});
