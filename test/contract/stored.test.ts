import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { entity, inJson, record } from './server/parameters';
import { skipped } from './server/skipped';

/** The item of a write says what a later read gives, whatever the answer to the write says. */
describeEspo('what is stored', (espo) => {
	const written = async (entityType: string, id: string, values: IDataObject, more: INodeParameters = {}) => {
		const { json, error, hints } = await espo.run(record('update', entityType, id, { ...inJson(values), ...more }));
		return {
			error,
			item: json[0],
			stored: await espo.api.get(`${entityType}/${id}`),
			hints: hints.map(({ message }) => message).join('\n'),
		};
	};
	const contact = async (values: IDataObject = {}) => (await espo.create('Contact', { lastName: espo.name('stored'), ...values })).id;
	const address = (name: string) => `${espo.prefix}.${name}@example.com`;
	const list = (value: unknown) => (value as IDataObject[]).map(({ emailAddress, primary, optOut }) => [emailAddress, primary, optOut]);

	it('a new e-mail address and phone number, in place of the old ones', async () => {
		const id = await contact({ emailAddress: address('old'), phoneNumber: '+31201234567' });
		const values = { emailAddress: address('new'), phoneNumber: '+31207654321' };
		const { item, stored, hints } = await written('Contact', id, values);
		expect(stored).toMatchObject(values);
		expect(item).toMatchObject(values);
		expect(hints).toBe('');
		expect(espo.sent.length).toBeLessThanOrEqual(2);
	});

	it('a link that is set, changed and cleared: the item has the name of the record', async () => {
		const [one, other] = [
			await espo.create('Account', { name: espo.name('one') }),
			await espo.create('Account', { name: espo.name('other') }),
		];
		const id = await contact();
		for (const account of [one, other]) {
			const { item, hints } = await written('Contact', id, { accountId: account.id });
			expect(item).toMatchObject({ accountId: account.id, accountName: account.name });
			expect(hints).toBe('');
		}
		expect((await written('Contact', id, { accountId: null })).item).toMatchObject({ accountId: null, accountName: null });
	});

	it('names beside links are those of the linked records; only a server that shows them as they were sent is asked', async () => {
		const { id: accountId, name: accountName } = await espo.create('Account', { name: espo.name('real') });
		const id = await contact();
		const wrong = await written('Contact', id, { accountId, accountName: 'foo' });
		expect([wrong.item?.accountName, wrong.stored.accountName, wrong.hints]).toEqual([
			accountName,
			accountName,
			expect.stringContaining('accountName'),
		]);
		const names = await written('Contact', id, { accountsIds: [accountId], accountsNames: { [accountId]: 'foo' } });
		expect([names.item?.accountsNames, names.hints]).toEqual([names.stored.accountsNames, expect.stringContaining('accountsNames')]);
		const right = await written('Contact', id, { accountId, accountName });
		expect([right.item?.accountName, right.hints]).toEqual([accountName, '']);
		if ('streamUpdatedAt' in right.stored) expect(espo.sent.filter((sent) => sent === `GET Contact/${id}`)).toEqual([]);
	});

	it.each(['accountsColumns', 'emailAddressData', 'phoneNumberData'])(
		'%s stays although it was cleared: the item and a hint say so',
		async (name) => {
			const { id: accountId } = await espo.create('Account', { name: espo.name('columns') });
			const id = await contact({ accountId, title: 'Boss', emailAddress: address('stays'), phoneNumber: '+31201234567' });
			const { item, stored, hints } = await written('Contact', id, {}, { clearFields: [name] });
			expect(item?.[name]).toEqual(stored[name]);
			expect(stored[name]).not.toEqual(name.endsWith('Data') ? [] : {});
			expect(hints).toContain(name);
		},
	);

	it('the accounts of a contact: with them goes what stands beside them', async () => {
		const [{ id: accountId }, { id: other }] = [
			await espo.create('Account', { name: espo.name('left') }),
			await espo.create('Account', { name: espo.name('joined') }),
		];
		const id = await contact({ accountId, title: 'Boss' });
		for (const accountsIds of [[accountId, other], null]) {
			const { item, stored } = await written('Contact', id, { accountsIds });
			for (const name of ['accountsIds', 'accountsNames', 'accountsColumns', 'accountId', 'title'])
				expect([name, item?.[name]]).toEqual([name, stored[name]]);
		}
	});

	it('a list of addresses: the item has its primary one', async () => {
		const [a, b] = [address('lista'), address('listb')];
		const id = await contact({ emailAddress: address('before') });
		const emailAddressData = [
			{ emailAddress: a, primary: false },
			{ emailAddress: b, primary: true, optOut: true },
		];
		expect((await written('Contact', id, { emailAddressData })).item).toMatchObject({ emailAddress: b, emailAddressIsOptedOut: true });
		const { item, hints } = await written('Contact', id, { emailAddress: a, emailAddressData });
		expect(item).toMatchObject({ emailAddress: b });
		expect(hints).toMatch(/emailAddress/);
	});

	it('the first address of a record', async () => {
		const id = await contact();
		const { item, stored } = await written('Contact', id, { emailAddress: address('first'), emailAddressIsOptedOut: true });
		for (const shown of [item, stored]) expect(shown).toMatchObject({ emailAddress: address('first'), emailAddressIsOptedOut: true });
	});

	it('other addresses stay, with their flags', async () => {
		const [a, b, c] = [address('a'), address('b'), address('c')];
		const id = await contact({
			emailAddressData: [
				{ emailAddress: a, primary: true },
				{ emailAddress: b, primary: false, optOut: true },
			],
		});
		const { stored } = await written('Contact', id, { emailAddress: c });
		expect(list(stored.emailAddressData)).toEqual([
			[c, true, false],
			[b, false, true],
		]);
		expect((await written('Contact', id, { emailAddress: b })).stored.emailAddress).toBe(b);
	});

	it('an address that is cleared: the next one becomes the primary one', async () => {
		const [a, b] = [address('gone'), address('next')];
		const id = await contact({
			emailAddressData: [
				{ emailAddress: a, primary: true },
				{ emailAddress: b, primary: false },
			],
		});
		const { item, stored } = await written('Contact', id, { emailAddress: null });
		expect(list(stored.emailAddressData)).toEqual([[b, true, false]]);
		expect([null, b]).toContain(item?.emailAddress);
		expect((await written('Contact', id, { emailAddress: null })).stored.emailAddressData).toEqual([]);
	});

	it('Create or Update, and a duplicate that is updated', async () => {
		const lastName = espo.name('dup stored');
		const { id } = await espo.create('Contact', { firstName: 'Ann', lastName, emailAddress: address('dup') });
		const upsert = { ...inJson({ firstName: 'Ann', lastName, emailAddress: address('upserted') }), matchFields: ['lastName'] };
		expect(await espo.json(entity('upsert', 'Contact', upsert))).toMatchObject([{ id, emailAddress: address('upserted') }]);
		expect(await espo.api.get(`Contact/${id}`)).toMatchObject({ emailAddress: address('upserted') });
		await espo.json(
			entity('create', 'Contact', {
				...inJson({ firstName: 'Ann', lastName, emailAddress: address('created') }),
				options: { onDuplicate: 'update' },
			}),
		);
		expect(await espo.api.get(`Contact/${id}`)).toMatchObject({ emailAddress: address('created') });
	});

	it.each(['title', 'accountRole', 'opportunityRole', 'emailAddressIsOptedOut', 'phoneNumberIsInvalid'])(
		'%s has no place on a contact alone: the item and a hint say so',
		async (name) => {
			const value = name.includes('Is') ? true : name === 'opportunityRole' ? 'Evaluator' : 'Boss';
			const { error, item, stored, hints } = await written('Contact', await contact(), { [name]: value });
			expect(error).toBeUndefined();
			expect([item?.[name], stored[name] ?? null]).toEqual([stored[name], null]);
			expect(hints).toContain(name);
		},
	);

	it('a title with an account is kept, in one request besides the look-up', async () => {
		const account = await espo.create('Account', { name: espo.name('employer') });
		const { item, stored, hints } = await written('Contact', await contact({ accountId: account.id }), { title: 'Boss' });
		expect([item?.title, stored.title, hints]).toEqual(['Boss', 'Boss', '']);
		expect(espo.sent.filter((sent) => sent.includes('Contact'))).toHaveLength(1);
	});

	it('the name of a person is made of its parts', async () => {
		const { json, hints } = await espo.run(entity('create', 'Contact', inJson({ name: 'Somebody Else', lastName: espo.name('parts') })));
		expect(json[0]?.name).toBe(espo.name('parts'));
		expect(hints.map(({ message }) => message).join()).toContain('name');
	});

	it('a record that does not exist', async () => {
		const id = await contact();
		const { error, item, stored, hints } = await written('Contact', id, { accountId: 'doesnotexist00001' });
		if (error) return expect(stored.accountId).toBeNull();
		expect(item?.accountId).toBe(stored.accountId);
		expect(hints).toContain('accountId');
	});

	it('a record that does not exist, in a new one; one that exists is looked at once in a run', async () => {
		const values = { lastName: espo.name('dangling'), accountId: 'doesnotexist00001' };
		const { json, error, hints } = await espo.run(entity('create', 'Contact', inJson(values)));
		if (error) expect(error.message).toContain('account');
		else {
			expect(hints.map(({ message }) => message).join()).toContain('accountId');
			expect(json[0]?.accountId).toBe((await espo.api.get(`Contact/${json[0]?.id}`)).accountId);
		}
		const account = await espo.create('Account', { name: espo.name('there') });
		const items = [1, 2, 3].map((index) => ({ values: { lastName: espo.name(`linked ${index}`), accountId: account.id } }));
		expect((await espo.run(entity('create', 'Contact', inJson('={{ $json.values }}')), items)).hints).toEqual([]);
		expect(espo.sent.filter((sent) => sent === 'POST Contact')).toHaveLength(3);
		expect(espo.sent.filter((sent) => sent.startsWith('GET Contact')).length).toBeLessThanOrEqual(1);
	});

	it('only an amount, on a record without a currency: the default one goes along', async () => {
		if (!espo.can('Lead', 'create', 'edit')) skipped('no access to leads');
		const { id } = await espo.create('Lead', { lastName: espo.name('amount') });
		expect((await espo.api.send('PUT', `Lead/${id}`, { opportunityAmount: 5 })).status).toBe(400);
		const { error, item, stored } = await written('Lead', id, { opportunityAmount: 5 });
		expect(error).toBeUndefined();
		for (const shown of [item, stored])
			expect(shown).toMatchObject({ opportunityAmount: 5, opportunityAmountCurrency: expect.any(String) });
		await written('Lead', id, { opportunityAmount: 6 });
		expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toEqual([`PUT Lead/${id}`]);
	});
});
