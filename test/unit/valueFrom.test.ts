import { valueFrom } from '../../nodes/shared/operation/valueFrom';

test.each<[unknown, unknown]>([
	['text', 'text'],
	[5, 5],
	[null, null],
	[undefined, undefined],
	[new Date('2026-11-23T10:00:00Z'), '2026-11-23T10:00:00.000Z'],
	[{ at: new Date('2026-11-23T10:00:00Z') }, { at: '2026-11-23T10:00:00.000Z' }],
	[{ amount: Number.NaN, name: 'x' }, { name: 'x' }],
	[{ amount: Infinity, at: new Date('nope'), name: null }, { name: null }],
	[{ inner: { amount: Number.NaN, a: [1, 'b'] } }, { inner: { a: [1, 'b'] } }],
])('%j becomes %j', (given, expected) => expect(valueFrom(given)).toEqual(expected));

test('what is no number stays so, where a parameter itself is one: its check refuses it', () => expect(valueFrom(Infinity)).toBe(Infinity));
