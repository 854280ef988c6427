import { sort } from '../../../../nodes/EspoCrm/parameters/lists/sort';
import type { AttributeKind } from '../../../../nodes/shared/api/values/fieldTypes';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { filters } from '../../../../nodes/shared/parameters/filters/filters';
import { knowing, readerOf } from '../../model/readerOf';

const linkedEntityType = async (_type: string, link: string) => await Promise.resolve({ account: 'Account', contacts: 'Contact' }[link]);
const whereOf = async (given: unknown, kinds: Record<string, AttributeKind> = {}) =>
	(await filters.read(knowing(readerOf({ filters: given }, kinds), { linkedEntityType }))).where;
const rows = (...condition: unknown[]) => ({ conditions: { condition } });
const row = async (condition: object) => await whereOf(rows(condition));
const picked = (value: string, mode = 'list') => ({ __rl: true, mode, value });

test('a refusal names the field by its label, where the kind was looked up', async () => {
	const closeDate = (operator: string, value: unknown) => whereOf(rows({ attribute: 'closeDate', operator, value }), { closeDate: 'date' });
	await expect(closeDate('on', 'soon')).rejects.toThrow('“The closeDate” in “Filters”: “soon” is not a date');
	await expect(closeDate('contains', '')).rejects.toThrow("“The closeDate” in “Filters” is a date, so “Contains” can't be used");
	await expect(whereOf({ where: [{ type: 'isTrue', attribute: 'closeDate' }] }, { closeDate: 'date' })).rejects.toThrow(
		"“Where (JSON)”, item 1: “The closeDate” is a date, so “isTrue” can't be used",
	);
});

test("a refusal stays what it is where the label can't be looked up", async () => {
	const reader = readerOf({ filters: rows({ attribute: 'closeDate', operator: 'on', value: 'soon' }) }, { closeDate: 'date' });
	await expect(filters.read(knowing(reader, { fieldLabel: async () => await Promise.reject(new Error('502')) }))).rejects.toThrow(
		'“closeDate” in “Filters”: “soon” is not a date',
	);
});

describe('a row', () => {
	test.each<[condition: object, item: object]>([
		[
			{ attribute: 'a', value: 'x' },
			{ type: 'equals', attribute: 'a', value: 'x' },
		],
		[
			{ attribute: 'a', operator: '', value: 'x' },
			{ type: 'equals', attribute: 'a', value: 'x' },
		],
		[
			{ field: 'a', value: 'x' },
			{ type: 'equals', attribute: 'a', value: 'x' },
		],
		[
			{ attribute: ' a ', operator: ' equals ', value: 'x' },
			{ type: 'equals', attribute: 'a', value: 'x' },
		],
		[
			{ attribute: 'a', operator: 'isOption', options: ['x, y', 'z'] },
			{ type: 'in', attribute: 'a', value: ['x, y', 'z'] },
		],
		[
			{ attribute: 'a', operator: 'isOption', options: 'x, z' },
			{ type: 'in', attribute: 'a', value: ['x', 'z'] },
		],
		[
			{ attribute: 'a', operator: 'hasAllOptions', value: 'x, z' },
			{ type: 'arrayAllOf', attribute: 'a', value: ['x', 'z'] },
		],
		[
			{ attribute: 'a', operator: 'hasAllOptions', options: [], value: ['x'] },
			{ type: 'arrayAllOf', attribute: 'a', value: ['x'] },
		],
		[
			{ attribute: 'accountId', operator: 'isRecord', record: picked('1a') },
			{ type: 'in', attribute: 'accountId', value: ['1a'] },
		],
		[
			{ attribute: 'accountId', operator: 'isRecord', record: picked('1a, 1b,', 'id') },
			{ type: 'in', attribute: 'accountId', value: ['1a', '1b'] },
		],
		[
			{ attribute: 'accountId', operator: 'isRecord', record: ['1a', '1b'] },
			{ type: 'in', attribute: 'accountId', value: ['1a', '1b'] },
		],
		[
			{ attribute: 'accountId', operator: 'isRecord', record: picked(' https://crm.example.com/#Account/view/1a ', 'id') },
			{ type: 'in', attribute: 'accountId', value: ['1a'] },
		],
		[
			{ attribute: 'accountId', operator: 'isRecord', value: '#Account/edit/1a, 1b' },
			{ type: 'in', attribute: 'accountId', value: ['1a', '1b'] },
		],
		[
			{ attribute: 'contacts', operator: 'linkedWith', value: '1a,1b' },
			{ type: 'linkedWith', attribute: 'contacts', value: ['1a', '1b'] },
		],
		[
			{ attribute: 'contacts', operator: 'isLinkedWithRecord', value: '1a' },
			{ type: 'linkedWith', attribute: 'contacts', value: ['1a'] },
		],
		[
			{ attribute: 'contacts', operator: 'isLinkedWithRecord', record: picked(''), value: '1a' },
			{ type: 'linkedWith', attribute: 'contacts', value: ['1a'] },
		],
		[
			{ attribute: 'assignedUserId', operator: 'isUserFromTeams', record: picked('1a') },
			{ type: 'isUserFromTeams', attribute: 'assignedUser', value: ['1a'] },
		],
		[
			{ attribute: 'a', operator: 'between', value: '1', to: '9' },
			{ type: 'between', attribute: 'a', value: ['1', '9'] },
		],
		[
			{ attribute: 'a', operator: 'between', value: '1,9', to: '' },
			{ type: 'between', attribute: 'a', value: ['1', '9'] },
		],
		[
			{ attribute: 'a', operator: 'between', value: 0, to: 9 },
			{ type: 'between', attribute: 'a', value: [0, 9] },
		],
		[
			{ attribute: 'a', operator: 'numberEquals', value: 0 },
			{ type: 'equals', attribute: 'a', value: 0 },
		],
		[
			{ attribute: 'a', operator: 'numberBetween', value: 0, to: 9 },
			{ type: 'between', attribute: 'a', value: [0, 9] },
		],
		// What a day picker shows as that day.
		[
			{ attribute: 'a', operator: 'on', value: '2026-05-06T00:00:00' },
			{ type: 'on', attribute: 'a', value: '2026-05-06' },
		],
		[
			{ attribute: 'a', operator: 'dayBetween', value: '2026-05-06', to: '2026-05-31 00:00:00' },
			{ type: 'between', attribute: 'a', value: ['2026-05-06', '2026-05-31'] },
		],
		[
			{ attribute: 'a', operator: 'lastXDays', value: 3 },
			{ type: 'lastXDays', attribute: 'a', value: 3 },
		],
		// What another editor holds does not count.
		[
			{ attribute: 'a', operator: 'equals', value: 'x', options: ['y'], record: picked('z') },
			{ type: 'equals', attribute: 'a', value: 'x' },
		],
	])('%j', async (condition, item) => expect(await row(condition)).toEqual([item]));

	test.each([
		{},
		{ attribute: '', operator: 'equals', value: '' },
		{ attribute: '', operator: 'isOption', options: [] },
		{ attribute: '', operator: 'isRecord', record: picked('') },
	])('%j is left out', async (condition) => expect(await row(condition)).toEqual([]));

	test.each<[condition: object, message: RegExp]>([
		[{ attribute: 'a', operator: 'isOption', options: [] }, /at least one value/],
		[{ attribute: 'a', operator: 'isRecord', record: picked('') }, /at least one value/],
		[{ attribute: 'a', operator: 'isRecord', record: picked('../x', 'id') }, /is not an EspoCRM ID/],
		[{ attribute: '', operator: 'isRecord', record: picked('1a') }, /“Field Name or ID” is empty/],
		[{ attribute: '', operator: 'isOption', options: ['x'] }, /“Field Name or ID” is empty/],
		[{ attribute: 'a', operator: 'between', value: '', to: '9' }, /two values/],
		[{ attribute: 'a', operator: 'between', value: '1', to: '' }, /two values/],
		// It would be read as “equals”.
		[{ attribute: 'a', type: 'greaterThan', value: 5 }, /“type” in “Conditions” is not known/],
		[{ name: 'a', operator: 'equals', value: 'x' }, /“name” in “Conditions” is not known/],
	])('%j is refused', async (condition, message) => {
		await expect(row(condition)).rejects.toThrow(InvalidInput);
		await expect(row(condition)).rejects.toThrow(message);
	});
});

describe('the address of a record', () => {
	const address = (type: string) => `https://crm.example.com/#${type}/view/1a`;
	const condition = (attribute: string, type: string, operator = 'isRecord') => ({ attribute, operator, value: address(type) });
	const inJson = async (given: unknown) =>
		(await filters.read(knowing(readerOf({ specifyFilters: 'json', filtersJson: given }), { linkedEntityType }))).where;

	test.each<[condition: object, message: string]>([
		[condition('accountId', 'Contact'), 'type Contact, but “accountId” leads to Account'],
		[{ ...condition('accountId', ''), record: picked(address('Lead'), 'id') }, 'type Lead, but “accountId” leads to Account'],
		[condition('contacts', 'Account', 'isLinkedWithRecord'), 'type Account, but “contacts” leads to Contact'],
		[condition('contactsIds', 'Account', 'isLinkedWithRecord'), 'type Account, but “contactsIds” leads to Contact'],
		[condition('id', 'Contact'), 'type Contact, but “id” leads to Account'],
		[condition('assignedUserId', 'User', 'isUserFromTeams'), 'type User, but “assignedUserId” leads to Team'],
	])('%j of another type is refused', async (one, message) => {
		await expect(row(one)).rejects.toThrow(message);
		await expect(whereOf({ groups: { group: [rows(one)] } })).rejects.toThrow(message);
		if (!('record' in one)) for (const given of [[one], [{ any: [one] }]]) await expect(inJson(given)).rejects.toThrow(message);
	});

	test.each([condition('parentId', 'Case'), condition('parentId', 'Lead'), condition('accountId', 'account')])(
		'%j is its ID',
		async (one) => expect(await row(one)).toMatchObject([{ value: ['1a'] }]),
	);

	test('what a link leads to is asked for an address alone', async () => {
		const asks = () => {
			throw new Error('a look-up');
		};
		const given = rows({ attribute: 'accountId', operator: 'isRecord', value: '1a' });
		expect((await filters.read(knowing(readerOf({ filters: given }), { linkedEntityType: asks }))).where).toHaveLength(1);
	});
});

describe('groups', () => {
	const [a, b, c] = ['a', 'b', 'c'].map((attribute) => ({ attribute, operator: 'isTrue' }));
	const [itemA, itemB, itemC] = ['a', 'b', 'c'].map((attribute) => ({ type: 'isTrue', attribute }));
	const group = (combine: string | undefined, ...condition: unknown[]) => ({ combine, ...rows(...condition) });

	test.each<[given: object, items: unknown[]]>([
		[{ ...rows(a), groups: { group: [group('any', b, c)] } }, [itemA, { type: 'or', value: [itemB, itemC] }]],
		[{ ...rows(a), groups: { group: group('any', b, c) } }, [itemA, { type: 'or', value: [itemB, itemC] }]],
		[
			{ combine: 'any', ...rows(a), groups: { group: [group(undefined, b, c)] } },
			[{ type: 'or', value: [itemA, { type: 'and', value: [itemB, itemC] }] }],
		],
		[{ combine: ' Any ', ...rows(a, b) }, [{ type: 'or', value: [itemA, itemB] }]],
		[{ combine: '', groups: { group: [group('', a), group('any')] } }, [itemA]],
		[{ groups: JSON.stringify({ group: [group('any', a, b)] }) }, [{ type: 'or', value: [itemA, itemB] }]],
		[{ groups: {} }, []],
	])('%j', async (given, items) => expect(await whereOf(given)).toEqual(items));

	test.each([
		{ combine: 'some', ...rows(a) },
		{ combine: ['any'], ...rows(a) },
		{ groups: { group: [group('none', a)] } },
		{ groups: 'x' },
		{ groups: { group: ['x'] } },
		{ groups: { group: [{ conditions: 'x' }] } },
	])('%j is refused', async (given) => await expect(whereOf(given)).rejects.toThrow(InvalidInput));

	test('a group without conditions is refused with what to do', async () =>
		await expect(whereOf({ groups: { group: [{}] } })).rejects.toMatchObject({
			hint: expect.stringContaining('give the whole of “Groups” as an expression') as string,
		}));

	test('a key that a group does not have is named', async () =>
		await expect(whereOf({ groups: { group: [{ any: true, ...rows(a) }] } })).rejects.toThrow('“any” in “Groups” is not known'));

	test('the kinds are looked up once, for conditions in groups too', async () => {
		let asked = 0;
		const reader = readerOf({
			filters: {
				...rows({ attribute: 'd', operator: 'today' }),
				groups: { group: [group('any', { attribute: 'd', operator: 'isNull' })] },
			},
		});
		await filters.read(knowing(reader, { comparedKinds: async () => await Promise.resolve((asked++, new Map([['d', 'date' as const]]))) }));
		expect(asked).toBe(1);
	});
});

describe('Filters (JSON)', () => {
	const KINDS: Record<string, AttributeKind> = { createdAt: 'dateTime', type: 'enum', tags: 'list', title: 'text' };
	const inJson = async (given: unknown) => (await filters.read(readerOf({ specifyFilters: 'json', filtersJson: given }, KINDS))).where;

	test('a row of conditions may say “field”', async () =>
		expect(await inJson({ conditions: [{ field: 'title', operator: 'equals', value: 'x' }], combine: 'any' })).toEqual([
			{ type: 'equals', attribute: 'title', value: 'x' },
		]));

	test.each<[given: unknown, message: string, hint: RegExp]>([
		[
			rows({ attribute: 'title', operator: 'isFalse' }),
			"“The title” in “Filters (JSON)” is text, so “isFalse” can't be used",
			/^Operators that fit: equals, /,
		],
		[
			[{ field: 'createdAt', operator: 'isOption', value: ['Customer'] }],
			"“The createdAt” in “Filters (JSON)” is a date with time, so “isOption” can't be used",
			/^Operators that fit: on, notOn, before, .*lastXDays/,
		],
		[
			[{ any: [{ field: 'title', operator: 'isFalse' }] }],
			"“The title” in “Filters (JSON)” is text, so “isFalse” can't be used",
			/^Operators that fit: equals, /,
		],
		[
			[{ type: 'or', value: [{ type: 'arrayIsEmpty', attribute: 'title' }] }],
			"“Filters (JSON)”, item 1.1: “The title” is text, so “arrayIsEmpty” can't be used",
			/^Types that fit: equals, /,
		],
		[
			[{ field: 'tags', operator: 'has' }],
			'“has” in “Filters (JSON)” is not an operator of the filter',
			/^Operators that fit: arrayAnyOf, arrayAllOf, arrayNoneOf, isNull, isNotNull\.$/,
		],
		[
			{ amount: 100 },
			'“amount” in “Filters (JSON)” is not known',
			/^Write a list of conditions, e\.g\. \[\{"field":"amount","operator":"equals","value":100\}\]\. Or an object that has some of combine, conditions/,
		],
		[
			[{ amount: 100 }],
			'“Filters (JSON)”, item 1: “amount” is not a key of a condition',
			/\[\{"field":"amount","operator":"equals","value":100\}\]/,
		],
		[[{ operator: 'today' }], '“Filters (JSON)”, item 1: the condition has no “field”', /e\.g\. \[/],
		['5', '“Filters (JSON)” must be a list of conditions', /e\.g\. \[/],
		[['x'], '“Filters (JSON)”, item 1: each condition must be an object', /e\.g\. \[/],
		[{ conditions: [{ nosuch: 'x' }] }, '“nosuch” in “Conditions” is not known', /attribute, field, value/],
		[{ where: { amount: 100 } }, '“Where (JSON)” must be a list of conditions', /e\.g\. \[/],
		[{ where: [{ amount: 100 }] }, '“Where (JSON)”, item 1: each condition must be an object with a “type”', /e\.g\. \[/],
	])('%j is refused with what to do', async (given, message, hint) => {
		await expect(inJson(given)).rejects.toThrow(message);
		await expect(inJson(given)).rejects.toMatchObject({ hint: expect.stringMatching(hint) as string });
	});
});

describe('filters that an expression gives', () => {
	const filled = (values: object) => ({ ...readerOf({ ...values }), isFilledIn: () => true });
	test.each([{ conditions: {} }, { groups: { group: [{ conditions: {} }] } }, rows({ attribute: 'a', operator: null, value: 'x' })])(
		'%j: the refusal names the parameter in use',
		async (given) => {
			await expect(filters.read(filled({ filters: given }))).rejects.toThrow(/in “Filters” is an expression/);
			await expect(filters.read(filled({ specifyFilters: 'json', filtersJson: given }))).rejects.toThrow(
				/in “Filters \(JSON\)” is an expression/,
			);
		},
	);
	test.each([{}, '{}', { conditions: {} }, { groups: {} }, { conditions: { condition: {} } }])('%j is nothing', async (given) => {
		await expect(filters.read(filled({ filters: given }))).rejects.toThrow(/is an expression that gives nothing|is empty/);
		await expect(filters.read(filled({ specifyFilters: 'json', filtersJson: given }))).rejects.toThrow(
			/is an expression that gives nothing|is empty/,
		);
		expect(await whereOf(given === '{}' ? {} : given)).toEqual([]);
	});
	test.each([
		[{ filters: { conditions: [] } }],
		[{ filters: { where: [] } }],
		[{ specifyFilters: 'json', filtersJson: [] }],
		[{ specifyFilters: 'json', filtersJson: '[]' }],
	])('%j says that there is no filter', async (given) => expect((await filters.read(filled(given))).where).toEqual([]));
});

describe('a value that is no option of its field', () => {
	const KINDS: Record<string, AttributeKind> = { type: 'enum', tags: 'list', title: 'text' };
	const hintsAt = async (values: object) => {
		const asked: unknown[] = [];
		const reader = readerOf({ ...values }, KINDS);
		await filters.read(
			knowing(reader, {
				wrongOptions: async (...question) => {
					asked.push(question);
					return await Promise.resolve({
						label: 'Type',
						values: ['nosuch'],
						possible: [
							{ value: 'Customer', label: 'Client' },
							{ value: 'Partner', label: 'Partner' },
						],
					});
				},
			}),
		);
		return { asked, hints: reader.hints };
	};
	const hint = (parameter: string) => [
		`“Type” in “${parameter}” is compared with values that are not among its options (Customer (Client), Partner): nosuch.`,
	];
	const row = (attribute: string, operator: string, value: unknown) => ({ filters: rows({ attribute, operator, value }) });

	test.each<[given: object, asked: unknown[], parameter: string]>([
		[row('type', 'equals', 'nosuch'), ['Account', 'type', ['nosuch']], 'Filters'],
		[row('type', 'notIn', 'a, b'), ['Account', 'type', ['a', 'b']], 'Filters'],
		[row('tags', 'arrayAnyOf', 'a'), ['Account', 'tags', ['a']], 'Filters'],
		[
			{
				filters: {
					where: [
						{
							type: 'or',
							value: [
								{ type: 'in', attribute: 'type', value: ['a'] },
								{ type: 'equals', attribute: 'title', value: 'b' },
							],
						},
					],
				},
			},
			['Account', 'type', ['a']],
			'Where (JSON)',
		],
		[
			{ specifyFilters: 'json', filtersJson: [{ any: [{ field: 'type', operator: 'isOption', value: ['a'] }] }] },
			['Account', 'type', ['a']],
			'Filters (JSON)',
		],
		[
			{ specifyFilters: 'json', filtersJson: rows({ field: 'type', operator: 'equals', value: 'a' }) },
			['Account', 'type', ['a']],
			'Filters (JSON)',
		],
	])('%j is told', async (given, asked, parameter) => expect(await hintsAt(given)).toEqual({ asked: [asked], hints: hint(parameter) }));

	test('a look-up that fails is no failure of the item', async () => {
		const reader = readerOf(row('type', 'equals', 'nosuch'), KINDS);
		const failed = async () => await Promise.reject(new Error('403'));
		const where = [{ type: 'equals', attribute: 'type', value: 'nosuch' }];
		expect(await filters.read(knowing(reader, { wrongOptions: failed }))).toMatchObject({ where });
		expect(reader.hints).toEqual([]);
	});

	test.each([row('title', 'equals', 'x'), row('type', 'contains', 'x'), row('tags', 'isNull', ''), row('title', 'in', 'x')])(
		'%j is none',
		async (given) => expect(await hintsAt(given)).toEqual({ asked: [], hints: [] }),
	);
});

describe('sort in one parameter', () => {
	const sortOf = async (given: unknown) => await sort.read(readerOf({ sort: given }));
	const [up, down] = [
		{ orderBy: 'createdAt', order: 'asc' },
		{ orderBy: 'createdAt', order: 'desc' },
	];

	test.each<[given: unknown, value: object]>([
		['createdAt', up],
		['+createdAt', up],
		['-createdAt', down],
		[' - createdAt ', down],
		['createdAt desc', down],
		['createdAt DESC', down],
		['createdAt ascending', up],
		['createdAt descending', down],
		['{"orderBy":"createdAt","order":"desc"}', down],
		['{"by":{"orderBy":"createdAt","order":"desc"}}', down],
		[{ orderBy: 'createdAt', order: 'desc' }, down],
		[{ by: { orderBy: 'createdAt', order: 'desc' } }, down],
		[{ by: { orderBy: '-createdAt', order: 'asc' } }, down],
		[{ by: { orderBy: 'createdAt desc' } }, down],
		[{ by: { orderBy: 'createdAt asc', order: 'desc' } }, up],
		[{ by: { orderBy: '{"orderBy":"createdAt","order":"desc"}', order: 'asc' } }, down],
		[{ by: { orderBy: { orderBy: 'createdAt', order: 'Descending' } } }, down],
		[{ by: '-createdAt' }, down],
		['', {}],
		['  ', {}],
		['{}', {}],
		[{ by: {} }, {}],
		[{ by: { orderBy: ' ', order: 'desc' } }, {}],
		[{ by: { orderBy: null } }, {}],
		[null, {}],
	])('%j', async (given, value) => expect(await sortOf(given)).toEqual(value));

	test.each([
		'LOWER:(name)',
		'a,b',
		'{',
		5,
		['createdAt'],
		{ by: { orderBy: 5 } },
		{ by: { orderBy: 'createdAt', order: 'sideways' } },
		'createdAt upwards',
	])('%j is refused', async (given) => await expect(sortOf(given)).rejects.toThrow(InvalidInput));
});
