import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { valueFrom } from '../../../../nodes/shared/parameters/reading/valueFrom';

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
	[cyclic({}), '“self” in “Fields” is an object or list that contains itself'],
	[{ tags: cyclic([]) }, '“tags” in “Fields” is an object or list that contains itself'],
])('%p is refused, naming the field', (given, message) => {
	const read = () => valueFrom(given, { parameter: 'Fields' });
	expect(read).toThrow(InvalidInput);
	expect(read).toThrow(message);
});
