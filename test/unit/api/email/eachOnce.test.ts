import { eachOnce } from '../../../../nodes/shared/api/email/eachOnce';

test('an address stays in the first list that has it, in any case', () => {
	expect(eachOnce(['a@x.example', 'A@x.example'], ['b@x.example', 'A@X.example'], ['B@x.example', 'c@x.example'])).toEqual([
		['a@x.example'],
		['b@x.example'],
		['c@x.example'],
	]);
});
