import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, inMapping, record } from './server/parameters';

describeEspo('entity', (espo) => {
	const account = async (values: IDataObject = {}) => await espo.create('Account', { name: espo.name('account'), ...values });
	const stored = async (entityType: string, id: string) => await espo.api.get(`${entityType}/${id}`);
	const attributes = '={{ $json }}';
	const inFlight = () => Math.max(...espo.proxy.requests.map(({ beside }) => beside)) + 1;

	describe('get', () => {
		it.each<[string, (id: string) => INodeParameters]>([
			['by ID', (id) => ({ recordId: locator(id) })],
			['by an ID with spaces around', (id) => ({ recordId: locator(` ${id} `) })],
			['from the list', (id) => ({ recordId: locator(id, 'list') })],
			['by URL', (id) => ({ recordId: locator(`${espo.proxy.url}/#Account/view/${id}`, 'url') })],
			['by the URL of an edit page', (id) => ({ recordId: locator(`https://crm.example.com/#Account/edit/${id}?x=1`, 'url') })],
			['by an expression', (id) => ({ recordId: locator(`={{ "${id}" }}`) })],
		])('%s, in one request', async (_title, recordId) => {
			const { id } = await account({ website: 'https://one.example.com' });
			expect(await espo.json({ ...entity('get', 'Account'), ...recordId(id), options: { dateTimeFormat: 'espo' } })).toEqual([
				await stored('Account', id),
			]);
			expect(espo.sent).toEqual([`GET Account/${id}`]);
		});

		it('keeps the order of the items, with several requests in flight', async () => {
			const all = await espo.createMany('Account', 12, (index) => ({ name: espo.name(`order ${index}`) }));
			const { items } = await espo.run(
				record('get', 'Account', '={{ $json.id }}'),
				all.map(({ id }) => ({ id })),
			);
			expect(items.map(({ json }) => json.id)).toEqual(all.map(({ id }) => id));
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(all.map((_, item) => ({ item })));
			expect(inFlight()).toBeGreaterThan(1);
			expect(inFlight()).toBeLessThanOrEqual(4);
		});
	});

	describe('create', () => {
		it.each<[string, () => INodeParameters, IDataObject]>([
			['mapping', () => inMapping({ name: espo.name('mapping'), website: 'https://new.example.com', description: '' }), {}],
			['JSON', () => inJson({ name: espo.name('json'), website: 'https://new.example.com', description: '' }), {}],
			[
				'an expression in JSON',
				() => inJson(attributes),
				{ name: espo.name('expression'), website: 'https://new.example.com', description: '' },
			],
		])('from %s, in one request', async (_title, values, item) => {
			const [created] = await espo.json({ ...entity('create', 'Account'), ...values() }, [item]);
			expect(espo.sent).toEqual(['POST Account']);
			expect(await stored('Account', String(created?.id))).toMatchObject({
				name: expect.stringContaining(espo.prefix),
				website: 'https://new.example.com',
				description: null,
			});
		});

		it('leaves out what is empty: nothing is stored as zero', async () => {
			espo.need('Opportunity', 'create');
			const [created] = await espo.json({
				...entity('create', 'Opportunity'),
				...inMapping({
					name: espo.name('opportunity'),
					amount: '1250.50',
					closeDate: '2026-12-24',
					probability: '20',
					accountId: '',
					leadSource: '',
					description: '',
				}),
			});
			expect(JSON.parse(espo.proxy.requests.find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
				name: espo.name('opportunity'),
				amount: '1250.50',
				closeDate: '2026-12-24',
				probability: '20',
			});
			expect(await stored('Opportunity', String(created?.id))).toMatchObject({ amount: 1250.5, closeDate: '2026-12-24', accountId: null });
		});

		it('makes one of each pair with the same name, and reports the others as duplicates', async () => {
			const items = Array.from({ length: 40 }, (_, index) => ({ name: espo.name(`pair ${index >> 1}`) }));
			const { items: results, error } = await espo.run({ ...entity('create', 'Account'), ...inJson(attributes) }, items, {
				onError: 'continueRegularOutput',
			});
			expect(error).toBeUndefined();
			expect(results.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
			const firsts = results.filter((_, index) => index % 2 === 0);
			expect(firsts.map(({ json }) => json.name)).toEqual(items.filter((_, index) => index % 2 === 0).map(({ name }) => name));
			for (const [index, { json }] of results.entries()) {
				if (index % 2 === 1)
					expect(json.error).toContain(`EspoCRM already has it: ${items[index]?.name} (${String(results[index - 1]?.json.id)})`);
			}
			expect(
				(await espo.api.list('Account', { where: [{ type: 'startsWith', attribute: 'name', value: espo.name('pair ') }] })).total,
			).toBe(20);
			expect(espo.proxy.requests).toHaveLength(40);
			expect(inFlight()).toBe(1);
		});

		it('makes all of them, several at once, with Skip Duplicate Check', async () => {
			const items = Array.from({ length: 12 }, (_, index) => ({ name: espo.name(`twin ${index >> 1}`) }));
			const created = await espo.json(
				{ ...entity('create', 'Account'), ...inJson(attributes), options: { skipDuplicateCheck: true } },
				items,
			);
			expect(created.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
			expect(espo.proxy.requests).toHaveLength(12);
			expect(inFlight()).toBeGreaterThan(1);
		});

		it('sends as many requests at once as is asked for', async () => {
			const items = Array.from({ length: 12 }, (_, index) => ({ name: espo.name(`flight ${index}`) }));
			// Slow answers, so that it does not depend on the machine how many are under way.
			espo.proxy.reset(({ method }) => (method === 'POST' ? { delayMs: 200 } : undefined));
			await espo.runOn({ ...entity('create', 'Account'), ...inJson(attributes), options: { requestsInFlight: 8 } }, items);
			expect(inFlight()).toBeGreaterThan(4);
			expect(inFlight()).toBeLessThanOrEqual(8);
		});

		it('says what EspoCRM did not store', async () => {
			const { hints, json } = await espo.run({
				...entity('create', 'Account'),
				...inJson({ name: espo.name('hint'), noSuchAttribute: 'x', createdAt: '2001-01-01 00:00:00' }),
			});
			expect(json).toHaveLength(1);
			expect(hints).toEqual([expect.objectContaining({ message: expect.stringMatching(/noSuchAttribute/), location: 'outputPane' })]);
			expect(hints[0]?.message).toMatch(/createdAt/);
		});

		it('takes values that are no text', async () => {
			const { id } = await account();
			const values = {
				lastName: espo.prefix,
				doNotCall: true,
				accountsIds: [id],
				emailAddressData: [
					{ emailAddress: 'a@example.com', primary: true },
					{ emailAddress: 'b@example.com', primary: false },
				],
			};
			const [contact] = await espo.json({ ...entity('create', 'Contact'), ...inJson(JSON.stringify(values)) });
			expect(await stored('Contact', String(contact?.id))).toMatchObject({
				doNotCall: true,
				accountsIds: [id],
				emailAddress: 'a@example.com',
			});
		});
	});

	describe('update', () => {
		const update = async (id: string, values: INodeParameters, more: INodeParameters = {}, entityType = 'Account') =>
			await espo.run(record('update', entityType, id, { ...values, ...more }));

		it.each<[string, INodeParameters]>([
			['mapping', inMapping({ website: 'https://changed.example.com', description: '' })],
			['JSON', inJson({ website: 'https://changed.example.com', description: '' })],
		])('changes what is given and leaves the rest alone: %s', async (_title, values) => {
			const { id } = await account({ website: 'https://old.example.com', description: 'stays', sicCode: '10' });
			const { json, error } = await update(id, values);
			expect(error).toBeUndefined();
			expect(espo.sent).toEqual([`PUT Account/${id}`]);
			expect(json).toEqual([expect.objectContaining({ id, website: 'https://changed.example.com', description: 'stays', sicCode: '10' })]);
		});

		it.each<[string, INodeParameters]>([
			['null in JSON', inJson({ website: null, sicCode: null })],
			['Clear Fields', { ...inMapping({}), clearFields: ['website', 'sicCode'] }],
			['Clear Fields, as text', { ...inMapping({}), clearFields: '={{ "website, sicCode" }}' }],
		])('clears: %s', async (_title, values) => {
			const { id } = await account({ website: 'https://old.example.com', description: 'stays', sicCode: '10' });
			expect((await update(id, values)).error).toBeUndefined();
			expect(await stored('Account', id)).toMatchObject({ website: null, sicCode: null, description: 'stays' });
		});

		it.each<[string, IDataObject, IDataObject]>([
			['number and date', { probability: 30, closeDate: '2026-12-24' }, { probability: 30, closeDate: '2026-12-24' }],
			['currency', { amount: 99.5, amountCurrency: 'USD' }, { amount: 99.5, amountCurrency: 'USD' }],
			['date, from a moment with a zone', { closeDate: '2026-12-24T23:30:00-05:00' }, { closeDate: '2026-12-25' }],
		])('writes a %s', async (_title, values, expected) => {
			espo.need('Opportunity', 'create', 'edit');
			const { id } = await espo.create('Opportunity', {
				name: espo.name('opportunity'),
				amount: 1,
				closeDate: '2026-12-01',
				probability: 10,
			});
			const { error, hints } = await update(id, inJson(values), {}, 'Opportunity');
			expect(error).toBeUndefined();
			expect(await stored('Opportunity', id)).toMatchObject(expected);
			expect(hints).toEqual([]);
		});

		it('empties a currency', async () => {
			espo.need('Lead', 'create', 'edit');
			const { id } = await espo.create('Lead', { lastName: espo.prefix, opportunityAmount: 12 });
			expect((await update(id, { ...inMapping({}), clearFields: ['opportunityAmount'] }, {}, 'Lead')).error).toBeUndefined();
			expect(await stored('Lead', id)).toMatchObject({ opportunityAmount: null });
		});

		it('empties a switch, a list and the account of a contact', async () => {
			const { id: accountId } = await account();
			const { id } = await espo.create('Contact', { lastName: espo.prefix, doNotCall: true, accountId });
			expect(await stored('Contact', id)).toMatchObject({ accountId, accountsIds: [accountId] });
			const { error } = await update(id, { ...inMapping({}), clearFields: ['accountId', 'doNotCall'] }, {}, 'Contact');
			expect(error).toBeUndefined();
			expect(await stored('Contact', id)).toMatchObject({ accountId: null, accountsIds: [], doNotCall: false });
		});

		it.each<[string, INodeParameters]>([
			['null', inJson({ accountsIds: null })],
			['an empty list', inJson({ accountsIds: [] })],
			['Clear Fields', { ...inJson({}), clearFields: ['accountsIds'] }],
		])('empties the accounts of a contact by their list alone: %s', async (_title, values) => {
			const { id } = await espo.create('Contact', { lastName: espo.prefix, accountId: (await account()).id });
			const { json, error, hints } = await update(id, values, {}, 'Contact');
			expect([error, hints, json[0]]).toEqual([undefined, [], expect.objectContaining({ accountId: null, accountsIds: [] })]);
			expect(await stored('Contact', id)).toMatchObject({ accountId: null, accountsIds: [] });
		});

		it('of the primary account and the list EspoCRM empties neither for the other, and a list that is null not at all', async () => {
			const { id: accountId } = await account();
			const { id } = await espo.create('Contact', { lastName: espo.prefix, accountId });
			expect(await espo.api.update('Contact', id, { accountsIds: null })).toMatchObject({ accountId, accountsIds: null });
			expect(await stored('Contact', id)).toMatchObject({ accountId, accountsIds: [accountId] });
			expect(await espo.api.update('Contact', id, { accountsIds: [] })).toMatchObject({ accountId, accountsIds: [] });
			expect(await stored('Contact', id)).toMatchObject({ accountId, accountsIds: [] });
		});

		it('empties an address by the name of its field', async () => {
			const address = {
				billingAddressStreet: 'Rue 1',
				billingAddressCity: 'Paris',
				billingAddressState: 'IDF',
				billingAddressCountry: 'France',
				billingAddressPostalCode: '75001',
			};
			const { id } = await account({ ...address, shippingAddressCity: 'Lyon' });
			const { error, hints } = await update(id, { ...inJson({}), clearFields: ['billingAddress'] });
			expect([error, hints]).toEqual([undefined, []]);
			expect(await stored('Account', id)).toMatchObject({
				...Object.fromEntries(Object.keys(address).map((name) => [name, null])),
				shippingAddressCity: 'Lyon',
			});
		});

		it('updates the same record in the order of the items, and others at once', async () => {
			const [one, two] = await espo.createMany('Account', 2, (index) => ({ name: espo.name(`same ${index}`) }));
			const items = Array.from({ length: 6 }, (_, index) => ({
				id: index % 2 ? two?.id : one?.id,
				website: `https://${index}.example.com`,
			}));
			const rows = await espo.json(
				record('update', 'Account', '={{ $json.id }}', inMapping({ website: '={{ $json.website }}' })),
				items as IDataObject[],
			);
			expect(rows.map(({ website }) => website)).toEqual(items.map(({ website }) => website));
			expect(await stored('Account', String(one?.id))).toMatchObject({ website: 'https://4.example.com' });
			expect(await stored('Account', String(two?.id))).toMatchObject({ website: 'https://5.example.com' });
		});

		it('respects the version number where the server keeps one', async () => {
			const { id } = await account();
			const { versionNumber } = await stored('Account', id);
			if (typeof versionNumber !== 'number') {
				// Servers without optimistic concurrency control for this type ignore the number.
				expect(
					(await update(id, inMapping({ website: 'https://v.example.com' }), { options: { versionNumber: 7 } })).error,
				).toBeUndefined();
				return;
			}
			expect((await update(id, inMapping({ website: 'https://v.example.com' }), { options: { versionNumber } })).error).toBeUndefined();
			const { error } = await update(id, inMapping({ website: 'https://late.example.com' }), { options: { versionNumber } });
			expect(error).toMatchObject({
				httpCode: '409',
				message: expect.stringContaining(`version number is now ${versionNumber + 1}`),
				description: expect.stringContaining('https://v.example.com'),
			});
			expect(await stored('Account', id)).toMatchObject({ website: 'https://v.example.com' });
		});
	});

	describe('delete', () => {
		it('deletes, in one request', async () => {
			const { id } = await account();
			expect(await espo.json(record('delete', 'Account', id))).toEqual([{ deleted: true }]);
			expect(espo.sent).toEqual([`DELETE Account/${id}`]);
			expect((await espo.api.send('GET', `Account/${id}`)).status).toBe(404);
		});

		it('deletes one for each item', async () => {
			const all = await espo.createMany('Account', 6, (index) => ({ name: espo.name(`delete ${index}`) }));
			const { items } = await espo.run(
				record('delete', 'Account', '={{ $json.id }}'),
				all.map(({ id }) => ({ id })),
			);
			expect(items).toEqual(all.map((_, item) => ({ json: { deleted: true }, pairedItem: { item } })));
			expect(espo.proxy.requests).toHaveLength(6);
		});
	});

	describe('current user', () => {
		it.each<[INodeParameters, string[]]>([
			[{}, ['user']],
			[{ parts: ['user', 'acl', 'preferences', 'settings'] }, ['user', 'acl', 'preferences', 'settings']],
			[{ parts: '={{ "acl, user" }}' }, ['user', 'acl']],
		])('%j', async (more, parts) => {
			const [answer] = await espo.json({ resource: 'user', operation: 'getCurrent', ...more });
			expect(Object.keys(answer ?? {})).toEqual(parts);
			expect(answer?.user).toMatchObject({ id: espo.me.user.id });
			expect(espo.sent).toEqual(['GET App/user']);
		});
	});
});
