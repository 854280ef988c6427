import { linkedRecordChoices, linkTarget, type LinkTarget } from '../../../../nodes/shared/api/links/linkedRecordChoices';
import { describedServer } from '../../model/describedServer';

const document = {
	scopes: { Account: {}, Contact: {}, Team: {} },
	entityDefs: {
		Contact: {
			fields: {
				name: { type: 'varchar' },
				account: { type: 'link' },
				accounts: { type: 'linkMultiple', columns: { role: 'r' } },
				teams: { type: 'linkMultiple' },
				locked: { type: 'linkMultiple', columns: { x: 'y' } },
				one: { type: 'linkOne' },
				parent: { type: 'linkParent', entityList: ['Account', 'Team'] },
				owner: { type: 'linkParent' },
				createdBy: { type: 'link', readOnly: true },
				photo: { type: 'image' },
				gone: { type: 'link' },
				papers: { type: 'attachmentMultiple' },
			},
			links: {
				account: { type: 'belongsTo', entity: 'Account' },
				accounts: { type: 'hasMany', entity: 'Account' },
				teams: { type: 'hasMany', entity: 'Team' },
				locked: { type: 'hasMany', entity: 'Team' },
				one: { type: 'belongsTo', entity: 'Team' },
				createdBy: { type: 'belongsTo', entity: 'Team' },
				photo: { type: 'belongsTo', entity: 'Team' },
				papers: { type: 'hasChildren', entity: 'Team' },
			},
		},
		Account: {
			fields: { account: { type: 'link' }, accounts: { type: 'linkMultiple' } },
			links: { account: { type: 'belongsTo', entity: 'Account' }, accounts: { type: 'hasMany', entity: 'Account' } },
		},
	},
};
const i18n = { Global: { scopeNames: { Account: 'Company' } }, Contact: { fields: { account: 'Account', parent: 'Parent' } } };
const user = { acl: { fieldTable: { Contact: { lockedColumns: { edit: 'no' } } } } };

const choicesOf = async (entityType: string) =>
	(await linkedRecordChoices(describedServer({ metadata: document, i18n, user }).metadata, entityType)).map(
		({ value, label }) => `${value}=${label}`,
	);

test('links that are set by an attribute, with what their rows need to know', async () =>
	expect(await choicesOf('Contact')).toEqual([
		'accountId=Account (Primary)',
		'accountsIds=accounts',
		'teamsIds:plain=teams',
		// Its columns may not be written.
		'lockedIds:plain=locked',
		'oneId=one',
		'parentId:Account=Parent: Company',
		'parentId:Team=Parent: Team',
	]));

test('the primary record is one of contacts alone', async () =>
	expect(await choicesOf('Account')).toEqual(['accountId=account', 'accountsIds:plain=accounts']));

test.each<[string, LinkTarget]>([
	['accountId', { attribute: 'accountId', field: 'account', several: false }],
	[' contactsIds ', { attribute: 'contactsIds', field: 'contacts', several: true }],
	['teamsIds:plain', { attribute: 'teamsIds', field: 'teams', several: true }],
	['parentId:Account', { attribute: 'parentId', field: 'parent', several: false, entityType: 'Account' }],
	['c2FooId', { attribute: 'c2FooId', field: 'c2Foo', several: false }],
])('%j', (choice, target) => expect(linkTarget(choice, 'Linked Records')).toEqual(target));

test.each<[choice: unknown, message: string]>([
	['', 'A row of “Linked Records” has no link'],
	[undefined, 'A row of “Linked Records” has no link'],
	[null, 'A row of “Linked Records” has no link'],
	['account', '“account” in “Linked Records” is not a link'],
	['Id', '“Id” in “Linked Records” is not a link'],
	['accountId:', '“accountId:” in “Linked Records”'],
	['2Id', '“2Id” in'],
	['accountId:Account:x', 'is not a link'],
	['x/accountId', 'is not a link'],
	['accountIdx', 'is not a link'],
	[{ a: 1 }, '“{"a":1}” in “Linked Records” is not a link'],
])('%j is none', (choice, message) => expect(() => linkTarget(choice, 'Linked Records')).toThrow(message));
