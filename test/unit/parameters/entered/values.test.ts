import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { chosenOf } from '../../../../nodes/shared/parameters/entered/chosenOf';
import { collectionOf, ofText, rowsOf } from '../../../../nodes/shared/parameters/entered/collectionOf';
import { filledText } from '../../../../nodes/shared/parameters/entered/filledText';
import { isOn } from '../../../../nodes/shared/parameters/entered/isOn';
import { locatorValue } from '../../../../nodes/shared/parameters/entered/locatorValue';
import { oneOf } from '../../../../nodes/shared/parameters/entered/oneOf';
import { plainText, requiredText } from '../../../../nodes/shared/parameters/entered/plainText';
import { refuseGaps } from '../../../../nodes/shared/parameters/entered/refuseGaps';
import { refuseOtherType } from '../../../../nodes/shared/parameters/entered/refuseOtherType';
import { requiredIds } from '../../../../nodes/shared/parameters/entered/requiredIds';
import { unknownType } from '../../../../nodes/shared/parameters/entered/unknownType';
import { wholeNumber } from '../../../../nodes/shared/parameters/entered/wholeNumber';
import { readerOf } from '../../model/readerOf';

/** What a user sees of a value, or of its refusal: the message, and what to do. */
function seen(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidInput);
		expect((error as InvalidInput).parameter).toBe('Field');
		return { refused: (error as Error).message, hint: (error as InvalidInput).hint };
	}
}
const refused = (message: string, hint?: string) => ({ refused: message, hint });

describe('a switch', () => {
	test.each<[given: unknown, on: unknown]>([
		[true, true],
		[' TRUE ', true],
		[false, false],
		['False', false],
		['', false],
		['  ', false],
		[null, false],
		[undefined, false],
		['yes', refused('“Field” must be true or false, but is "yes"')],
		[1, refused('“Field” must be true or false, but is 1')],
		[[true], refused('“Field” must be true or false, but is [true]')],
		[{ a: 1 }, refused('“Field” must be true or false, but is {"a":1}')],
	])('%j', (given, on) => expect(seen(() => isOn(given, 'Field'))).toEqual(on));
});

describe('one of some values', () => {
	const wrong = (text: string) => refused(`“${text}” in “Field” is not one of the allowed values`, 'Allowed values: one, two.');
	test.each<[given: unknown, value: unknown]>([
		['two', 'two'],
		[' TWO ', 'two'],
		['', 'one'],
		[null, 'one'],
		[undefined, 'one'],
		['three', wrong('three')],
		[2, wrong('2')],
		[['two'], wrong('["two"]')],
		[{ a: 1 }, wrong('{"a":1}')],
	])('%j', (given, value) => expect(seen(() => oneOf(given, ['one', 'two'], 'Field'))).toEqual(value));
});

describe('a choice that shows others', () => {
	test.each<[given: unknown, value: unknown]>([
		['two', 'two'],
		['', refused('“Field” is empty', 'Allowed values: one, two.')],
		[null, refused('“Field” is empty', 'Allowed values: one, two.')],
		['Two', refused('“Two” in “Field” is not one of the allowed values', 'Write “two”.')],
		['three', refused('“three” in “Field” is not one of the allowed values', 'Allowed values: one, two.')],
	])('%j', (given, value) => expect(seen(() => chosenOf(given, ['one', 'two'], 'Field'))).toEqual(value));
});

describe('a whole number of at least 2', () => {
	const wrong = (text: string) => refused(`“Field” must be a whole number of at least 2, but is ${text}`);
	test.each<[given: unknown, value: unknown]>([
		[2, 2],
		[' 3 ', 3],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
		[1, wrong('1')],
		['1', wrong('"1"')],
		[2.5, wrong('2.5')],
		[' ', wrong('" "')],
		[NaN, wrong('NaN')],
		[2 ** 53, wrong(String(2 ** 53))],
		[true, wrong('true')],
		[[3], wrong('[3]')],
	])('%j', (given, value) => expect(seen(() => wholeNumber(given, 'Field', 2))).toEqual(value));
});

describe('text', () => {
	const noText = refused('“Field” must be text, not an object or a list');
	test.each<[given: unknown, text: unknown, required: unknown]>([
		[' a ', ' a ', ' a '],
		[5, '5', '5'],
		[false, 'false', 'false'],
		['', undefined, refused('“Field” is empty', 'Do it.')],
		[' ', undefined, refused('“Field” is empty', 'Do it.')],
		[null, undefined, refused('“Field” is empty', 'Do it.')],
		[{}, noText, noText],
		[['a'], noText, noText],
	])('%j', (given, text, required) => {
		expect(seen(() => plainText(given, 'Field'))).toEqual(text);
		expect(seen(() => requiredText(given, 'Field', 'Do it.'))).toEqual(required);
		expect(seen(() => filledText(readerOf({ field: given }), 'field', 'Field', 'Do it.'))).toEqual(required);
	});
});

test.each<[given: unknown, value: unknown]>([
	[{ __rl: true, mode: 'list', value: 'a' }, 'a'],
	[{ value: 'a' }, 'a'],
	[{ mode: 'id' }, undefined],
	[{ __rl: true }, undefined],
	[{ id: 'a' }, { id: 'a' }],
	['a', 'a'],
	[null, null],
])('a locator %j holds %j', (given, value) => expect(locatorValue(given)).toEqual(value));

describe('a collection', () => {
	const noCollection = refused('“Field” does not have the expected structure', 'Remove the expression and fill in the fields below it.');
	test.each<[given: unknown, keys: string[] | undefined, value: unknown]>([
		[undefined, undefined, {}],
		[null, undefined, {}],
		['', undefined, {}],
		[{ a: 1 }, undefined, { a: 1 }],
		['{"a":1}', undefined, { a: 1 }],
		['null', undefined, {}],
		[{ a: 1 }, ['a', 'b'], { a: 1 }],
		[{ a: 1, c: 2 }, ['a', 'b'], refused('“c” in “Field” is not known', 'Allowed: a, b.')],
		[{ a: 1, c: 2 }, undefined, { a: 1, c: 2 }],
		['a', undefined, noCollection],
		[' ', undefined, noCollection],
		[[], undefined, noCollection],
		[5, undefined, noCollection],
		['{"a"', undefined, noCollection],
	])('%j with the keys %j', (given, keys, value) => expect(seen(() => collectionOf(given, 'Field', keys))).toEqual(value));

	const noRow = refused("“Field” has a row that can't be understood");
	test.each<[given: unknown, rows: unknown]>([
		[undefined, []],
		[{}, []],
		[{ row: [{ a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }]],
		[{ row: { a: 1 } }, [{ a: 1 }]],
		[{ row: '[{"a":1}]' }, [{ a: 1 }]],
		[[{ a: 1 }], [{ a: 1 }]],
		['[{"a":1}]', [{ a: 1 }]],
		[{ row: null }, []],
		[{ other: [] }, refused('“other” in “Field” is not known', 'Allowed: row.')],
		[[{ b: 1 }], refused('“b” in “Field” is not known', 'Allowed: a.')],
		[['a'], noRow],
		[[null], noRow],
		[{ row: 'a' }, noRow],
	])('rows of %j', (given, rows) => expect(seen(() => rowsOf(given, 'row', 'Field', ['a']))).toEqual(rows));

	test.each<[given: unknown, value: unknown]>([
		['[1]', [1]],
		[' 5 ', 5],
		['x', 'x'],
		[' ', ' '],
		[5, 5],
	])('JSON text %j', (given, value) => expect(ofText(given)).toEqual(value));
});

describe('IDs', () => {
	const gap = refused('“Field” is a list with an empty entry', 'Check the expression that gives the list.');
	test.each<[given: unknown, ids: unknown]>([
		['a, b', ['a', 'b']],
		[['a'], ['a']],
		['', refused('“Field” is empty', 'Enter at least one ID.')],
		[[], refused('“Field” is empty', 'Enter at least one ID.')],
		[['a', ''], gap],
		[['a', null], gap],
		[['a', NaN], gap],
	])('%j', (given, ids) => expect(seen(() => requiredIds(given, 'Field'))).toEqual(ids));

	test('what to do where there is none', () =>
		expect(seen(() => requiredIds('', 'Field', 'Do it.'))).toEqual(refused('“Field” is empty', 'Do it.')));

	test('a list with a gap is called what the user sees', () => {
		expect(seen(() => refuseGaps([null], 'Field', '“a” in “Field”'))).toMatchObject({
			refused: '“a” in “Field” is a list with an empty entry',
		});
		// Lists in lists are looked at where they are read.
		for (const whole of ['', null, ['a'], [[null]]]) expect(() => refuseGaps(whole, 'Field')).not.toThrow();
	});

	test.each<[addressed: string[], meant: string | undefined, message: string | undefined]>([
		[['Contact'], 'Account', 'The URL in “Field” leads to a record of the type Contact, but the link leads to Account'],
		[['Account', 'Lead'], 'Account', 'The URL in “Field” leads to a record of the type Lead, but the link leads to Account'],
		[['Account'], 'Account', undefined],
		[['Contact'], undefined, undefined],
		[[], 'Account', undefined],
	])('addresses of %j where %s is meant', (addressed, meant, message) => {
		const result = seen(() => refuseOtherType(addressed, meant, 'Field', 'the link leads to'));
		expect(result).toEqual(message === undefined ? undefined : refused(message));
	});
});

test('a type without fields is named', () => {
	expect(unknownType('account')).toMatchObject({ parameter: 'Entity Type', message: expect.stringContaining('“account”') as string });
});
