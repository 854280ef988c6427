import type { IDataObject } from 'n8n-workflow';

import type { Webhook } from '../../nodes/shared/api/webhooks/webhooks';
import { loadOptions } from '../harness/dropdown';
import { N8nWebhooks } from '../harness/N8nWebhooks';
import { WebhookWorkflow, type WebhookOptions } from '../harness/WebhookWorkflow';
import { describeEspo } from './server/describeEspo';
import { skipped } from './server/skipped';

const PARAMETERS = { entityTypes: ['Account'], events: ['create', 'update', 'delete', 'fieldUpdate'], fields: ['Account.type'] };
const EVENTS = ['Account.create', 'Account.delete', 'Account.fieldUpdate.type', 'Account.update'];
/** Of a network that is for documentation: an address that looks public and leads nowhere. */
const PUBLIC = 'https://203.0.113.10';

describeEspo(
	'webhooks',
	(espo) => {
		let n8n: N8nWebhooks;
		const path = () => `/webhook/${espo.prefix}`;
		const workflow = (more: Partial<WebhookOptions> = {}) =>
			new WebhookWorkflow({
				credentials: espo.credentials,
				n8n,
				parameters: PARAMETERS,
				webhookId: espo.prefix,
				publicUrl: PUBLIC,
				...more,
			});
		const own = async () => {
			const { list } = (await espo.api.get('Webhook?maxSize=200')) as unknown as { list: Webhook[] };
			return list.filter(({ url }) => url.includes(espo.prefix));
		};
		const events = async () => (await own()).map(({ event }) => event).sort();

		beforeAll(async () => void (n8n = await N8nWebhooks.start(Number(process.env.ESPOCRM_WEBHOOK_PORT ?? 0))));
		afterAll(async () => await n8n.close());
		afterEach(async () => {
			for (const { id } of await own()) await espo.api.send('DELETE', `Webhook/${id}`);
		});

		/** An activated workflow that the server sends to; where it may not, the test is skipped. */
		async function reached(parameters: WebhookOptions['parameters'] = PARAMETERS): Promise<WebhookWorkflow> {
			const local = workflow({ publicUrl: undefined, parameters });
			const refused = await local.activate().then(
				() => undefined,
				(error: Error & { description?: string }) => error,
			);
			if (!refused)
				return espo.deliverWebhooks
					? local
					: skipped('nothing runs the job that sends webhooks: give a command that does (ESPOCRM_WEBHOOK_JOB)');
			expect(`${refused.message} ${refused.description ?? ''}`).toMatch(
				/does not send webhooks to 127\.0\.0\.1:\d+.*webhookAllowedAddressList.*WEBHOOK_URL/,
			);
			expect(await own()).toEqual([]);
			return skipped('this EspoCRM does not send to 127.0.0.1: allow the port of ESPOCRM_WEBHOOK_PORT in webhookAllowedAddressList');
		}

		test('activate, activate again, change, deactivate: EspoCRM has exactly the wanted ones', async () => {
			const first = workflow();
			await first.activate();
			expect(await events()).toEqual(EVENTS);
			const before = await own();
			expect(before.every(({ event, url, isActive }) => isActive && url === `${PUBLIC}${path()}/webhook?event=${event}`)).toBe(true);
			expect(await first.checkExists()).toBe(true);
			await first.activate('init');
			expect(await own()).toEqual(before);

			const changed = first.changed({ parameters: { entityTypes: ['Account', 'Case'], events: ['update'] } });
			expect(await changed.checkExists()).toBe(false);
			await changed.activate('update');
			expect(await events()).toEqual(['Account.update', 'Case.update']);

			const moved = changed.changed({ publicUrl: 'https://203.0.113.11' });
			await moved.activate('init');
			expect((await own()).map(({ url }) => new URL(url).host)).toEqual(['203.0.113.11', '203.0.113.11']);
			await moved.deactivate();
			await moved.deactivate();
			expect(await own()).toEqual([]);
		});

		test('adopts, repairs, removes doubled ones', async () => {
			const first = workflow();
			await first.activate();
			const [broken] = await own();
			await espo.api.send('PUT', `Webhook/${broken?.id}`, { isActive: false });
			await espo.api.send('POST', 'Webhook', { event: 'Account.create', url: `${PUBLIC}${path()}/webhook?event=Account.create` });
			const restored = first.changed({ saved: {} });
			await restored.activate();
			expect(await events()).toEqual(EVENTS);
			expect((await own()).every(({ isActive }) => isActive)).toBe(true);
			expect(restored.staticData.webhooks).toBeDefined();
			expect(await restored.checkExists()).toBe(true);
		});

		test('workflows of one user side by side, test and production', async () => {
			const one = workflow();
			const two = workflow({ id: 'two', webhookId: `${espo.prefix}b` });
			await one.activate();
			await two.activate();
			const test = await one.listen();
			expect(await own()).toHaveLength(12);
			await one.deactivate();
			expect(await own()).toHaveLength(8);
			await test.stop();
			expect(await two.checkExists()).toBe(true);
			await two.deactivate();
			expect(await own()).toEqual([]);
		});

		test('Skip Own Actions is kept by the server, or the activation is refused', async () => {
			const skipping = workflow({ parameters: { ...PARAMETERS, options: { skipOwn: true } } });
			const refused = await skipping.activate().then(
				() => undefined,
				(error: Error) => error.message,
			);
			const hooks = await own();
			if (refused === undefined) expect(hooks.map(({ skipOwn }) => skipOwn)).toEqual([true, true, true, true]);
			else {
				expect(refused).toMatch(/did not accept “Skip Own Actions”/);
				expect(hooks).toEqual([]);
			}
		});

		test.each([
			[{ entityTypes: ['Note'], events: ['create'] }, /not available for Webhooks/],
			[{ entityTypes: ['Account'], events: ['fieldUpdate'], fields: ['Account.assignedUserId'] }, /Field does not exist/],
		])('refusals leave nothing behind (%#)', async (parameters, message) => {
			await expect(workflow({ parameters }).activate()).rejects.toThrow(message);
			expect(await own()).toEqual([]);
		});

		test('a person gets words', async () => {
			if (!espo.has('basic')) skipped('no user with a password is given: ESPOCRM_USERNAME with ESPOCRM_PASSWORD');
			const activation = workflow({ credentials: espo.store('basic') }).activate();
			await expect(activation).rejects.toMatchObject({ message: expect.stringMatching(/API user/) as string });
		});

		test('drop-downs: types with webhooks, their fields by label', async () => {
			const dropdown = { credentials: espo.credentials, type: 'espoCrmWebhookTrigger', parameters: { entityTypes: ['Account', 'Case'] } };
			const types = (await loadOptions(dropdown, 'getWebhookEntityTypes')).map(({ value }) => value);
			expect(types).toEqual(expect.arrayContaining(['Account', 'Case']));
			expect(types).not.toContain('Note');
			const fields = await loadOptions(dropdown, 'getWebhookFields');
			expect(fields).toEqual(
				expect.arrayContaining([
					{ name: 'Account: Type', value: 'Account.type' },
					{ name: 'Case: Status', value: 'Case.status' },
				]),
			);
			expect(fields.map(({ value }) => value)).not.toContain('Account.modifiedAt');
			// Each of them is one that the server takes.
			const chosen = fields
				.filter(({ value }) => String(value).startsWith('Account.'))
				.map(({ value }) => String(value))
				.slice(0, 40);
			await workflow({ parameters: { entityTypes: ['Account'], events: ['fieldUpdate'], fields: chosen } }).activate();
			expect(await own()).toHaveLength(chosen.length);
		});

		test('EspoCRM sends, and the workflow starts', async () => {
			const local = await reached({ ...PARAMETERS, options: { fullRecord: true } });
			const { id } = await espo.create('Account', { name: espo.name('told'), website: 'https://example.com/a', description: 'Zoë 🙂 a/b' });
			await espo.api.send('PUT', `Account/${id}`, { type: 'Partner' });
			await espo.api.send('PUT', `Account/${id}`, { name: espo.name('told again') });
			await espo.deliverWebhooks?.();
			const items = local.items.filter((item) => item.id === id);
			const kinds = items.map(({ event }) => event).sort();
			expect(kinds).toEqual(['create', 'fieldUpdate', 'update', 'update']);
			expect(local.executions.every(({ error }) => !error)).toBe(true);
			const of = (event: string) => items.filter((item) => item.event === event);
			const [created] = of('create');
			expect(created).toMatchObject({
				entityType: 'Account',
				data: { id, name: espo.name('told'), description: 'Zoë 🙂 a/b' },
				record: { id, name: espo.name('told again') },
			});
			expect((created?.data as IDataObject).createdAt).toMatch(/T.*Z$/);
			expect(of('update').map(({ data }) => data)).toMatchObject([
				{ id, type: 'Partner' },
				{ id, name: espo.name('told again') },
			]);
			expect(of('fieldUpdate')).toMatchObject([{ field: 'type', data: { id, type: 'Partner' } }]);
			expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(4);

			await espo.api.send('DELETE', `Account/${id}`);
			await espo.deliverWebhooks?.();
			expect(local.items.filter((item) => item.id === id && item.event === 'delete')).toMatchObject([{ data: { id }, record: null }]);
			await local.deactivate();
		}, 120_000);
	},
	{ webhookAllowedAddresses: 'all' },
);
