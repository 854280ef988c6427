import { textOf } from '../../../../nodes/shared/api/values/textOf';

it.each<[unknown, string]>([
	['a', 'a'],
	[5, '5'],
	[null, 'null'],
	[undefined, 'undefined'],
	[['a', null, ['b', 5]], 'a,,b,5'],
	[{ toString: 'x' }, '{"toString":"x"}'],
	[[{ toString: 1 }], '{"toString":1}'],
])('%j as text', (value, text) => expect(textOf(value)).toBe(text));
