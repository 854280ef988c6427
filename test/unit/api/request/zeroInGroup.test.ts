import type { WhereItem } from '../../../../nodes/shared/api/request/WhereItem';
import { withZeros } from '../../../../nodes/shared/api/request/zeroInGroup';

const of = (type: string, value: WhereItem['value'] = '0'): WhereItem => ({ type, attribute: 'a', value });

test.each<[given: WhereItem, sent: WhereItem]>([
	[of('equals'), of('equals')],
	[
		{ type: 'or', value: [of('equals'), of('notEquals')] },
		{ type: 'or', value: [of('in', ['0']), of('notIn', ['0'])] },
	],
	[
		{ type: 'and', value: [of('contains'), of('nosuch')] },
		{ type: 'and', value: [of('contains', 0), of('nosuch', 0)] },
	],
	[
		{ type: 'or', value: [{ type: 'and', value: [of('equals')] }] },
		{ type: 'or', value: [{ type: 'and', value: [of('in', ['0'])] }] },
	],
	...['1', '00', '', 0, ['0']].map((value): [WhereItem, WhereItem] => {
		const group = { type: 'or', value: [of('equals', value)] };
		return [group, group];
	}),
	[
		{ type: 'or', value: '0' },
		{ type: 'or', value: '0' },
	],
	[of('in', ['0']), of('in', ['0'])],
])('%j', (given, sent) => expect(withZeros(given)).toEqual(sent));
