import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { condition, entity, relation, selected, sortBy, whereJson } from './server/parameters';
import { skipped } from './server/skipped';

describeEspo('get many', (espo) => {
	const ids: Record<string, string> = {};
	let contact = '';

	/** Last letters of the names, which tell the rows apart. */
	const letters = (rows: IDataObject[]) => rows.map(({ name }) => String(name).slice(-1)).join('');
	const sorted = (text: string) => [...text].sort().join('');
	const ours = () => ({ type: 'startsWith', attribute: 'name', value: espo.prefix });
	/** Filters together with the one for the rows of this run. */
	const among = (filters: INodeParameters = {}): INodeParameters => ({ filters: { where: JSON.stringify([ours()]), ...filters } });

	beforeAll(async () => {
		const rows: Record<string, IDataObject> = {
			a: { type: 'Customer', sicCode: '10', website: 'https://a.example.com', billingAddressCity: 'Oslo' },
			b: { type: 'Partner', sicCode: '20', billingAddressCity: 'Lyon' },
			c: { type: 'Customer', sicCode: '30', website: 'https://c.example.org' },
			d: { website: 'https://d.example.com' },
			e: { type: 'Investor', sicCode: '15' },
		};
		for (const [letter, values] of Object.entries(rows))
			ids[letter] = (await espo.create('Account', { name: espo.name(letter), ...values })).id;
		// Refused on servers where an API user can't be assigned.
		await espo.api.send('PUT', `Account/${ids.e}`, { assignedUserId: espo.me.user.id });
		contact = (await espo.create('Contact', { firstName: 'Ada', lastName: espo.prefix, accountId: ids.b })).id;
		for (const letter of ['a', 'c', 'd']) await espo.api.done('POST', `Account/${ids[letter]}/contacts`, { id: contact });
		// Before 8.0 the present second is no past yet.
		await new Promise((resolve) => setTimeout(resolve, 1_100));
	});

	describe.each<['entity' | 'relation', () => INodeParameters]>([
		['entity', () => entity('getAll', 'Account')],
		['relation', () => relation('getAll', ['Contact', 'accounts'], contact)],
	])('%s', (resource, base) => {
		const all = resource === 'entity' ? 'abcde' : 'abcd';
		const list = async (more: INodeParameters) => await espo.json({ ...base(), ...more });

		it('finds all, in one request', async () => {
			expect(sorted(letters(await list(among())))).toBe(all);
			expect(espo.proxy.requests).toHaveLength(1);
			expect(sorted(letters(await list({ ...among(), returnAll: true })))).toBe(all);
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it.each<[string, INodeParameters, string]>([
			['limit', { limit: 2 }, all.slice(0, 2)],
			['offset', { limit: 2, options: { offset: 1 } }, all.slice(1, 3)],
			['offset to the end', { returnAll: true, options: { offset: 2 } }, all.slice(2)],
			['offset behind the end', { options: { offset: 50 } }, ''],
			['limit as text', { limit: '={{ "3" }}' }, all.slice(0, 3)],
		])('pages: %s', async (_title, more, expected) => {
			expect(letters(await list({ ...among(), ...sortBy('name'), ...more }))).toBe(expected);
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it.each<[string, INodeParameters, string]>([
			['ascending', sortBy('name'), all],
			['descending', sortBy('name', 'desc'), [...all].reverse().join('')],
		])('sorts %s', async (_title, sort, expected) => {
			expect(letters(await list({ ...among(), ...sort }))).toBe(expected);
		});

		it.each<[string, INodeParameters['select']]>([
			['text with spaces', 'name, website'],
			['a list', ['name', 'website']],
		])('returns chosen attributes and no others, from %s', async (_title, select) => {
			const [row] = await list({ ...among(), ...sortBy('name'), output: 'selected', select });
			expect(row).toEqual({ id: ids.a, name: espo.name('a'), website: 'https://a.example.com' });
		});

		it.each<[string, INodeParameters, string]>([
			['Is Equal To', condition('type', 'equals', 'Customer'), 'ac'],
			['Is Not Equal To, with empty ones', condition('type', 'notEquals', 'Customer'), 'bde'],
			['Is One Of', condition('type', 'in', 'Customer, Partner'), 'abc'],
			['Is None Of, with empty ones', condition('type', 'notIn', 'Customer,Partner'), 'de'],
			['Contains', condition('website', 'contains', 'example'), 'acd'],
			['Does Not Contain, with empty ones', condition('website', 'notContains', '.com'), 'bce'],
			['Starts With', condition('website', 'startsWith', 'https://a'), 'a'],
			['Ends With', condition('website', 'endsWith', '.com'), 'ad'],
			['Is Empty', condition('sicCode', 'isNull'), 'd'],
			['Is Not Empty', condition('sicCode', 'isNotNull'), 'abce'],
			['Is Greater Than', condition('sicCode', 'greaterThan', '15'), 'bc'],
			['Is Less Than or Equal To', condition('sicCode', 'lessThanOrEquals', '15'), 'ae'],
			['Is Between', condition('sicCode', 'between', '10, 20'), 'abe'],
			['Is Linked', condition('contacts', 'isLinked'), 'abcd'],
			['Is Not Linked', condition('contacts', 'isNotLinked'), 'e'],
			['Is Today', condition('createdAt', 'today'), 'abcde'],
			['Is in Last X Days', condition('createdAt', 'lastXDays', '2'), 'abcde'],
			['Is in the Future', condition('createdAt', 'future'), ''],
			['Is in the Past', condition('createdAt', 'past'), 'abcde'],
			['Is After', condition('createdAt', 'after', '2020-01-01'), 'abcde'],
			['Is Before a moment', condition('createdAt', 'before', '2020-01-01T00:00:00+02:00'), ''],
			['Is On', condition('createdAt', 'on', new Date().toISOString().slice(0, 10)), 'abcde'],
			['Is Older Than X Days', condition('createdAt', 'olderThanXDays', '1'), ''],
		])('filters: %s', async (_title, row, expected) => {
			const found = await list(among({ conditions: { condition: [row] } }));
			expect(sorted(letters(found))).toBe([...expected].filter((letter) => all.includes(letter)).join(''));
		});

		it('combines conditions', async () => {
			const two = { condition: [condition('type', 'equals', 'Partner'), condition('billingAddressCity', 'equals', 'Oslo')] };
			expect(sorted(letters(await list(among({ conditions: two, combine: 'any' }))))).toBe('ab');
			expect(letters(await list(among({ conditions: two })))).toBe('');
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it.each<[string, () => INodeParameters[string]]>([
			[
				'a list with an inner group',
				() =>
					JSON.stringify([
						ours(),
						{
							type: 'or',
							value: [
								{ type: 'equals', attribute: 'type', value: 'Partner' },
								{ type: 'isNull', attribute: 'sicCode' },
							],
						},
					]),
			],
			['the old key "field"', () => JSON.stringify([ours(), { type: 'in', field: 'name', value: [espo.name('b'), espo.name('d')] }])],
			[
				'an expression that gives a list',
				() =>
					`={{ [{ type: 'startsWith', attribute: 'name', value: '${espo.prefix}' }, { type: 'in', attribute: 'name', value: ['${espo.name('b')}', '${espo.name('d')}'] }] }}`,
			],
		])('takes where as %s', async (_title, where) => {
			expect(sorted(letters(await list({ filters: { where: where() } })))).toBe('bd');
		});

		it('searches text', async () => {
			expect(sorted(letters(await list({ filters: { textFilter: espo.prefix } })))).toBe(all);
			expect(await list({ filters: { textFilter: `zz${espo.prefix}` } })).toEqual([]);
		});

		it('uses filters that the server has ready', async () => {
			const { list: assigned } = await espo.api.list('Account', {
				where: [{ type: 'equals', attribute: 'id', value: ids.e }],
				select: ['assignedUserId'],
			});
			if (!assigned[0]?.assignedUserId) skipped('the API user cannot be assigned: give its role the assignment permission');
			expect(letters(await list(among({ boolFilterList: ['onlyMy'] })))).toBe(resource === 'entity' ? 'e' : '');
			expect(letters(await list(among({ boolFilterList: 'onlyMy' })))).toBe(resource === 'entity' ? 'e' : '');
			if ((await espo.api.send('GET', 'Account?primaryFilter=recentlyCreated&maxSize=1')).status !== 200)
				skipped('this EspoCRM has no filter recentlyCreated');
			expect(sorted(letters(await list(among({ primaryFilter: 'recentlyCreated' }))))).toBe(all);
		});
	});

	it('filters by a linked record', async () => {
		expect(
			sorted(
				letters(
					await espo.json(
						entity('getAll', 'Account', among({ conditions: { condition: [condition('contacts', 'linkedWith', contact)] } })),
					),
				),
			),
		).toBe('abcd');
	});

	it('reads the columns of a relation', async () => {
		const rows = await espo.json(relation('getAll', ['Account', 'contacts'], ids.b ?? '', selected('name', 'accountIsInactive')));
		expect(rows).toEqual([{ id: contact, name: `Ada ${espo.prefix}`, accountIsInactive: false }]);
		expect((await espo.json(relation('getAll', ['Account', 'contacts'], ids.b ?? '')))[0]).toMatchObject({
			id: contact,
			accountIsInactive: false,
		});
	});

	it('reads a link to one record as a list', async () => {
		const opportunity = await espo.api.send('POST', 'Opportunity', {
			name: espo.name('opportunity'),
			amount: 1,
			closeDate: '2026-12-01',
			probability: 10,
			accountId: ids.a ?? '',
		});
		if (opportunity.status !== 200) skipped('the role of the API user has no create access to Opportunity: give it');
		expect(letters(await espo.json(relation('getAll', ['Opportunity', 'account'], (opportunity.body as { id: string }).id)))).toBe('a');
	});

	it('runs for each item, in their order', async () => {
		const items = [...'dbeac'].map((letter) => ({ name: espo.name(letter) }));
		const { items: rows } = await espo.run(
			entity('getAll', 'Account', { filters: { where: "={{ [{ type: 'equals', attribute: 'name', value: $json.name }] }}" } }),
			items,
		);
		expect(letters(rows.map(({ json }) => json))).toBe('dbeac');
		expect(rows.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(espo.proxy.requests).toHaveLength(5);
	});

	it('finds nothing without failing', async () => {
		expect(
			await espo.json(entity('getAll', 'Account', whereJson({ type: 'equals', attribute: 'name', value: `no such ${espo.prefix}` }))),
		).toEqual([]);
	});

	it('divides a list of values that is too long for one request', async () => {
		const many = [...Object.values(ids), ...Array.from({ length: 1_000 }, (_, index) => `ffff${String(index).padStart(13, '0')}`)];
		const rows = await espo.json(
			entity('getAll', 'Account', { returnAll: true, ...whereJson({ type: 'in', attribute: 'id', value: many }) }),
		);
		expect(sorted(letters(rows))).toBe('abcde');
		expect(Math.max(...espo.proxy.requests.map(({ lineBytes }) => lineBytes))).toBeLessThan(8_000);
	});
});
