import { askedAttributes } from '../../../../nodes/shared/api/lists/askedAttributes';

test.each<[wanted: string[] | undefined, orderBy: string | undefined, asked: string[] | undefined]>([
	[undefined, undefined, undefined],
	[['name', 'website'], undefined, ['name', 'website']],
	[['name', 'lastName'], undefined, ['name', 'lastName', 'firstName', 'middleName']],
	[['name'], 'lastName', ['name', 'firstName', 'middleName', 'lastName']],
	[['parentName'], undefined, ['parentName', 'parentId', 'parentType']],
	[['accountName', 'accountId'], undefined, ['accountName', 'accountId', 'accountType']],
	[['firstName', 'userName', 'salutationName'], undefined, ['firstName', 'userName', 'salutationName']],
	[['bodyPlain'], undefined, ['bodyPlain', 'body', 'isHtml']],
	[['teamsNames'], undefined, ['teamsNames']],
])('of %j, sorted by %s, lists are asked for %j', (wanted, orderBy, asked) => expect(askedAttributes(wanted, orderBy)).toEqual(asked));
