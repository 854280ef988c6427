import { whereItems } from '../../../../nodes/shared/api/filter/whereItems';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';

const equals = { type: 'equals', attribute: 'name', value: 'Acme' };

test.each<[given: unknown, items: unknown[]]>([
	[undefined, []],
	[null, []],
	['', []],
	['  \n', []],
	['null', []],
	['[]', []],
	[[], []],
	[[equals], [equals]],
	[JSON.stringify([equals]), [equals]],
	[
		[{ type: 'today', attribute: 'dateStart', dateTime: true, timeZone: 'Europe/Paris' }],
		[{ type: 'today', attribute: 'dateStart', dateTime: true, timeZone: 'Europe/Paris' }],
	],
	[[{ type: 'equals', field: 'name', value: 'x' }], [{ type: 'equals', attribute: 'name', value: 'x' }]],
	[[{ type: 'equals', field: 'a', attribute: 'b', value: 'x' }], [{ type: 'equals', attribute: 'b', value: 'x' }]],
	[
		[{ type: 'or', value: [equals, { type: 'and', value: [{ type: 'isNull', field: 'website' }] }] }],
		[{ type: 'or', value: [equals, { type: 'and', value: [{ type: 'isNull', attribute: 'website' }] }] }],
	],
	[[{ type: 'primary', value: 'open' }], [{ type: 'primary', value: 'open' }]],
	[
		[
			{
				type: 'OR',
				value: [
					{ ...equals, type: ' Equals' },
					{ type: 'STARTSWITH', attribute: 'name', value: 'A' },
				],
			},
		],
		[{ type: 'or', value: [equals, { type: 'startsWith', attribute: 'name', value: 'A' }] }],
	],
	[[{ ...equals, date: true }], [{ ...equals, date: true }]],
	[[{ type: 'lastXDays', attribute: 'd', value: '12' }], [{ type: 'lastXDays', attribute: 'd', value: '12' }]],
	[[{ type: 'isNull', attribute: 'name' }], [{ type: 'isNull', attribute: 'name' }]],
])('%j', (given, items) => expect(whereItems(given, 'Where (JSON)')).toEqual(items));

test.each<[given: unknown, message: RegExp]>([
	['{"type":', /not valid JSON/],
	['name = "x"', /not valid JSON/],
	['{"type":"equals"}', /must be a list/],
	[equals, /must be a list/],
	['"text"', /must be a list/],
	['5', /must be a list/],
	[true, /must be a list/],
	[['x'], /item 1: each condition/],
	[[equals, { attribute: 'name' }], /item 2: each condition/],
	[[null], /item 1/],
	[[{ ...equals, type: '' }], /item 1/],
	[[{ ...equals, type: 5 }], /item 1: each condition/],
	[[{ ...equals, operator: 'x' }], /item 1: “operator” is not a key/],
	[[{ type: 'or', value: equals }], /item 1: “or” needs a list/],
	[[{ type: 'and' }], /item 1: “and” needs a list/],
	[[equals, { type: 'or', value: [equals, { x: 1 }] }], /item 2\.2: each condition/],
	[[{ type: 'or', value: [{ type: 'and', value: [{ ...equals, bad: 1 }] }] }], /item 1\.1\.1: “bad”/],
])('%j is refused with its place', (given, message) => {
	expect(() => whereItems(given, 'Where (JSON)')).toThrow(InvalidInput);
	expect(() => whereItems(given, 'Where (JSON)')).toThrow(message);
	expect(() => whereItems(given, 'Where (JSON)')).toThrow(/“Where \(JSON\)”/);
});

test.each([
	[[{ type: 'or', value: [] }]],
	[[{ type: 'and', value: [] }]],
	[[{ type: 'or', value: [{ type: 'and', value: [] }] }]],
	[[{ type: 'contains', attribute: 'name' }]],
	[[{ type: 'startsWith', attribute: 'name', value: '' }]],
	[[{ type: 'like', attribute: 'name', value: null }]],
	// 7.x takes a type in any case.
	[[{ type: 'CONTAINS', attribute: 'name', value: '' }]],
	[[{ type: 'StartsWith', attribute: 'name', value: null }]],
	[[{ type: 'AND', value: [] }]],
])('%j would match everything and is refused', (where) =>
	expect(() => whereItems(where, 'Where (JSON)')).toThrow('which would match everything'),
);

test.each<[item: object, message: RegExp]>([
	[{ type: 'equals', attribute: 'title' }, /“equals” has no value$/],
	[{ type: 'notContains', attribute: 'title', value: '' }, /has no value$/],
	[{ type: 'equals', attribute: ' ', value: 'x' }, /no attribute/],
	[{ type: 'equals', field: 5, value: 'x' }, /no attribute/],
	[{ type: 'in', attribute: 'title', value: ['a', { b: 1 }] }, /object/],
	[{ type: 'lastXDays', attribute: 'createdAt', value: '3x' }, /number of days/],
	[{ type: 'equals', attribute: 'title', value: null }, /“equals” has no value/],
	[{ type: 'notEquals', attribute: 'title', value: ' ' }, /no value/],
	[{ type: 'in', attribute: 'title', value: [] }, /no value/],
	[{ type: 'notIn', attribute: 'title', value: ['a', null] }, /no value/],
	[{ type: 'in', attribute: 'title', value: '["a"]' }, /is not a list/],
	[{ type: 'notIn', attribute: 'title', value: 'a' }, /is not a list/],
	[{ type: 'between', attribute: 'amount', value: 1 }, /is not a list/],
	[{ type: 'between', attribute: 'amount', value: [1] }, /1 values instead of two/],
	[{ type: 'between', attribute: 'amount', value: [1, null] }, /no value/],
	[{ type: 'linkedWith', attribute: 'teams' }, /no value/],
	[{ type: 'lastXDays', attribute: 'createdAt' }, /no value/],
	...['lastXDays', 'nextXDays', 'olderThanXDays', 'afterXDays'].map((type): [object, RegExp] => [
		{ type, attribute: 'createdAt', value: 'abc' },
		/“abc” instead of a number of days/,
	]),
	[{ type: 'lastXDays', attribute: 'createdAt', value: -3 }, /number of days/],
	[{ type: 'textFilter' }, /no value/],
	[{ type: 'bool', value: [] }, /no value/],
	[{ type: 'equals', value: 'x' }, /no attribute/],
	[{ type: 'equals', attribute: 'title', value: { a: 1 } }, /object/],
])('%j is refused, in groups too', (item, message) => {
	expect(() => whereItems([equals, item], 'Where (JSON)')).toThrow(message);
	expect(() => whereItems([{ type: 'or', value: [{ type: 'and', value: [item] }] }], 'Where (JSON)')).toThrow(/item 1\.1\.1/);
});

test.each([
	{ type: 'isNull', attribute: 'title' },
	{ type: 'today', attribute: 'createdAt' },
	{ type: 'isLinked', attribute: 'account' },
	{ type: 'arrayIsEmpty', attribute: 'x' },
	{ type: 'equals', attribute: 'x', value: 0 },
	{ type: 'equals', attribute: 'x', value: false },
])('%j needs no more', (item) => expect(whereItems([item], 'Where (JSON)')).toEqual([item]));
