import { isStored, notStored } from '../../../../nodes/shared/api/records/notStored';
import type { Json } from '../../../../nodes/shared/api/values/Json';

test.each<[sent: Json, stored: Json | undefined, is: boolean]>([
	[null, null, true],
	[null, undefined, true],
	['', null, true],
	[null, 'a', false],
	['a', undefined, false],
	['a', null, false],
	[false, null, true],
	[false, undefined, false],
	[true, null, false],
	[' a ', 'a', true],
	['a', ' a ', true],
	['a', 'A', false],
	[1, '1', true],
	['1.50', 1.5, true],
	['1.5', 'x', false],
	['x', 0, false],
	['', 0, false],
	[1, true, true],
	['1', true, true],
	[0, false, true],
	['0', false, true],
	[0, true, false],
	['yes', true, false],
	['[object Object]', {}, false],
	['+49 (30) 12-3/4.5', '+493012345', true],
	[' +49 30', '+4930', true],
	['+49 30', '+4931', false],
	['49 30', '4930', false],
	['+49 30 x', '+4930x', false],
	['a +49', 'a+49', false],
	['+', '+ ', true],
	[['a', 'b'], ['b', 'a'], true],
	[['a', 'b'], ['a'], false],
	[['a'], ['a', 'b'], false],
	[['a', 'b'], ['a', 'c'], false],
	[['a'], 'a', false],
	[{ a: 1 }, { a: 1, lower: 'x' }, true],
	[{ a: 1, b: 2 }, { a: 1 }, false],
	[{ a: 1 }, 'a', false],
])('%j is stored as %j: %j', (sent, stored, is) => expect(isStored(sent, stored)).toBe(is));

test('what never comes back is not missed', () => {
	const silent = {
		_x: 1,
		userPassword: 'a',
		passwordConfirm: 'a',
		modifiedAt: 'a',
		modifiedById: 'a',
		modifiedByName: 'a',
		versionNumber: 1,
	};
	expect(notStored({ ...silent, streamUpdatedAt: 'a' }, {})).toEqual([]);
	const told = { a_x: 1, passwordHint: 'a', passwordConfirmed: 'a', file: 'x', contents: 'y' };
	expect(notStored(told, {}, 'Document').map(({ attribute }) => attribute)).toEqual(Object.keys(told));
	expect(notStored({ file: 'x', contents: 'y', name: 'z' }, { name: 'q' }, 'Attachment')).toEqual([
		{ attribute: 'name', sent: 'z', stored: 'q' },
	]);
});
