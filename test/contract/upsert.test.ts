import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { entity, inJson, inMapping } from './server/parameters';
import { skipped } from './server/skipped';

describeEspo('create or update', (espo) => {
	const upsert = (entityType: string, more: INodeParameters) => entity('upsert', entityType, more);
	const byJson = (match: string, values: IDataObject | string = '={{ $json }}', more: INodeParameters = {}) => ({
		...inJson(values),
		matchFields: match.split(','),
		...more,
	});
	const named = async (entityType: string, name: string) =>
		(await espo.api.list(entityType, { where: [{ type: 'equals', attribute: 'name', value: name }] })).list.map(({ id }) => id);
	const address = (name: string) => `${espo.prefix}.${name}@example.com`;

	it('nothing matches: it is created, in two requests', async () => {
		const name = espo.name('new');
		const [created] = await espo.json(upsert('Account', byJson('name', { name, website: 'https://new.example.com' })));
		expect(created).toMatchObject({ name, website: 'https://new.example.com', isNew: true });
		expect(espo.sent).toEqual(['GET Account', 'POST Account']);
	});

	it.each<[string, (values: IDataObject) => INodeParameters]>([
		['JSON', (values) => byJson('name', values)],
		['the field mapping', (values) => inMapping(values, ['name'])],
	])('one matches: it is updated, in two requests, by %s', async (title, values) => {
		const { id, name } = await espo.create('Account', {
			name: espo.name(`one by ${title}`),
			website: 'https://old.example.com',
			sicCode: 'kept',
		});
		const [updated] = await espo.json(upsert('Account', values({ name: String(name), website: 'https://new.example.com', sicCode: '' })));
		expect(updated).toMatchObject({ id, website: 'https://new.example.com', sicCode: 'kept', isNew: false });
		expect(espo.sent).toEqual(['GET Account', `PUT Account/${id}`]);
		expect(await named('Account', String(name))).toEqual([id]);
	});

	it('only fields to match: the record comes as it is', async () => {
		const { id, name } = await espo.create('Account', { name: espo.name('as it is'), website: 'https://old.example.com' });
		expect(await espo.json(upsert('Account', byJson('name', { name: String(name) })))).toMatchObject([
			{ id, website: 'https://old.example.com', isNew: false },
		]);
		expect(espo.sent).toEqual(['GET Account', `GET Account/${id}`]);
	});

	it('with an ID nothing is looked for', async () => {
		const { id } = await espo.create('Account', { name: espo.name('by ID') });
		expect(await espo.json(upsert('Account', byJson('name', { id, name: espo.name('renamed') })))).toMatchObject([
			{ id, name: espo.name('renamed'), isNew: false },
		]);
		expect(espo.sent).toEqual([`PUT Account/${id}`]);
		const { error } = await espo.run(upsert('Account', byJson('name', { id: 'doesnotexist00001', name: espo.name('never') })));
		expect(error?.message).toMatch(/did not find/);
		expect(await named('Account', espo.name('never'))).toEqual([]);
	});

	it('by a second e-mail address, in another case: it stays the second one', async () => {
		const [first, second] = [address('first'), address('second')];
		const { id } = await espo.create('Contact', {
			lastName: espo.name('mail'),
			emailAddressData: [
				{ emailAddress: first, primary: true },
				{ emailAddress: second, primary: false },
			],
		});
		const [updated] = await espo.json(
			upsert('Contact', byJson('emailAddress', { emailAddress: second.toUpperCase(), lastName: espo.name('mail changed') })),
		);
		expect(updated).toMatchObject({ id, emailAddress: first, lastName: espo.name('mail changed'), isNew: false });
	});

	it('by a phone number that is written with spaces: a second run finds what the first one created', async () => {
		const values = { lastName: espo.name('phone'), phoneNumber: `+31 6 ${String(Date.now()).slice(-8)}` };
		const [created] = await espo.json(upsert('Contact', byJson('phoneNumber', values)));
		expect(await espo.json(upsert('Contact', byJson('phoneNumber', values)))).toMatchObject([{ id: created?.id, isNew: false }]);
	});

	it.each<[string, (number: string) => string]>([
		['other spaces', (number) => `+31 6 ${number.slice(0, 4)} ${number.slice(4)}`],
		['brackets and dashes', (number) => `+31 (6) ${number.slice(0, 4)}-${number.slice(4)}`],
		['00 for the plus', (number) => `0031 6${number}`],
		['none of it', (number) => `+316${number}`],
	])('by a phone number that is stored with %s', async (title, written) => {
		const number = String(Date.now() % 1e8).padStart(8, '1');
		const made = await espo.api.send('POST', 'Contact', { lastName: espo.name(title), phoneNumber: written(number) });
		if (made.status === 400) skipped('this EspoCRM takes phone numbers in the international form only (9.0 and newer)');
		const { id } = made.body as { id: string };
		const items = [`+31 6-${number}`, `+316${number}`, `0031 6 ${number}`].map((phoneNumber) => ({
			phoneNumber,
			description: phoneNumber,
		}));
		expect(await espo.json(upsert('Contact', byJson('phoneNumber')), items)).toMatchObject(
			items.map(({ description }) => ({ id, description, isNew: false })),
		);
	});

	it('by first and last name together', async () => {
		const values = { firstName: 'Ann', lastName: espo.name('both') };
		const { id } = await espo.create('Contact', values);
		await espo.create('Contact', { firstName: 'Bob', lastName: values.lastName });
		expect(await espo.json(upsert('Contact', byJson('firstName,lastName', { ...values, description: 'found' })))).toMatchObject([
			{ id, description: 'found' },
		]);
	});

	it('by the name of a person, which is the whole name, blanks around it or not', async () => {
		const lastName = espo.name('whole').replace(/\s/g, '_');
		const jane = await espo.create('Contact', { firstName: 'Jane', lastName });
		const byName = (name: string, options: INodeParameters = {}) =>
			upsert('Contact', byJson('name', { name, lastName, description: name }, { options: { skipDuplicateCheck: true, ...options } }));
		const [made] = await espo.json(byName(lastName));
		expect(made).toMatchObject({ isNew: true, description: lastName });
		expect(espo.sent).toEqual(['GET Contact', 'POST Contact']);
		for (const severalMatches of ['fail', 'first', 'all'])
			expect(await espo.json(byName(` ${lastName.toUpperCase()}`, { severalMatches }))).toMatchObject([{ id: made?.id, isNew: false }]);
		expect(await espo.json(byName(`Jane ${lastName} `))).toMatchObject([
			{ id: jane.id, isNew: false, description: expect.stringContaining('Jane') },
		]);
	});

	it('by a name that the database takes for equal', async () => {
		const { id } = await espo.create('Account', { name: espo.name('Account equal') });
		expect(await espo.json(upsert('Account', byJson('name', { name: `${espo.name('account EQUAL')} `, sicCode: '1' })))).toMatchObject([
			{ id, isNew: false },
		]);
	});

	it.each([
		[1, {}],
		[8, { requestsInFlight: 8, skipDuplicateCheck: true }],
	])('equal keys among the items never make two records, with %d in flight', async (inFlight, options) => {
		const items = Array.from({ length: 24 }, (_, index) => ({
			name: espo.name(`${inFlight} key ${index % 6}${index % 2 ? '' : ' '}`),
			sicCode: String(index),
		}));
		const rows = await espo.json(upsert('Account', { ...byJson('name'), options: options as INodeParameters }), items);
		expect(rows.filter(({ isNew }) => isNew)).toHaveLength(6);
		expect(rows.map(({ sicCode }) => sicCode)).toEqual(items.map(({ sicCode }) => sicCode));
		expect(espo.sent.filter((sent) => sent === 'POST Account')).toHaveLength(6);
	});

	describe('several match', () => {
		const several = async (title: string) => {
			const name = espo.name(title);
			// One after the other, so that the order of the IDs is known.
			const ids: string[] = [];
			for (let index = 0; index < 3; index++) ids.push((await espo.create('Account', { name })).id);
			return { name, ids: ids.sort() };
		};

		it('the message lists them, and nothing is changed', async () => {
			const { name, ids } = await several('listed');
			const { error } = await espo.run(upsert('Account', byJson('name', { name, website: 'https://x.example.com' })));
			for (const id of ids) expect(error?.message).toContain(id);
			expect(error?.description).toContain('If Several Records Match');
			expect(espo.sent).toEqual(['GET Account']);
		});
		it('the first is updated', async () => {
			const { name, ids } = await several('first');
			expect(
				await espo.json(upsert('Account', { ...byJson('name', { name, sicCode: '1' }), options: { severalMatches: 'first' } })),
			).toMatchObject([{ id: ids[0], sicCode: '1' }]);
			expect(espo.sent).toEqual(['GET Account', `PUT Account/${String(ids[0])}`]);
		});
		it('all are updated', async () => {
			const { name, ids } = await several('all');
			const rows = await espo.json(upsert('Account', { ...byJson('name', { name, sicCode: '2' }), options: { severalMatches: 'all' } }));
			expect(rows.map(({ id, sicCode }) => [id, sicCode]).sort()).toEqual(ids.map((id) => [id, '2']));
		});
	});

	it.each<[string, INodeParameters, string]>([
		['without fields to match on', { ...inJson({ name: 'x' }), matchFields: [] }, 'nothing to find the record by'],
		['with an empty field to match on', byJson('name,website', { name: 'x', website: '' }), '“website”'],
		['with a cleared field to match on', byJson('name', { name: null as unknown as string }), '“name”'],
	])('%s nothing is sent', async (_title, more, message) => {
		const { error } = await espo.run(upsert('Account', more));
		expect(error?.message).toContain(message);
		expect(espo.sent.filter((sent) => !sent.startsWith('GET Metadata'))).toEqual([]);
	});

	describe('what EspoCRM itself finds to be a duplicate', () => {
		const again = async (title: string, options: INodeParameters, operation = 'create') => {
			const existing = await espo.create('Account', { name: espo.name(title), website: 'https://old.example.com' });
			const values = { name: espo.name(title), website: `https://${encodeURIComponent(title)}.example.com` };
			const more = operation === 'create' ? inJson(values) : byJson('website', values);
			return { existing, ...(await espo.run(entity(operation, 'Account', { ...more, options }))) };
		};

		it.each(['create', 'upsert'])('%s: fails with a list by default', async (operation) => {
			const { existing, error } = await again(`fails ${operation}`, {}, operation);
			expect(error?.message).toContain(existing.id);
		});
		it.each(['create', 'upsert'])('%s: is left out, with a hint', async (operation) => {
			const { existing, json, error, hints } = await again(`skipped ${operation}`, { onDuplicate: 'skip' }, operation);
			expect(error).toBeUndefined();
			expect(json).toEqual([]);
			expect(hints.map(({ message }) => message).join()).toContain(existing.id);
		});
		it.each(['create', 'upsert'])('%s: comes out as it is', async (operation) => {
			const { existing, json } = await again(`returned ${operation}`, { onDuplicate: 'return' }, operation);
			expect(json).toMatchObject([{ id: existing.id, website: 'https://old.example.com' }]);
		});
		it.each(['create', 'upsert'])('%s: is updated', async (operation) => {
			const { existing, json } = await again(`updated ${operation}`, { onDuplicate: 'update' }, operation);
			expect(json).toMatchObject([{ id: existing.id, website: expect.not.stringContaining('old') }]);
		});
		it('several are never updated by guess', async () => {
			const name = espo.name('two');
			await espo.createMany('Account', 2, () => ({ name }));
			const { body } = await espo.api.send('POST', 'Account', { name });
			if ((body as unknown[]).length < 2) skipped('this EspoCRM names only one duplicate (before 9.0)');
			const { error } = await espo.run(entity('create', 'Account', { ...inJson({ name }), options: { onDuplicate: 'update' } }));
			expect(error?.message).toMatch(/several records like it, so none was updated/);
		});
		it('a second e-mail address of it stays the second one', async () => {
			const [first, second] = [address('dup1'), address('dup2')];
			const { id } = await espo.create('Contact', {
				lastName: espo.name('dup mail'),
				emailAddressData: [
					{ emailAddress: first, primary: true },
					{ emailAddress: second, primary: false },
				],
			});
			const values = inJson({ lastName: espo.name('dup mail changed'), emailAddress: second });
			expect(await espo.json(entity('create', 'Contact', { ...values, options: { onDuplicate: 'update' } }))).toMatchObject([
				{ id, emailAddress: first, lastName: espo.name('dup mail changed') },
			]);
		});
	});
});
