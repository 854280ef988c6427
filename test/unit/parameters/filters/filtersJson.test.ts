import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { filters } from '../../../../nodes/shared/parameters/filters/filters';
import { readerOf } from '../../model/readerOf';

async function seen(filtersJson: unknown): Promise<unknown> {
	try {
		return (await filters.read(readerOf({ specifyFilters: 'json', filtersJson }))).where;
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidInput);
		const { parameter, message, hint } = error as InvalidInput;
		return { parameter, message, hint };
	}
}
const equals = (attribute: string, value: string) => ({ type: 'equals', attribute, value });
const [A, B] = [equals('a', '1'), equals('b', '2')];
const [a, b] = [
	{ field: 'a', value: '1' },
	{ attribute: 'b', operator: 'equals', value: '2' },
];

test.each<[given: unknown, where: unknown[]]>([
	[undefined, []],
	[null, []],
	[' ', []],
	['null', []],
	[[], []],
	[
		[a, b],
		[A, B],
	],
	// A condition alone, without the list.
	[a, [A]],
	[b, [B]],
	[A, [A]],
	[{ operator: 'isNull', field: 'a' }, [{ type: 'isNull', attribute: 'a' }]],
	[{ any: [a, b] }, [{ type: 'or', value: [A, B] }]],
	[{ all: [a, b] }, [A, B]],
	[[{ any: [a, { all: [a, b] }] }], [{ type: 'or', value: [A, { type: 'and', value: [A, B] }] }]],
	[[{ field: 'a', operator: 'between', value: '1', to: '9' }], [{ type: 'between', attribute: 'a', value: ['1', '9'] }]],
])('%j', async (given, where) => expect(await seen(given)).toEqual(where));

const EXAMPLE = 'Write a list of conditions, e.g. [{"field":"name","operator":"equals","value":"Acme"}].';
test.each<[given: unknown, message: string, hint?: string]>([
	['"x"', '“Filters (JSON)” must be a list of conditions in square brackets', EXAMPLE],
	[
		{ stage: 'New' },
		'“stage” in “Filters (JSON)” is not known',
		'[{"field":"stage","operator":"equals","value":"New"}]. Or an object that has some of combine, ',
	],
	[{ stage: null }, '“stage” in “Filters (JSON)” is not known', '[{"field":"stage","operator":"equals","value":null}].'],
	[{ stage: ['New'] }, '“stage” in “Filters (JSON)” is not known', EXAMPLE],
	[{ 'a b': 'New' }, '“a b” in “Filters (JSON)” is not known', EXAMPLE],
	[['x'], '“Filters (JSON)”, item 1: each condition must be an object', EXAMPLE],
	[[a, { any: [a, 'x'] }], '“Filters (JSON)”, item 2.2: each condition must be an object', EXAMPLE],
	[[{ any: [] }], '“Filters (JSON)”, item 1: “any” must be a list of at least one condition, and stand alone'],
	[[{ all: 'x' }], '“Filters (JSON)”, item 1: “all” must be a list of at least one condition, and stand alone'],
	[[{ all: [a], field: 'a' }], '“Filters (JSON)”, item 1: “all” must be a list of at least one condition, and stand alone'],
	[
		[{ field: 'a', stage: 'New' }],
		'“Filters (JSON)”, item 1: “stage” is not a key of a condition',
		'Allowed keys: field, attribute, operator, value, to. Write',
	],
	[[{ operator: 'isNull' }], '“Filters (JSON)”, item 1: the condition has no “field”', EXAMPLE],
	[[{ field: 'a', operator: ['equals'], value: 'x' }], '“Operator Name or ID” must be the name of one operator, not a list or object'],
])('%j is refused', async (...[given, message, hint]) => {
	expect(await seen(given)).toMatchObject({ message, ...(hint ? { hint: expect.stringContaining(hint) as string } : {}) });
});
