import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { valueFrom, valuesFrom } from '../../../../nodes/shared/parameters/reading/valueFrom';

/** What luxon gives for text that is no date, in an expression such as `$json.day.toDateTime()`. */
const invalidDateTime = { isValid: false, toJSON: () => null };

function cyclic(value: object): object {
	if (Array.isArray(value)) value.push(value);
	return Array.isArray(value) ? value : Object.assign(value, { self: value });
}

const shared = { a: 1 };

test.each<[unknown, unknown]>([
	['text', 'text'],
	[5, 5],
	[null, null],
	[undefined, undefined],
	[10n, '10'],
	[{ toJSON: 5 }, { toJSON: 5 }],
	[{ a: undefined, b: null }, { b: null }],
	[
		['a', undefined],
		['a', null],
	],
	[
		{ first: shared, second: shared },
		{ first: { a: 1 }, second: { a: 1 } },
	],
	[new Date('2026-11-23T10:00:00Z'), '2026-11-23T10:00:00.000Z'],
	[{ at: new Date('2026-11-23T10:00:00Z') }, { at: '2026-11-23T10:00:00.000Z' }],
	[{ at: { toJSON: () => '2026-11-23T10:00:00.000-05:00' } }, { at: '2026-11-23T10:00:00.000-05:00' }],
])('%p becomes %j', (given, expected) => expect(valueFrom(given, { parameter: 'Fields' })).toEqual(expected));

test.each<[given: unknown, message: string]>([
	[Infinity, '“Fields” is Infinity, which is not a number'],
	[new Date('nope'), '“Fields” is not a real date'],
	[{ amount: Number.NaN }, '“amount” in “Fields” is NaN, which is not a number'],
	[{ value: { amount: -Infinity } }, '“amount” in “Fields” is -Infinity, which is not a number'],
	[{ sizes: [1, Number.NaN] }, '“sizes” in “Fields” is NaN, which is not a number'],
	[{ closeDate: new Date('nope') }, '“closeDate” in “Fields” is not a real date'],
	[{ closeDate: invalidDateTime }, '“closeDate” in “Fields” is not a real date'],
	[{ condition: [{ attribute: 'amount', operator: 'equals', value: Number.NaN }] }, '“amount” in “Fields” is NaN'],
	[{ condition: [{ attribute: 'amount', operator: 'between', valueTwo: [1, Infinity] }] }, '“amount” in “Fields” is Infinity'],
	[{ record: [{ link: 'contactsIds', column: 'share', columnValue: Number.NaN }] }, '“share” in “Fields” is NaN'],
	[{ column: [{ name: 'share', value: Number.NaN }] }, '“share” in “Fields” is NaN'],
	[{ a: new Map([[1, 2]]) }, '“a” in “Fields” is a Map, which is not a value'],
	[new Set(), '“Fields” is a Set, which is not a value'],
	[new WeakMap(), 'is a WeakMap'],
	[new WeakSet(), 'is a WeakSet'],
	[/x/, 'is a RegExp'],
	[new TypeError('x'), 'is a Error'],
	[Promise.resolve(), 'is a Promise'],
	[() => 1, '“Fields” is a function, which is not a value'],
	[Symbol('x'), 'is a symbol'],
	[{ record: [{ column: 5, name: 'share', columnValue: Number.NaN }] }, '“share” in “Fields” is NaN'],
	[{ record: [{ column: '', name: '', columnValue: Number.NaN }] }, '“columnValue” in “Fields” is NaN'],
	[cyclic({}), '“self” in “Fields” is an object or list that contains itself'],
	[{ tags: cyclic([]) }, '“tags” in “Fields” is an object or list that contains itself'],
])('%p is refused, naming the field', (given, message) => {
	const read = () => valueFrom(given, { parameter: 'Fields' });
	expect(read).toThrow(InvalidInput);
	expect(read).toThrow(message);
});

test('an undefined part is no part', () =>
	expect(Object.keys(valueFrom({ a: undefined, b: 1 }, { parameter: 'Fields' }) as object)).toEqual(['b']));

test('some values of an object, each by its name', () => {
	expect(valuesFrom({ a: new Date(0), b: NaN }, ['a', 'c'], 'Fields')).toEqual({ a: '1970-01-01T00:00:00.000Z', c: undefined });
	expect(() => valuesFrom({ b: NaN }, ['b'], 'Fields')).toThrow('“b” in “Fields” is NaN');
	for (const other of ['x', null, [1]]) expect(valuesFrom(other, ['a'], 'Fields')).toEqual({});
});
