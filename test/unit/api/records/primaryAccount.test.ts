import { withoutPrimaryAccount } from '../../../../nodes/shared/api/records/primaryAccount';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

test.each<[values: JsonObject, sent: JsonObject]>([
	[{ accountId: null }, { accountId: null, accountsIds: [] }],
	[{ accountsIds: [] }, { accountsIds: [], accountId: null }],
	[{ accountsIds: null }, { accountsIds: [], accountId: null }],
	[{ accountsIds: ['a'] }, { accountsIds: ['a'] }],
	[
		{ accountsIds: [], accountId: 'a' },
		{ accountsIds: [], accountId: 'a' },
	],
	[
		{ accountId: null, accountName: null },
		{ accountId: null, accountName: null },
	],
	[{ lastName: 'x' }, { lastName: 'x' }],
])('the accounts of a contact: %j is sent as %j', (values, sent) => expect(withoutPrimaryAccount('Contact', values)).toEqual(sent));

test('elsewhere a list of accounts is a list', () =>
	expect(withoutPrimaryAccount('Document', { accountsIds: [] })).toEqual({ accountsIds: [] }));
