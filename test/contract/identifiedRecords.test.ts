import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { entity, inJson } from './server/parameters';

describeEspo('linked records by what identifies them', (espo) => {
	const by = (link: string, value: unknown, more: IDataObject = {}): INodeParameters =>
		({ linkedRecords: { identified: [{ link, value, ...more }] } }) as INodeParameters;
	const create = (more: INodeParameters, entityType = 'Contact') => ({
		...entity('create', entityType),
		...inJson('={{ $json.values }}'),
		...more,
		options: { skipDuplicateCheck: true },
	});
	const contact = (index: number) => ({ values: { lastName: espo.name(`contact ${index}`) } });

	it('by name: one search for each value in a run', async () => {
		const accounts = await espo.createMany('Account', 2, (index) => ({ name: espo.name(`Acme, ${index} & Co. “x”`) }));
		const items = [0, 1, 0, 1, 0].map((at, index) => ({ ...contact(index), account: String(accounts[at]?.name) }));
		const created = await espo.json(create(by('accountId', '={{ $json.account }}')), items);
		expect(espo.sent.filter((sent) => sent === 'GET Account')).toHaveLength(2);
		const stored = await Promise.all(created.map(async ({ id }) => (await espo.api.get(`Contact/${id}`)).accountId));
		expect(stored).toEqual([0, 1, 0, 1, 0].map((at) => accounts[at]?.id));
	});

	it('by e-mail address, several for a link that takes several', async () => {
		const address = (index: number) => `${espo.prefix}.by${index}@example.com`;
		const contacts = await espo.createMany('Contact', 2, (index) => ({
			lastName: espo.name(`mail ${index}`),
			emailAddress: address(index),
		}));
		const values = { values: { name: espo.name('case') }, all: [address(0).toUpperCase(), address(1)] };
		const [created] = await espo.json(create(by('contactsIds', '={{ $json.all }}', { findBy: 'emailAddress' }), 'Case'), [values]);
		const { list } = await espo.api.list(`Case/${String(created?.id)}/contacts`, { select: ['id'] });
		expect(list.map(({ id }) => id).sort()).toEqual(contacts.map(({ id }) => id).sort());
	});

	it('a person by the whole name, not by a part of it', async () => {
		const { id } = await espo.create('Contact', { firstName: 'Jane', lastName: espo.name('Zed') });
		await espo.create('Contact', { lastName: espo.name('Zed'), firstName: 'Bob' });
		const values = { values: { name: espo.name('case') }, who: `Jane ${espo.name('Zed')}`, part: espo.name('Zed') };
		const [created] = await espo.json(create(by('contactsIds', '={{ $json.who }}'), 'Case'), [values]);
		const { list } = await espo.api.list(`Case/${String(created?.id)}/contacts`, { select: ['id'] });
		expect(list.map((row) => row.id)).toEqual([id]);
		const { error } = await espo.run(create(by('contactsIds', '={{ $json.part }}'), 'Case'), [values]);
		expect(error?.message).toMatch(/there is no Contact with name/);
	});

	it('a person by the last name first, and by a name with doubled blanks; a company by its name with a comma', async () => {
		const last = espo.name('Doe');
		const { id } = await espo.create('Contact', { firstName: 'Jane', lastName: last });
		await espo.create('Contact', { firstName: last, lastName: 'Jane' });
		for (const who of [`${last}, Jane`, `${last},Jane`, `${last.replaceAll(' ', '  ')}, Jane`]) {
			const [created] = await espo.json(create(by('contactsIds', '={{ $json.who }}'), 'Case'), [
				{ values: { name: espo.name('case') }, who },
			]);
			const { list } = await espo.api.list(`Case/${String(created?.id)}/contacts`, { select: ['id'] });
			expect([who, list.map((row) => row.id)]).toEqual([who, [id]]);
		}
		const single = await espo.create('Contact', { firstName: 'Ann', lastName: last });
		const company = await espo.create('Account', { name: espo.name('Acme, Inc.') });
		const values = { values: { name: espo.name('case') }, who: `Ann  ${last}`, account: espo.name('Acme,  Inc.') };
		const links = {
			linkedRecords: {
				identified: [
					{ link: 'contactsIds', value: '={{ $json.who }}' },
					{ link: 'accountId', value: '={{ $json.account }}' },
				],
			},
		};
		const [created] = await espo.json(create(links, 'Case'), [values]);
		expect(created).toMatchObject({ accountId: company.id });
		expect((await espo.api.list(`Case/${String(created?.id)}/contacts`, { select: ['id'] })).list.map((row) => row.id)).toEqual([
			single.id,
		]);
	});

	it('a code, and the user', async () => {
		const { id } = await espo.create('Account', { name: espo.name('code'), sicCode: `${espo.prefix}`.slice(-16) });
		const [created] = await espo.json(create(by('accountId', `${espo.prefix}`.slice(-16), { findBy: 'sicCode' })), [contact(9)]);
		expect(await espo.api.get(`Contact/${String(created?.id)}`)).toMatchObject({ accountId: id });
		// Users of the API are in no list.
		const user = (await espo.api.list('User', { select: ['id', 'userName'] })).list[0];
		const [assigned] = await espo.json(create(by('assignedUserId', String(user?.userName), { findBy: 'userName' })), [contact(10)]);
		expect(await espo.api.get(`Contact/${String(assigned?.id)}`)).toMatchObject({ assignedUserId: user?.id });
	});

	it('none and several are refused before anything is written, or left out with a hint', async () => {
		await espo.createMany('Account', 2, () => ({ name: espo.name('twin') }));
		for (const [account, message] of [
			[espo.name('twin'), /several Account records have the name/],
			[espo.name('nobody'), /there is no Account with name/],
		] as const) {
			const refused = await espo.run(create(by('accountId', account)), [contact(1)]);
			expect(refused.error?.message).toMatch(message);
			expect(espo.sent).not.toContain('POST Contact');
			const { error, json, hints } = await espo.run(create(by('accountId', account, { ifNotFound: 'leaveOut' })), [contact(2), contact(3)]);
			expect(error).toBeUndefined();
			expect(json.map(({ accountId }) => accountId ?? null)).toEqual([null, null]);
			expect(hints.map((hint) => hint.message)).toEqual([
				`Left out of “Linked Records”, because no record or several records were found: Account with name “${account}”.`,
			]);
		}
	});
});
