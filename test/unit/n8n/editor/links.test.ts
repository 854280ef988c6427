import { locator } from '../../../harness/locator';
import { accountsPanel, CHOSEN_ACCOUNT, offeredOf, valuesOf } from '../../model/accountsPanel';

describe('links', () => {
	test('that can be set while a record is written', async () => {
		const options = await offeredOf('getLinkedRecordChoices');
		expect(options).toEqual([
			{ name: 'account', value: 'accountId', description: 'accountId' },
			{ name: 'contacts', value: 'contactsIds', description: 'contactsIds' },
			{ name: 'parent: Company', value: 'parentId:Account', description: 'parentId:Account' },
			{ name: 'parent: Person', value: 'parentId:Contact', description: 'parentId:Contact' },
			{ name: 'teams', value: 'teamsIds:plain', description: 'teamsIds' },
		]);
	});

	test('as an older workflow holds them', async () => {
		const options = await offeredOf('getLinkedRecordChoices', CHOSEN_ACCOUNT, { link: 'teamsIds' });
		expect(valuesOf(options)).toContain('teamsIds');
		expect(valuesOf(options)).toContain('contactsIds');
		expect(valuesOf(options)).not.toContain('teamsIds:plain');
	});

	const NONE = { name: 'None', value: '' };
	test.each<[link: string | undefined, columns: object[]]>([
		[undefined, [NONE]],
		['', [NONE]],
		['accountId', [NONE]],
		['teamsIds:plain', [NONE]],
		[
			'contactsIds',
			[
				NONE,
				{ name: 'Role there', value: 'role', description: 'role' },
				{ name: 'isInactive', value: 'isInactive:boolean', description: 'isInactive' },
			],
		],
	])('columns of %s', async (link, columns) => {
		expect(await offeredOf('getLinkedRecordColumns', CHOSEN_ACCOUNT, link === undefined ? {} : { link })).toEqual(columns);
	});

	test('columns that the other side holds are set there', async () => {
		expect(await offeredOf('getLinkedRecordColumns', { entityType: locator('Contact') }, { link: 'accountsIds' })).toEqual([NONE]);
		expect(await offeredOf('getLinkColumns', { entityType: locator('Contact'), link: locator('accounts') })).toEqual([
			{ name: expect.any(String) as string, value: 'Contact.accounts.role@Account.contacts', description: 'role' },
			{ name: 'isInactive', value: 'Contact.accounts.isInactive@Account.contacts:boolean', description: 'isInactive' },
		]);
	});

	test('columns by the label of what shows them', async () => {
		expect(await offeredOf('getLinkColumns', { ...CHOSEN_ACCOUNT, link: locator('contacts') })).toEqual([
			{ name: 'Role there', value: 'Account.contacts.role', description: 'role' },
			{ name: 'isInactive', value: 'Account.contacts.isInactive:boolean', description: 'isInactive' },
		]);
		await expect(offeredOf('getLinkColumns', { ...CHOSEN_ACCOUNT, link: locator('teams') })).rejects.toThrow(
			'“teams” of Account has no columns',
		);
		await expect(offeredOf('getLinkColumns', { ...CHOSEN_ACCOUNT, link: locator('') })).rejects.toThrow('Relation');
	});

	test.each<[link: string, found: string]>([
		['accountId', 'a1'],
		['contactsIds', 'c1'],
		['parentId:Contact', 'c1'],
	])('records that %s can lead to', async (link, found) => {
		const opened = accountsPanel(CHOSEN_ACCOUNT, { link });
		const result = await opened.search('searchLinkedRecords', 'A%');
		expect(valuesOf(result?.results ?? [])).toEqual([found]);
		expect(opened.sent.at(-1)).toContain('"contains"');
	});

	test('that lead to several types, or to nothing', async () => {
		await expect(accountsPanel(CHOSEN_ACCOUNT, { link: 'parentId' }).search('searchLinkedRecords')).rejects.toThrow(
			'“parent” does not lead to a single entity type',
		);
		await expect(accountsPanel(CHOSEN_ACCOUNT, { link: 'name' }).search('searchLinkedRecords')).rejects.toThrow(
			'“name” in “Linked Records”',
		);
	});

	test.each<[link: string | undefined, fields: string[]]>([
		[undefined, ['name']],
		['', ['name']],
		['accountId', ['name', 'emailAddress', 'phoneNumber', 'about', 'city', 'code', 'stage', 'amount']],
		['contactsIds', ['name', 'userName', 'rank']],
		['parentId:Contact', ['name', 'userName', 'rank']],
		['parentId', []],
	])('fields by which a record of %s can be found, the usual ones first', async (link, fields) => {
		const options = await offeredOf('getIdentifyingFields', CHOSEN_ACCOUNT, link === undefined ? {} : { link });
		expect(valuesOf(options)).toEqual(fields);
	});
});
