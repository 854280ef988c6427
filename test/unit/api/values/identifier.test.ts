import { identifierList, nameIdentifier, recordIdentifier } from '../../../../nodes/shared/api/values/identifier';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';

/** What would change the path of a request, or is nothing. */
const HOSTILE = [
	'',
	'   ',
	'..',
	'.',
	'../User',
	'%2e%2e',
	'%2E%2E%2FUser',
	'a%2Fb',
	'a/b',
	'a\\b',
	'a?b',
	'a#b',
	'a b',
	'a\nb',
	'a\u0000',
	'é',
	'-a',
	'_a',
	'a;b',
	'a:b',
	'{}',
	undefined,
	null,
	{},
	[],
	true,
];

test.each(['6b046affe09989a18', '1', 'a', '5f0c2a14-9b1e-4b8e-8f4c-2f6f0a5c9d11', 'A_b-1', 'x'.repeat(64)])('%s is an ID', (id) => {
	expect(recordIdentifier(` ${id} `, 'Record')).toBe(id);
});

test('a number is an ID, as old installations have them', () => expect(recordIdentifier(1, 'Record')).toBe('1'));

test.each([...HOSTILE, 'x'.repeat(65), 1.5, NaN, Infinity, -1, 2 ** 60])('%j is no ID', (value) => {
	expect(() => recordIdentifier(value, 'Record')).toThrow(InvalidInput);
	expect(() => recordIdentifier(value, 'Record')).toThrow(/“Record”/);
});

test.each(['Account', 'CFieldZoo', 'a', 'billingAddressCity', 'Team2'])('%s is a name', (name) =>
	expect(nameIdentifier(` ${name} `, 'Entity Type')).toBe(name),
);

test.each([...HOSTILE, '2Team', 'My-Type', 'My_Type', 'x'.repeat(101), 5])('%j is no name', (value) => {
	expect(() => nameIdentifier(value, 'Entity Type')).toThrow(InvalidInput);
	expect(() => nameIdentifier(value, 'Entity Type')).toThrow(/“Entity Type”/);
});

test('long input is shown shortened', () => {
	expect(() => recordIdentifier('/'.repeat(5_000), 'Record')).toThrow(
		expect.objectContaining({ message: expect.stringMatching(/^.{1,120}$/) as string }) as Error,
	);
});

test.each<[value: unknown, ids: string[]]>([
	['a, b ,c', ['a', 'b', 'c']],
	['a', ['a']],
	['a,,b,', ['a', 'b']],
	[
		['a', ' b '],
		['a', 'b'],
	],
	[
		['a', 'a', 'b', 'a'],
		['a', 'b'],
	],
	[5, ['5']],
	['', []],
	[[], []],
	[undefined, []],
	[null, []],
	[[null, '', 'a'], ['a']],
])('the list %j', (value, ids) => {
	expect(identifierList(value, (item) => recordIdentifier(item, 'IDs'))).toEqual(ids);
});

test.each([['a, ../b'], [['a', {}]], ['a b'], [{ a: 1 }]])('a list with a bad entry is refused: %j', (value) => {
	expect(() => identifierList(value, (item) => recordIdentifier(item, 'IDs'))).toThrow(InvalidInput);
});

test.each([undefined, null, '', ' ', 'undefined', ' null ', 'NaN', {}, []])('%j is what an expression leaves that found nothing', (value) =>
	expect(() => recordIdentifier(value, 'Record ID')).toThrow(/^“Record ID” is empty$/),
);
test.each([{ a: 1 }, ['a'], true, 'a b'])('%j is something, and no ID', (value) =>
	expect(() => recordIdentifier(value, 'Record ID')).toThrow('is not an EspoCRM ID'),
);
test.each([5, {}, undefined, 'x'.repeat(101)])('%j is no name', (value) =>
	expect(() => nameIdentifier(value, 'Entity Type')).toThrow(InvalidInput),
);
test('a name can have a hundred letters', () => expect(nameIdentifier('x'.repeat(100), 'Entity Type')).toHaveLength(100));
