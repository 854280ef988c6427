import type { AttributeKinds } from '../../nodes/shared/api/attributeValues';
import { dependsOnKind, OPERATORS, whereOf, type Condition } from '../../nodes/shared/api/conditions';
import { InvalidInput } from '../../nodes/shared/api/InvalidInput';

const kinds: AttributeKinds = new Map([
	['createdAt', 'dateTime'],
	['dateStart', 'dateTimeOptional'],
	['closeDate', 'date'],
	['tags', 'list'],
]);
const ZONE = 'Europe/Paris';
const built = (conditions: Condition[], any = false) => whereOf(conditions, any, kinds, ZONE, 'Filters');

/** The operators that EspoCRM knows, and what they take (api.md 3.2). */
const NOTHING = ['isNull', 'isNotNull', 'isTrue', 'isFalse', 'isLinked', 'isNotLinked', 'today', 'past', 'future', 'lastSevenDays', 'currentMonth', 'lastMonth', 'currentQuarter', 'currentYear'];
const ONE = ['equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'endsWith', 'greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'after', 'before', 'on'];
const LIST = ['in', 'notIn', 'linkedWith', 'notLinkedWith', 'arrayAnyOf', 'arrayAllOf', 'arrayNoneOf'];
const DAYS = ['lastXDays', 'nextXDays', 'olderThanXDays'];
const OR_EMPTY = ['notEquals', 'notIn', 'notContains'];

test('every operator is one of EspoCRM\'s, with its own name, sorted', () => {
	expect(OPERATORS.map(({ value }) => value).sort()).toEqual([...NOTHING, ...ONE, ...LIST, ...DAYS, 'between'].sort());
	const names = OPERATORS.map(({ name }) => name);
	expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b)));
});

const expected = (type: string, value?: unknown) => {
	const item = value === undefined ? { type, attribute: 'x' } : { type, attribute: 'x', value };
	return OR_EMPTY.includes(type) ? [{ type: 'or', value: [item, { type: 'isNull', attribute: 'x' }] }] : [item];
};

test.each(NOTHING)('%s takes no value', (operator) => expect(built([{ attribute: 'x', operator, value: 'ignored' }])).toEqual(expected(operator)));

test.each(ONE)('%s takes one value', (operator) => {
	for (const value of ['a, b', 0, false, 5.5]) expect(built([{ attribute: 'x', operator, value }])).toEqual(expected(operator, value));
	for (const value of ['', undefined, null, ['a'], { a: 1 }]) expect(() => built([{ attribute: 'x', operator, value }])).toThrow(/“x” in “Filters”.*needs a value/);
});

test.each(LIST)('%s takes a list', (operator) => {
	for (const value of ['a, b ,,c', ['a', ' b ', 'c']]) expect(built([{ attribute: 'x', operator, value }])).toEqual(expected(operator, ['a', 'b', 'c']));
	expect(built([{ attribute: 'x', operator, value: 5 }])).toEqual(expected(operator, ['5']));
	for (const value of ['', ' , ', [], undefined]) expect(() => built([{ attribute: 'x', operator, value }])).toThrow(/at least one value/);
});

test.each(DAYS)('%s takes a number of days', (operator) => {
	for (const value of ['7', ' 7 ', 7]) expect(built([{ attribute: 'x', operator, value }])).toEqual(expected(operator, 7));
	for (const value of ['', 'seven', '-1', 1.5, undefined]) expect(() => built([{ attribute: 'x', operator, value }])).toThrow(/number of days/);
});

test('between takes two values', () => {
	for (const value of ['1, 9', ['1', '9']]) expect(built([{ attribute: 'x', operator: 'between', value }])).toEqual(expected('between', ['1', '9']));
	for (const value of ['1', '1,2,3', '']) expect(() => built([{ attribute: 'x', operator: 'between', value }])).toThrow(/two values/);
});

test('an unknown operator is refused', () => expect(() => built([{ attribute: 'x', operator: 'isEmpty', value: 1 }])).toThrow(InvalidInput));

const a: Condition = { attribute: 'a', operator: 'equals', value: 1 };
const b: Condition = { attribute: 'b', operator: 'isNull' };
const [itemA, itemB] = [{ type: 'equals', attribute: 'a', value: 1 }, { type: 'isNull', attribute: 'b' }];

test.each<[conditions: Condition[], any: boolean, where: unknown]>([
	[[], false, []],
	[[], true, []],
	[[a], true, [itemA]],
	[[a, b], false, [itemA, itemB]],
	[[a, b], true, [{ type: 'or', value: [itemA, itemB] }]],
])('%j, any: %s', (conditions, any, where) => expect(built(conditions, any)).toEqual(where));

const zoned = { dateTime: true, timeZone: ZONE };

test.each<[attribute: string, operator: string, value: string, item: object]>([
	['createdAt', 'today', '', zoned],
	['dateStart', 'lastXDays', '3', { value: 3, ...zoned }],
	['createdAt', 'on', '2026-11-23', { value: '2026-11-23', ...zoned }],
	['createdAt', 'after', '2026-11-23', { value: '2026-11-23', ...zoned }],
	['createdAt', 'after', '2026-11-23T10:00:00+01:00', { value: '2026-11-23 09:00:00' }],
	['createdAt', 'before', '2026-11-23T10:00:00', { value: '2026-11-23 09:00:00' }],
	['createdAt', 'before', '2026-11-23 10:00:00', { value: '2026-11-23 10:00:00' }],
	['createdAt', 'greaterThan', '2026-11-23T10:00:00Z', { value: '2026-11-23 10:00:00' }],
	['closeDate', 'today', '', {}],
	['closeDate', 'after', '2026-11-23T23:30:00Z', { value: '2026-11-24' }],
	['createdAt', 'on', '2026-11-23T23:30:00Z', { value: '2026-11-24', ...zoned }],
	['closeDate', 'after', '2026-11-23', { value: '2026-11-23' }],
	['unknown', 'today', '', {}],
])('%s %s %s', (attribute, operator, value, item) => {
	expect(built([{ attribute, operator, value }])).toEqual([{ type: operator, attribute, ...item }]);
});

test.each([
	['isNull', 'arrayIsEmpty'],
	['isNotNull', 'arrayIsNotEmpty'],
])('a list is never null: %s becomes %s', (operator, type) => expect(built([{ attribute: 'tags', operator }])).toEqual([{ type, attribute: 'tags' }]));

test('moments in a list are converted too', () => {
	expect(built([{ attribute: 'createdAt', operator: 'between', value: '2026-11-23T00:00:00+01:00, 2026-11-24T00:00' }])).toEqual([
		{ type: 'between', attribute: 'createdAt', value: ['2026-11-22 23:00:00', '2026-11-23 23:00:00'] },
	]);
});

test('the kind of an attribute is looked up only for what means something else on a date, a date-time or a list', () => {
	const asked = OPERATORS.filter(({ value }) => dependsOnKind({ attribute: 'x', operator: value, value: 'y' })).map(({ value }) => value);
	const calendar = [...DAYS, 'today', 'past', 'future', 'lastSevenDays', 'currentMonth', 'lastMonth', 'currentQuarter', 'currentYear', 'after', 'before', 'on'];
	expect(asked.sort()).toEqual([...calendar, 'isNull', 'isNotNull'].sort());
	expect(dependsOnKind({ attribute: 'x', operator: 'in', value: 'y, 2026-11-23T10:00:00Z' })).toBe(true);
	expect(dependsOnKind({ attribute: 'x', operator: 'equals', value: '2026-11-23' })).toBe(false);
});
