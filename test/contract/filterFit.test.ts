import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { condition, conditions, entity, relation, whereJson } from './server/parameters';

/** What EspoCRM makes of a condition that can't be asked of its field: all records, or none, without a word. */
describeEspo('conditions that do not fit the field', (espo) => {
	beforeAll(async () => void (await espo.create('Account', { name: espo.prefix, type: 'Customer' })));
	const own: IDataObject = { type: 'equals', attribute: 'name', value: '' };
	const isInList = async (item: IDataObject) => {
		const searchParams = encodeURIComponent(JSON.stringify({ where: [{ ...own, value: espo.prefix }, item], select: ['id'] }));
		const { status, body } = await espo.api.send('GET', `Account?searchParams=${searchParams}`);
		return status === 200 ? (body as { list: unknown[] }).list.length === 1 : status;
	};
	const refusedBefore = async (parameters: INodeParameters) => {
		const { error } = await espo.run(parameters);
		expect(espo.sent.filter((sent) => !/^GET (Metadata|I18n|App\/user)/.test(sent))).toEqual([]);
		return error;
	};

	it.each<[found: boolean, item: IDataObject, label: RegExp]>([
		[true, { type: 'arrayIsEmpty', attribute: 'name' }, /“Name” is text/],
		[true, { type: 'arrayNoneOf', attribute: 'name', value: ['x'] }, /“Name” is text/],
		[true, { type: 'isFalse', attribute: 'name' }, /“Name” is text/],
		[true, { type: 'future', attribute: 'name' }, /“Name” is text/],
		[false, { type: 'today', attribute: 'name' }, /“Name” is text/],
		[true, { type: 'arrayIsEmpty', attribute: 'createdAt' }, /“Created At” is a date with time/],
		[false, { type: 'isTrue', attribute: 'createdAt' }, /“Created At” is a date with time/],
		[false, { type: 'contains', attribute: 'createdAt', value: 'Acme' }, /“Created At” is a date with time/],
	])('EspoCRM finds it: %j, %j', async (found, item, message) => {
		expect(await isInList(item)).toBe(found);
		for (const items of [
			[item],
			[
				{
					type: 'or',
					value: [
						{ type: 'and', value: [item] },
						{ ...own, value: 'x' },
					],
				},
			],
		]) {
			const error = await refusedBefore(entity('getAll', 'Account', whereJson(...items)));
			expect(error).toMatchObject({ message: expect.stringMatching(message), description: expect.stringMatching(/Types that fit: /) });
		}
	});

	/** The type of a contact's account is a field of another entity type. */
	it.each<[item: IDataObject, message: RegExp]>([
		[{ type: 'today', attribute: 'accountType' }, /“Account Type” is one of a list of options/],
		[{ type: 'isFalse', attribute: 'accountType' }, /“Account Type” is one of a list of options/],
		[{ type: 'arrayNoneOf', attribute: 'accountType', value: ['x'] }, /“Account Type” is one of a list of options/],
		[{ type: 'lastXDays', attribute: 'accountType', value: 3 }, /“Account Type” is one of a list of options/],
		[{ type: 'equals', attribute: 'accountsNames', value: 'x' }, /is a list of linked records/],
		[{ type: 'isNull', attribute: 'accountsNames' }, /is a list of linked records/],
		[{ type: 'contains', attribute: 'accountsColumns', value: 'x' }, /is a list of linked records/],
	])('a value of linked records is what it is there: %j', async (item, message) => {
		expect((await refusedBefore(entity('getAll', 'Contact', whereJson(item))))?.message).toMatch(message);
	});

	it('it is found by what it is', async () => {
		const { id: accountId } = await espo.create('Account', { name: `${espo.prefix} other`, type: 'Partner' });
		const { id } = await espo.create('Contact', { lastName: espo.prefix, accountId });
		const found = async (...rows: INodeParameters[]) =>
			(await espo.run(entity('getAll', 'Contact', conditions([condition('lastName', 'equals', espo.prefix), ...rows])))).json.map(
				(row) => row.id,
			);
		expect(await found({ attribute: 'accountType', operator: 'isOption', options: ['Partner', 'Investor'] })).toEqual([id]);
		expect(await found(condition('accountType', 'notEquals', 'Partner'))).toEqual([]);
		expect(await found({ attribute: 'accountType', operator: 'isNotNull' })).toEqual([id]);
		expect(await found({ attribute: 'accountType', operator: 'isNull' })).toEqual([]);
		expect(await found({ attribute: 'accountsNames', operator: 'isNotNull' })).toEqual([id]);
		expect(await found({ attribute: 'accountsNames', operator: 'isNull' })).toEqual([]);
	});

	it('days in Where (JSON) are those of the workflow, whatever the attribute holds', async () => {
		const own: IDataObject[] = [{ type: 'equals', attribute: 'name', value: espo.prefix }];
		const found = async (item: IDataObject) => (await espo.json(entity('getAll', 'Account', whereJson(...own, item)))).length;
		expect(await found({ type: 'today', attribute: 'createdAt' })).toBe(1);
		expect(await found({ type: 'lastXDays', attribute: 'createdAt', value: 2 })).toBe(1);
		// The second in which it was created is not past yet.
		await espo.passTime(1_100);
		expect(await found({ type: 'past', attribute: 'createdAt' })).toBe(1);
		expect(await found({ type: 'future', attribute: 'createdAt' })).toBe(0);
		expect(await found({ type: 'on', attribute: 'createdAt', value: new Date().toISOString().slice(0, 10) })).toBe(1);
	});

	it('a parent is asked for by its ID', async () => {
		const { id } = await espo.create('Task', { name: espo.prefix, assignedUserId: espo.me.user.id });
		const where = [
			{ type: 'equals', attribute: 'name', value: espo.prefix },
			{ type: 'isNull', attribute: 'parentName' },
		];
		expect((await espo.json(entity('getAll', 'Task', whereJson(...where)))).map((row) => row.id)).toEqual([id]);
	});

	it('what EspoCRM refuses by itself stays its own', async () => {
		const { error } = await espo.run(entity('getAll', 'Account', whereJson({ type: 'arrayIsEmpty', attribute: 'nosuch' })));
		expect(error?.message).toMatch(/nosuch/);
		const sub = await espo.run(entity('getAll', 'Account', whereJson({ type: 'not', value: [own] })));
		expect(sub.error?.message).toMatch(/Sub-queries are forbidden/);
	});

	it('the operators of the fields too, in related records as well', async () => {
		const row = condition('createdAt', 'isOption', 'Customer');
		expect((await refusedBefore(entity('getAll', 'Account', conditions([row]))))?.message).toMatch(
			/“Created At” in “Filters” is a date with time/,
		);
		const filtersJson = JSON.stringify([{ field: 'createdAt', operator: 'isOption', value: 'Customer' }]);
		const inJson = { specifyFilters: 'json', filtersJson };
		expect((await refusedBefore(entity('getAll', 'Account', inJson)))?.message).toMatch(/so “isOption” can't be used/);
		const { error } = await espo.run({
			...relation('getAll', ['Account', 'contacts'], 'ffffffffffffffff0', inJson),
			link: locator('contacts'),
		});
		expect(error?.message).toMatch(/“Created At” in “Filters \(JSON\)” is a date with time/);
	});

	it('a value that is no option is looked for, with a hint', async () => {
		const list = async (value: string) =>
			await espo.run(
				entity('getAll', 'Account', {
					...conditions([{ attribute: 'type', operator: 'isOption', options: [value] }, condition('name', 'equals', espo.prefix)]),
				}),
			);
		const wrong = await list('nosuch');
		expect([wrong.error, wrong.json]).toEqual([undefined, []]);
		expect(wrong.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^“Type” in “Filters” is compared with values that are not among its options \(Customer, .*\): nosuch\.$/),
		]);
		const right = await list('customer');
		expect([right.json.length, right.hints]).toEqual([1, []]);
	});
});
