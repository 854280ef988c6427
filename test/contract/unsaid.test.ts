import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { entity, inJson, record } from './server/parameters';

/** What EspoCRM takes without doing what is meant: it is refused, or a hint says it. */
describeEspo('nothing is lost without a word', (espo) => {
	const account = async () => (await espo.create('Account', { name: espo.name('unsaid'), website: 'https://a.example.com' })).id;
	const update = async (entityType: string, id: string, more: INodeParameters) => {
		const { json, error, hints } = await espo.run(record('update', entityType, id, more));
		return {
			item: json[0],
			error,
			said: hints.map(({ message }) => message).join('\n'),
			writes: espo.sent.filter((sent) => /^(PUT|POST)/.test(sent)).length,
		};
	};

	it.each([
		['nosuch', 'Choose from the list'],
		['createdAt', 'EspoCRM sets the others itself'],
		['assignedUser', 'Its name is “assignedUserId”'],
		['Website', 'Its name is “website”'],
		['Email', 'Its name is “emailAddress”'],
		['Billing Address', 'Its name is “billingAddress”'],
	])('a field that cannot be cleared is named: %s', async (name, advice) => {
		const { error, writes } = await update('Account', await account(), { ...inJson({}), clearFields: [name] });
		expect([error?.message, error?.description, writes]).toEqual([
			expect.stringContaining(`“${name}”`),
			expect.stringContaining(advice),
			0,
		]);
	});

	it('fields that can be cleared are', async () => {
		const id = await account();
		expect(await update('Account', id, { ...inJson({}), clearFields: ['website', 'teamsIds'] })).toMatchObject({
			error: undefined,
			said: '',
			item: { website: null },
		});
		expect(await espo.api.get(`Account/${id}`)).toMatchObject({ website: null, teamsIds: [] });
	});

	it.each(['create', 'update', 'upsert'])('the ID of a parent needs its type: %s', async (operation) => {
		espo.need('Task', 'create', 'edit', 'read');
		const name = espo.name(`parent ${operation}`);
		const { id } = await espo.create('Task', { name, assignedUserId: espo.me.user.id });
		const values = { ...inJson({ name, parentId: await account() }), matchFields: ['name'] };
		const { error } = await espo.run(operation === 'update' ? record('update', 'Task', id, values) : entity(operation, 'Task', values));
		expect(error?.message).toContain('“parentId” in “Fields (JSON)” needs “parentType” too');
		expect((await espo.api.get(`Task/${id}`)).parentId).toBeNull();
	});

	it('a parent is changed and cleared as a whole; a type alone is left out', async () => {
		espo.need('Task', 'create', 'edit', 'read');
		const [one, other] = [await account(), (await espo.create('Contact', { lastName: espo.name('parent') })).id];
		const { id } = await espo.create('Task', { name: espo.name('parents'), assignedUserId: espo.me.user.id });
		const parent = async (values: IDataObject) => {
			const { item, error, said } = await update('Task', id, inJson(values));
			const { parentId, parentType, parentName } = await espo.api.get(`Task/${id}`);
			expect([error, item]).toEqual([undefined, expect.objectContaining({ parentId, parentType, parentName })]);
			return [parentId, parentType, said];
		};
		expect(await parent({ parentId: one, parentType: 'account' })).toEqual([one, 'Account', '']);
		expect(await parent({ parentId: other, parentType: 'Contact' })).toEqual([other, 'Contact', '']);
		expect(await parent({ parentType: 'Account' })).toEqual([
			other,
			'Contact',
			'Item 0: “parentType” was left out, because there is no “parentId”.',
		]);
		expect(await parent({ parentId: null })).toEqual([null, null, '']);
		await parent({ parentId: one, parentType: 'Account' });
		expect(await parent({ parentType: null })).toEqual([null, null, '']);
	});

	it('a version number that EspoCRM does not compare', async () => {
		const { id } = await espo.create('Contact', { lastName: espo.name('version') });
		expect(await update('Contact', id, { ...inJson({ description: 'a' }), options: { versionNumber: 99 } })).toMatchObject({
			error: undefined,
			said: expect.stringContaining('was not checked'),
		});
		expect(espo.sent).toEqual([`PUT Contact/${id}`]);
		const accountId = await account();
		const { versionNumber } = await espo.api.get(`Account/${accountId}`);
		const { said } = await update('Account', accountId, {
			...inJson({ description: 'a' }),
			options: { versionNumber: Number(versionNumber ?? 1) },
		});
		expect(said.includes('was not checked')).toBe(versionNumber === undefined);
	});

	it('a field without a name', async () => {
		const id = await account();
		for (const name of ['', ' '])
			expect(await update('Account', id, inJson({ [name]: 'x' }))).toMatchObject({
				writes: 0,
				error: { message: expect.stringContaining('The name of a field in “Fields (JSON)” is empty') },
			});
		expect(await update('Account', id, inJson({ '': '', website: 'https://b.example.com' }))).toMatchObject({ error: undefined, said: '' });
	});

	it('hints of many items with the same text are one', async () => {
		const id = await account();
		const items = Array.from({ length: 7 }, () => ({ values: { nosuch: 1 } }));
		const { hints } = await espo.run(record('update', 'Account', id, inJson('={{ $json.values }}')), items);
		expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(/^Items 0, 1, 2, 3, 4, 5, 6: EspoCRM ignored nosuch/)]);
	});

	it('an address that is cleared: a server that is known to store it is not asked before', async () => {
		const contacts = await espo.createMany('Contact', 2, (index) => ({
			lastName: espo.name(`clear ${index}`),
			emailAddress: `${espo.prefix}.clear${index}@example.com`,
		}));
		const isNewer = 'streamUpdatedAt' in (contacts[0] as IDataObject);
		const { error } = await espo.run(
			record('update', 'Contact', '={{ $json.id }}', { ...inJson({}), clearFields: ['emailAddress'] }),
			contacts.map(({ id }) => ({ id })),
		);
		expect(error).toBeUndefined();
		for (const { id } of contacts) expect((await espo.api.get(`Contact/${id}`)).emailAddress).toBeNull();
		if (isNewer) expect(espo.sent.filter((sent) => sent.startsWith('GET Contact'))).toEqual([]);
	});
});
