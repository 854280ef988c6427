import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';

import type { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { refuseNothing } from '../../../../nodes/shared/parameters/entered/refuseNothing';
import { hasNothing, isFilledIn, type ParameterPath } from '../../../../nodes/shared/parameters/reading/enteredValue';
import { parameterAccess } from '../../../../nodes/shared/parameters/reading/parameterAccess';
import { readerOf } from '../../model/readerOf';

const EXPRESSION = '={{ $json.x }}';

test.each<[parameters: INodeParameters, path: ParameterPath, is: boolean]>([
	[{ a: EXPRESSION }, ['a'], true],
	[{ a: 'x = y' }, ['a'], false],
	[{ a: 'x' }, ['a'], false],
	[{ a: 5 }, ['a'], false],
	[{}, ['a'], false],
	[{ a: null as never }, ['a', 'b'], false],
	[{ a: { b: EXPRESSION } }, ['a', 'b'], true],
	[{ a: { b: EXPRESSION } }, ['a', 'c'], false],
	[{ a: { b: EXPRESSION } }, ['a'], false],
	// A part of an expression is one.
	[{ a: EXPRESSION }, ['a', 'b', 0, 'c'], true],
	[{ a: [{ b: EXPRESSION }] }, ['a', 0, 'b'], true],
	[{ a: ['x', EXPRESSION] }, ['a'], true],
	[{ a: { __rl: true, mode: 'id', value: EXPRESSION } as never }, ['a'], true],
	[{ a: { __rl: true, mode: 'id', value: 'x' } as never }, ['a'], false],
	[{ a: { value: EXPRESSION } }, ['a'], false],
	[{ a: { mode: EXPRESSION } }, ['a'], false],
	// What an AI agent is to fill in.
	[{ a: "={{ $fromAI('a') }}" }, ['a'], false],
	[{ a: "={{ $fromai  ('a') }}" }, ['a'], false],
	[{ a: '={{ $fromAI }}' }, ['a'], true],
])('in %j an expression stands at %j: %s', (parameters, path, is) => expect(isFilledIn(parameters, path)).toBe(is));

test.each<[value: unknown, has: boolean]>([
	[null, true],
	[undefined, true],
	['', true],
	[' ', true],
	[NaN, true],
	[['a', null], true],
	[['a', NaN], true],
	[0, false],
	[false, false],
	['a', false],
	[[], false],
	[['a'], false],
	[[['a', null]], false],
	[{}, false],
])('%p has nothing in it: %s', (value, has) => expect(hasNothing(value)).toBe(has));

const PROPERTIES = [
	{ displayName: 'First', name: 'first' },
	{
		displayName: 'All',
		name: 'all',
		options: [
			{ displayName: 'Inner', name: 'inner' },
			{ displayName: 'Rows', name: 'rows', values: [{ displayName: 'Of a Row', name: 'ofRow' }] },
			{ name: 'bare', value: 'x' },
		],
	},
	{ displayName: 'Another', name: 'another', options: [{ displayName: 'Elsewhere', name: 'elsewhere' }] },
] as unknown as INodeProperties[];

function accessTo(values: Record<string, unknown>, parameters: INodeParameters = {}) {
	return parameterAccess({ parameters } as INode, PROPERTIES, (name) => values[name]);
}
function seen(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		const { parameter, message } = error as InvalidInput;
		return { parameter, message };
	}
}

describe('a parameter', () => {
	test('is plain JSON, without what is nothing', () => {
		expect(accessTo({ first: { at: new Date(0), gone: undefined } }).get('first')).toEqual({ at: '1970-01-01T00:00:00.000Z' });
	});

	test('that narrows keeps what is nothing', () => {
		expect(accessTo({ first: { a: undefined, b: [undefined] } }).resolved('first')).toEqual({ a: null, b: [null] });
	});

	test.each<[name: string, value: unknown, label: string]>([
		['first', NaN, '“First”'],
		['unknown', NaN, '“unknown”'],
		['all', { inner: NaN }, '“Inner” in “All”'],
		['all', { rows: [{ ofRow: NaN }] }, '“Of a Row” in “All”'],
		['all', { elsewhere: NaN }, '“elsewhere” in “All”'],
		['all', { bare: NaN }, '“bare” in “All”'],
	])('%s: %p is refused by its label', (name, value, label) => {
		expect(seen(() => accessTo({ [name]: value }).get(name))).toMatchObject({ message: `${label} is NaN, which is not a number` });
		expect(seen(() => accessTo({ [name]: value }).resolved(name))).toMatchObject({ message: `${label} is NaN, which is not a number` });
	});

	test.each<[value: unknown, entered: string, result: unknown]>([
		[null, EXPRESSION, { parameter: 'First', message: '“First” is an expression that gives nothing' }],
		['', EXPRESSION, { parameter: 'First', message: '“First” is an expression that gives nothing' }],
		[['a', null], EXPRESSION, { parameter: 'First', message: '“First” is an expression that gives nothing' }],
		['a', EXPRESSION, 'a'],
		['', 'x', ''],
		[
			'a\u0000',
			'x',
			{ parameter: 'First', message: expect.stringContaining("“First” contains a character that EspoCRM can't store") as string },
		],
	])('%j, entered as %s, narrows', (value, entered, result) => {
		const access = accessTo({ first: value }, { first: entered });
		expect(seen(() => access.resolved('first'))).toEqual(result);
		expect(access.isFilledIn('first')).toBe(entered === EXPRESSION);
	});
});

test.each<[value: unknown, isExpression: boolean, message: string | undefined]>([
	[null, true, '“Part” in “All” is an expression that gives nothing'],
	['', true, '“Part” in “All” is an expression that gives nothing'],
	[undefined, true, undefined],
	['', false, undefined],
	['a', true, undefined],
])('a part of a collection that is %j, by an expression: %s', (value, isExpression, message) => {
	const asked: unknown[] = [];
	const reader = { ...readerOf({}), isFilledIn: (...path: unknown[]) => (asked.push(path), isExpression) };
	const result = seen(() => refuseNothing(reader, value, ['all', 'part'], { label: 'Part', parameter: 'All' })) as
		{ message?: string } | undefined;
	expect(result?.message).toBe(message);
	for (const path of asked) expect(path).toEqual(['all', 'part']);
	if (message)
		expect(seen(() => refuseNothing(reader, value, ['part'], { label: 'Part' }))).toEqual({
			parameter: 'Part',
			message: '“Part” is an expression that gives nothing',
		});
});
