import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { condition, conditions, relation, type Link } from './server/parameters';

describeEspo('relation', (espo) => {
	const account = async (text = 'parent') => (await espo.create('Account', { name: espo.name(text) })).id;
	const contacts = async (count: number, values: IDataObject = {}) =>
		(
			await espo.createMany('Contact', count, (index) => ({
				firstName: `C${String(index).padStart(3, '0')}`,
				lastName: espo.prefix,
				...values,
			}))
		).map(({ id }) => id);
	const linked = async (id: string) =>
		(await espo.api.list(`Account/${id}/contacts`, { select: ['id'], maxSize: 200 })).list.map((row) => row.id).sort();
	const link = (id: string, more: INodeParameters, operation = 'link') => relation(operation, ['Account', 'contacts'], id, more);
	const success = (count: number) => Array.from({ length: count }, (_, item) => ({ json: { success: true }, pairedItem: { item } }));

	describe.each(['link', 'unlink'])('%s', (operation) => {
		/** A parent with the contacts as they must be before the operation, and what must be linked after it. */
		const prepared = async (count: number) => {
			const [parent, ids] = [await account(), (await contacts(count)).sort()];
			if (operation === 'unlink') await espo.api.done('POST', `Account/${parent}/contacts`, { ids });
			return { parent, ids, after: (done: string[]) => (operation === 'link' ? [...done].sort() : ids.filter((id) => !done.includes(id))) };
		};
		const method = operation === 'link' ? 'POST' : 'DELETE';

		it.each<[string, (ids: string[]) => INodeParameters, number]>([
			['one ID', (ids) => ({ relatedIds: String(ids[0]) }), 1],
			['a list with commas', (ids) => ({ relatedIds: ids.slice(0, 2).join(' , ') }), 2],
			['an expression that gives a list', (ids) => ({ relatedIds: `={{ ${JSON.stringify(ids.slice(0, 2))} }}` }), 2],
			['a record of the list', (ids) => ({ relatedIds: locator(String(ids[0]), 'list') }), 1],
			['several as ID', (ids) => ({ relatedIds: locator(ids.slice(0, 2).join()) }), 2],
			['an expression as ID', (ids) => ({ relatedIds: locator(`={{ ${JSON.stringify(ids.slice(0, 2))} }}`) }), 2],
			['an address', (ids) => ({ relatedIds: locator(`https://crm.example.com/#Contact/view/${ids[0]}`, 'url') }), 1],
		])('takes %s', async (title, relatedIds, count) => {
			const { parent, ids, after } = await prepared(3);
			expect((await espo.run(link(parent, relatedIds(ids), operation))).items).toEqual(success(1));
			// Of an address it is looked up whether the link leads to its type.
			expect(espo.sent.filter((sent) => !sent.startsWith('GET Metadata'))).toEqual([`${method} Account/${parent}/contacts`]);
			expect(espo.sent.length).toBeLessThanOrEqual(title === 'an address' ? 2 : 1);
			expect(await linked(parent)).toEqual(after(ids.slice(0, count)));
		});

		it('refuses the address of a record of another type', async () => {
			const { parent, ids, after } = await prepared(1);
			const { error } = await espo.run(
				link(parent, { relatedIds: locator(`https://crm.example.com/#Account/view/${ids[0]}`, 'url') }, operation),
			);
			expect(error?.message).toContain('leads to a record of the type Account, but “Relation” leads to Contact');
			expect(await linked(parent)).toEqual(after([]));
		});

		it('gathers 50 items with the same parent into one request', async () => {
			const { parent, ids, after } = await prepared(50);
			expect(
				(
					await espo.run(
						link(parent, { relatedIds: '={{ $json.id }}' }, operation),
						ids.map((id) => ({ id })),
					)
				).items,
			).toEqual(success(50));
			expect(espo.sent).toEqual([`${method} Account/${parent}/contacts`]);
			expect(await linked(parent)).toEqual(after(ids));
		});

		it('sends one request per parent', async () => {
			const [one, two] = [await prepared(3), await prepared(3)];
			const items = [...one.ids.map((id) => ({ parent: one.parent, id })), ...two.ids.map((id) => ({ parent: two.parent, id }))];
			expect((await espo.run(link('={{ $json.parent }}', { relatedIds: '={{ $json.id }}' }, operation), items)).items).toEqual(success(6));
			expect(espo.sent.sort()).toEqual([`${method} Account/${one.parent}/contacts`, `${method} Account/${two.parent}/contacts`].sort());
			for (const { parent, ids, after } of [one, two]) expect(await linked(parent)).toEqual(after(ids));
		});

		it('does no harm when it is done already', async () => {
			const { parent, ids, after } = await prepared(2);
			for (let time = 0; time < 2; time++)
				expect((await espo.run(link(parent, { relatedIds: ids.join() }, operation))).items).toEqual(success(1));
			expect(await linked(parent)).toEqual(after(ids));
		});

		it('tells which items were done when one is refused', async () => {
			const { parent, ids, after } = await prepared(2);
			const items = [{ id: ids[0] }, { id: 'ffffffffffffffff0' }, { id: ids[1] }] as IDataObject[];
			const { items: results, error } = await espo.run(link(parent, { relatedIds: '={{ $json.id }}' }, operation), items, {
				onError: 'continueRegularOutput',
			});
			expect(error).toBeUndefined();
			expect(results.map(({ json }) => json)).toEqual([
				{ success: true },
				expect.objectContaining({ error: expect.stringMatching(/did not find /) }),
				{ success: true },
			]);
			expect(await linked(parent)).toEqual(after(ids));
		});

		it('never works on one contact in two requests at once', async () => {
			const [first, second, [id = '']] = [await account(), await account(), await contacts(1)];
			if (operation === 'unlink') for (const parent of [first, second]) await espo.api.done('POST', `Account/${parent}/contacts`, { id });
			await espo.run(link('={{ $json.parent }}', { relatedIds: id }, operation), [{ parent: first }, { parent: second }]);
			expect(espo.proxy.requests.map(({ beside }) => beside)).toEqual([0, 0]);
			expect(await linked(first)).toEqual(operation === 'link' ? [id] : []);
			expect(await linked(second)).toEqual(operation === 'link' ? [id] : []);
			if (operation === 'link') expect(await espo.api.get(`Contact/${id}`)).toMatchObject({ accountId: first });
		});
	});

	it.each(['firstName', 'lastName'])('shows the whole name of a person beside %s', async (part) => {
		const parent = await account();
		await contacts(1, { accountId: parent });
		const rows = await espo.json(relation('getAll', ['Account', 'contacts'], parent, { output: 'selected', select: ['name', part] }));
		expect(rows).toEqual([{ id: expect.any(String), name: `C000 ${espo.prefix}`, [part]: part === 'firstName' ? 'C000' : espo.prefix }]);
	});

	it('shows related records whole, and learns once in a run what has to be asked for', async () => {
		const parents = [await account(), await account()];
		for (const accountId of parents) await contacts(1, { accountId, description: 'whole' });
		const rows = await espo.json(
			relation('getAll', ['Account', 'contacts'], '={{ $json.id }}'),
			parents.map((id) => ({ id })),
			{},
		);
		expect(rows).toHaveLength(2);
		for (const row of rows)
			expect(row).toMatchObject({
				name: `C000 ${espo.prefix}`,
				description: 'whole',
				accountIsInactive: false,
				modifiedAt: expect.any(String),
				createdByName: expect.any(String),
				accountRole: null,
			});
		const lists = espo.sent.filter((sent) => !sent.startsWith('GET Metadata'));
		expect(lists.length).toBeLessThanOrEqual(4);
		expect(espo.sent.length - lists.length).toBeLessThanOrEqual(3);
	});

	describe('link all that match a filter', () => {
		const matching = { linkBy: 'filter', ...conditions([condition('description', 'equals', 'match')]) };

		it('links them, in one request where the server can do so itself', async () => {
			const [parent, other] = [await account(), await account()];
			const wanted = (await contacts(3, { description: `match ${espo.prefix}` })).sort();
			await contacts(2, { description: `other ${espo.prefix}` });
			const filter = { linkBy: 'filter', ...conditions([condition('description', 'equals', `match ${espo.prefix}`)]) };
			expect((await espo.run(link(parent, filter))).items).toEqual(success(1));
			expect(await linked(parent)).toEqual(wanted);
			const { status } = await espo.api.send('POST', `Account/${other}/contacts`, {
				massRelate: true,
				where: [{ type: 'equals', attribute: 'id', value: wanted[0] }],
			});
			const asked = espo.sent.filter((sent) => !sent.startsWith('GET Metadata'));
			if (status === 200) expect(asked).toEqual([`POST Account/${parent}/contacts`]);
			else expect(asked).toEqual([`POST Account/${parent}/contacts`, 'GET Contact', `POST Account/${parent}/contacts`]);
		});

		it('links the many of a one-to-many link, which no server does by itself', async () => {
			const parent = await account();
			const cases = [await espo.create('Case', { name: espo.name('case 1') }), await espo.create('Case', { name: espo.name('case 2') })];
			const filter = { linkBy: 'filter', ...conditions([condition('name', 'startsWith', espo.name('case'))]) };
			expect((await espo.run(relation('link', ['Account', 'cases'], parent, filter))).items).toEqual(success(1));
			const rows = (await espo.api.list(`Account/${parent}/cases`, { select: ['id'] })).list.map((row) => row.id);
			expect(rows.sort()).toEqual(cases.map(({ id }) => id).sort());
		});

		it('links to a target list', async () => {
			espo.need('TargetList', 'create', 'edit');
			const { id } = await espo.create('TargetList', { name: espo.name('list') });
			const wanted = (await contacts(3, { description: `target ${espo.prefix}` })).sort();
			const parameters = relation('link', ['TargetList', 'contacts'], id, {
				linkBy: 'filter',
				...conditions([condition('description', 'equals', `target ${espo.prefix}`)]),
			});
			expect((await espo.run(parameters)).items).toEqual(success(1));
			expect(espo.sent).toEqual([`POST TargetList/${id}/contacts`]);
			expect((await espo.api.list(`TargetList/${id}/contacts`, { select: ['id'] })).list.map((row) => row.id).sort()).toEqual(wanted);
		});

		it('links what the text search finds', async () => {
			const parent = await account();
			const wanted = (await contacts(2, { firstName: `T${espo.prefix}` })).sort();
			expect((await espo.run(link(parent, { linkBy: 'filter', filters: { textFilter: `T${espo.prefix}` } }))).items).toEqual(success(1));
			expect(await linked(parent)).toEqual(wanted);
		});

		it('does nothing without a match', async () => {
			const parent = await account();
			expect(
				(await espo.run(link(parent, { ...matching, ...conditions([condition('lastName', 'equals', `nobody ${espo.prefix}`)]) }))).items,
			).toEqual(success(1));
			expect(await linked(parent)).toEqual([]);
		});

		it.each<[string, INodeParameters]>([
			['no filter', {}],
			['an empty where', { filters: { where: '[]' } }],
			['a condition without a field', conditions([condition('', 'equals', 'x')])],
			['an empty condition', conditions([condition('', 'equals')])],
		])('refuses %s: that would link everything', async (_title, filters) => {
			const { error } = await espo.run(link(await account(), { linkBy: 'filter', ...filters }));
			expect(error?.message).toMatch(/“(Filters|Field Name or ID)” is empty/);
			expect(espo.proxy.requests).toEqual([]);
		});
	});

	describe('the columns of a link', () => {
		const column = (name: string, value: string) => ({ name, value });
		const withColumns = (of: Link, id: string, relatedIds: string, ...columns: INodeParameters[]) =>
			relation('link', of, id, { relatedIds, linkColumns: { column: columns } });
		const opportunity = async () =>
			(await espo.create('Opportunity', { name: espo.name('chance'), closeDate: '2030-01-31', amount: 1, probability: 50 })).id;
		const roles = async (id: string) =>
			Object.fromEntries(
				(await espo.api.list(`Opportunity/${id}/contacts`, { select: ['id', 'opportunityRole'] })).list.map((row) => [
					row.id,
					row.opportunityRole,
				]),
			);
		const needOpportunities = () => espo.need('Opportunity', 'create', 'edit');
		const OWN = 'Opportunity.contacts.role';
		const FOREIGN = 'Account.contacts.role@Contact.accounts';

		it('are set by the record that holds them, in one request; other links stay', async () => {
			needOpportunities();
			const [id, [first = '', second = '', third = '']] = [await opportunity(), await contacts(3)];
			await espo.api.done('POST', `Opportunity/${id}/contacts`, { id: third });
			expect((await espo.run(withColumns(['Opportunity', 'contacts'], id, `${first},${second}`, column(OWN, 'Evaluator')))).items).toEqual(
				success(1),
			);
			expect(espo.sent).toEqual([`POST Opportunity/${id}/contacts`, `PUT Opportunity/${id}`]);
			expect(await roles(id)).toEqual({ [first]: 'Evaluator', [second]: 'Evaluator', [third]: null });
		});

		it('of records that are linked already are changed', async () => {
			needOpportunities();
			const [id, [contact = '', other = '']] = [await opportunity(), await contacts(2)];
			await espo.json(withColumns(['Opportunity', 'contacts'], id, `${contact},${other}`, column(OWN, 'Evaluator')));
			await espo.json(withColumns(['Opportunity', 'contacts'], id, contact, column(OWN, 'Influencer')));
			expect(await roles(id)).toEqual({ [contact]: 'Influencer', [other]: 'Evaluator' });
		});

		it('can differ from item to item, and no two requests work on the record at once', async () => {
			needOpportunities();
			const [id, ids] = [await opportunity(), await contacts(3)];
			const items = ['Evaluator', 'Influencer', 'Decision Maker'].map((role, index) => ({ contact: ids[index], role })) as IDataObject[];
			expect(
				(await espo.run(withColumns(['Opportunity', 'contacts'], id, '={{ $json.contact }}', column(OWN, '={{ $json.role }}')), items))
					.items,
			).toEqual(success(3));
			expect(espo.proxy.requests.map(({ beside }) => beside)).toEqual(Array(6).fill(0));
			expect(await roles(id)).toEqual(Object.fromEntries(items.map(({ contact, role }) => [contact, role])));
		});

		it('are set by the related records where those hold them', async () => {
			const [parent, ids] = [await account(), await contacts(2)];
			const parameters = withColumns(
				['Account', 'contacts'],
				parent,
				ids.join(),
				column(FOREIGN, 'CTO'),
				column('Account.contacts.isInactive@Contact.accounts:boolean', 'true'),
			);
			expect((await espo.run(parameters)).items).toEqual(success(1));
			expect(espo.sent).toEqual([`POST Account/${parent}/contacts`, ...ids.map((id) => `PUT Contact/${id}`)]);
			const rows = (await espo.api.list(`Account/${parent}/contacts`, { select: ['id', 'accountRole', 'accountIsInactive'] })).list;
			expect(rows).toHaveLength(2);
			for (const row of rows) expect(row).toMatchObject({ accountRole: 'CTO', accountIsInactive: true });
		});

		it('of a meeting say whether a contact comes', async () => {
			espo.need('Meeting', 'create', 'edit', 'delete');
			const [contact = ''] = await contacts(1);
			const { id } = await espo.create('Meeting', {
				name: espo.name('meeting'),
				dateStart: '2030-01-31 10:00:00',
				dateEnd: '2030-01-31 11:00:00',
				assignedUserId: espo.me.user.id,
			});
			try {
				expect(
					(await espo.run(withColumns(['Meeting', 'contacts'], id, contact, column('Meeting.contacts.status', 'Tentative')))).items,
				).toEqual(success(1));
				expect(await espo.api.get(`Meeting/${id}`)).toMatchObject({ contactsColumns: { [contact]: { status: 'Tentative' } } });
			} finally {
				await espo.api.remove('Meeting', id);
			}
		});

		it('an impossible value names the column and says that the records are linked', async () => {
			needOpportunities();
			const [id, [contact = '']] = [await opportunity(), await contacts(1)];
			const { error } = await espo.run(withColumns(['Opportunity', 'contacts'], id, contact, column(OWN, 'Bogus')));
			expect(error?.message).toBe('EspoCRM refuses the value of the column “role” ("Bogus")');
			expect(error?.description).toContain(`Linked, but without the columns: ${contact}.`);
			expect(await roles(id)).toEqual({ [contact]: null });
		});

		it('can be given by their name alone', async () => {
			const [parent, [contact = '']] = [await account(), await contacts(1)];
			expect((await espo.run(withColumns(['Account', 'contacts'], parent, contact, column('role', 'CFO')))).items).toEqual(success(1));
			expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toEqual([`POST Account/${parent}/contacts`, `PUT Contact/${contact}`]);
			expect(espo.sent.length).toBeLessThanOrEqual(6);
			expect((await espo.api.list(`Account/${parent}/contacts`, { select: ['accountRole'] })).list).toMatchObject([{ accountRole: 'CFO' }]);
		});

		it.each<[string, string, RegExp]>([
			['contacts', 'nosuch', /has no column “nosuch” that can be set/],
			['cases', 'role', /“cases” of Account has no columns that can be set/],
			['contacts', OWN, /was chosen for “contacts” of Opportunity/],
		])('that %s does not have are refused before anything is written: %s', async (linkName, name, message) => {
			const [parent, [contact = '']] = [await account(), await contacts(1)];
			expect((await espo.run(withColumns(['Account', linkName], parent, contact, column(name, 'x')))).error?.message).toMatch(message);
			expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toEqual([]);
			expect(await linked(parent)).toEqual([]);
		});

		it('without a value nothing is set', async () => {
			const [parent, [contact = '']] = [await account(), await contacts(1)];
			expect((await espo.run(withColumns(['Account', 'contacts'], parent, contact, column('', '')))).items).toEqual(success(1));
			expect(espo.sent).toEqual([`POST Account/${parent}/contacts`]);
		});
	});
});
