import type { INodeParameters, INodeType } from 'n8n-workflow';

import { EspoCrmTrigger } from '../../../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { locator } from '../../../harness/locator';
import { openPanel } from '../../model/openPanel';
import { panelServer } from '../../model/panelServer';

const FIELDS = {
	name: { type: 'varchar', required: true, audited: true },
	code: { type: 'varchar', readOnly: true },
	city: { type: 'varchar', orderDisabled: true },
	about: { type: 'text' },
	emailAddress: { type: 'email' },
	phoneNumber: { type: 'phone' },
	amount: { type: 'int', audited: true },
	stage: { type: 'enum', options: ['New'] },
	when: { type: 'datetime' },
	account: { type: 'link' },
	contacts: { type: 'linkMultiple', columns: { role: 'contactRole' } },
	teams: { type: 'linkMultiple' },
	parent: { type: 'linkParent', entityList: ['Account', 'Contact'] },
	logo: { type: 'image' },
	files: { type: 'attachmentMultiple' },
	createdAt: { type: 'datetime', readOnly: true },
	modifiedBy: { type: 'link', readOnly: true },
	isFollowed: { type: 'bool' },
};
const CONTACT = {
	name: { type: 'varchar' },
	userName: { type: 'varchar' },
	rank: { type: 'int' },
	born: { type: 'date' },
	accountRole: { type: 'varchar' },
};
const DEFS = {
	Account: {
		fields: FIELDS,
		links: {
			account: { type: 'belongsTo', entity: 'Account' },
			contacts: {
				type: 'hasMany',
				entity: 'Contact',
				foreign: 'accounts',
				additionalColumns: { role: { type: 'varchar' }, isInactive: { type: 'bool' } },
				columnAttributeMap: { role: 'contactRole' },
			},
			teams: { type: 'hasMany', entity: 'Team' },
			parent: { type: 'belongsToParent' },
		},
	},
	Contact: {
		fields: CONTACT,
		links: {
			accounts: { type: 'hasMany', entity: 'Account', foreign: 'contacts', columnAttributeMap: { role: 'accountRole' } },
			opposite: { type: 'hasMany', entity: 'Contact' },
		},
	},
	Team: { fields: { name: { type: 'varchar' } }, links: {} },
	Email: { fields: { subject: { type: 'varchar' }, parent: { type: 'linkParent', entityList: ['Contact', 'Gone'] } }, links: {} },
};
const SCOPES = Object.fromEntries(Object.keys(DEFS).map((type) => [type, { entity: true, object: true, stream: type === 'Account' }]));
const server = panelServer({
	metadata: {
		entityDefs: DEFS,
		scopes: SCOPES,
		clientDefs: { Account: { filterList: ['open'], boolFilterList: ['onlyMy'] }, Contact: { filterList: ['known'] } },
	},
	labels: {
		Global: { scopeNames: { Account: 'Company', Contact: 'Person' } },
		Account: {
			fields: { amount: 'Sum', about: 'About it', contactRole: 'Role there' },
			links: { contacts: 'People' },
			presetFilters: { open: 'Open ones' },
			boolFilters: { onlyMy: 'Mine' },
		},
		Contact: { fields: { accountRole: 'Role here', userName: 'A user', rank: 'A rank' } },
	},
	records: {
		Team: [{ id: 't2', name: 'Zoo' }, { id: 't1', name: 'Ark' }, { id: 't3' }],
		User: [
			{ id: 'u2', name: 'Zoe', userName: 'zoe' },
			{ id: 'u1', name: null, userName: 'adam' },
		],
		Account: [{ id: 'a1', name: 'Acme' }],
		Contact: [{ id: 'c1', name: 'Ann' }],
		Email: [{ id: 'e1', name: 'Hello' }],
		EmailTemplate: [{ id: 'et1', name: 'Welcome' }],
		Template: [
			{ id: 'p1', name: 'Offer', status: 'Active' },
			{ id: 'p2', name: 'Old', status: 'Inactive' },
			{ id: 'p3', name: 'From before 9.2' },
		],
		EmailFolder: [{ id: 'f1', name: 'My folder' }],
		GroupEmailFolder: [{ id: 'g1', name: 'Support' }],
	},
	user: { user: { emailAddressList: ['ann@example.com', 'sales@example.com'] } },
	settings: { availableReactions: ['Like', 'Love'] },
});
const ACCOUNT = { entityType: locator('Account') };
const panel = (parameters: INodeParameters = ACCOUNT, row: INodeParameters = {}, type?: INodeType) =>
	openPanel(parameters, server, row, type);
const offered = async (method: string, parameters?: INodeParameters, row?: INodeParameters) => await panel(parameters, row).options(method);
const valuesOf = (list: Array<{ value: unknown }>) => list.map(({ value }) => value);

describe('attributes', () => {
	test('to write: what can be written, by label, with the name below', async () => {
		const options = await offered('getWritableAttributes');
		expect(options.slice(0, 2)).toEqual([
			{ name: 'About it', value: 'about', description: 'about' },
			expect.objectContaining({ value: 'accountId' }),
		]);
		expect(valuesOf(options)).toEqual(expect.arrayContaining(['name', 'amount', 'emailAddressIsOptedOut']));
		for (const readOnly of ['code', 'createdAt', 'accountName']) expect(valuesOf(options)).not.toContain(readOnly);
		expect(options.map(({ name }) => name)).toEqual([...options.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)));
	});

	test('to clear: neither what must be there nor flags', async () => {
		const names = valuesOf(await offered('getClearableAttributes'));
		expect(names).toEqual(expect.arrayContaining(['about', 'amount', 'emailAddress', 'accountId']));
		for (const kept of ['name', 'code', 'emailAddressIsOptedOut']) expect(names).not.toContain(kept);
	});

	test('to select: all, by label', async () => {
		const options = await offered('getSelectableAttributes');
		expect(valuesOf(options)).toEqual(expect.arrayContaining(['code', 'createdAt', 'amount', 'accountName']));
		expect(options.find(({ value }) => value === 'amount')).toEqual({ name: 'Sum', value: 'amount', description: 'amount' });
		expect(options[0]?.name).toBe('About it');
		expect(valuesOf(options)).not.toContain('accountRole');
	});

	test.each<[title: string, more: INodeParameters, has: string[], hasNot: string[]]>([
		[
			'related records have the columns of the relation',
			{ resource: 'relation', link: locator('contacts') },
			['rank', 'accountRole'],
			['amount'],
		],
		[
			'a link that was chosen before means nothing elsewhere',
			{ resource: 'entity', link: locator('contacts') },
			['amount'],
			['accountRole'],
		],
		['before a link is chosen', { resource: 'relation', link: locator('') }, ['amount'], ['accountRole']],
		[
			'a link without another side',
			{ entityType: locator('Contact'), resource: 'relation', link: locator('opposite') },
			['rank'],
			['amount'],
		],
		['to records of several types', { resource: 'relation', link: locator('parent') }, ['amount'], []],
		['e-mails', { resource: 'email' }, ['subject'], ['amount']],
	])('to select: %s', async (_title, more, has, hasNot) => {
		const names = valuesOf(await offered('getSelectableAttributes', { ...ACCOUNT, ...more }));
		expect(names).toEqual(expect.arrayContaining(has));
		for (const name of hasNot) expect(names).not.toContain(name);
	});

	test('the columns of a relation are called as the other side calls them', async () => {
		const options = await offered('getSelectableAttributes', { ...ACCOUNT, resource: 'relation', link: locator('contacts') });
		expect(options.find(({ value }) => value === 'accountRole')).toMatchObject({ name: 'Role here' });
	});
});

test('lists can be sorted by fields that have a value of their own', async () => {
	const options = await offered('getSortFields');
	expect(options[0]).toEqual({ name: 'About it', value: 'about' });
	const names = valuesOf(options);
	expect(names).toEqual(expect.arrayContaining(['name', 'amount', 'account', 'parent', 'emailAddress']));
	for (const other of ['city', 'contacts', 'teams', 'logo', 'files', 'accountId']) expect(names).not.toContain(other);
	expect(new Set(names).size).toBe(names.length);
	expect(options.map(({ name }) => name)).toEqual([...options.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)));
});

test.each([
	'linkMultiple',
	'attachmentMultiple',
	'jsonObject',
	'jsonArray',
	'arrayInt',
	'image',
	'file',
	'map',
	'base',
	'array',
	'multiEnum',
	'checklist',
	'urlMultiple',
])('no list is sorted by a field of the type %s', async (type) => {
	const entityDefs = { Account: { fields: { name: { type: 'varchar' }, odd: { type } }, links: {} } };
	const options = await openPanel(ACCOUNT, panelServer({ metadata: { entityDefs, scopes: SCOPES } })).options('getSortFields');
	expect(valuesOf(options)).toEqual(['name']);
});

describe('filters that are ready', () => {
	test.each([
		['getPresetFilters', ACCOUNT, [{ name: 'Open ones', value: 'open' }]],
		['getBoolFilters', ACCOUNT, [{ name: 'Mine', value: 'onlyMy' }]],
		[
			'getPresetFilters',
			{ ...ACCOUNT, resource: 'relation', link: locator('contacts') },
			[{ name: expect.any(String) as string, value: 'known' }],
		],
	])('%s', async (method, parameters, options) => expect(await offered(method, parameters)).toEqual(options));
});

test('types with a stream', async () => expect(await offered('getStreamEntityTypes', {})).toEqual([{ name: 'Company', value: 'Account' }]));

describe('fields whose changes the stream notes', () => {
	const audited = async (parameters: INodeParameters) => await panel(parameters, {}, new EspoCrmTrigger()).options('getAuditedFields');
	const all = [
		{ name: 'name', value: 'name' },
		{ name: 'Sum', value: 'amount' },
	];
	test.each<[title: string, parameters: INodeParameters, options: object[]]>([
		['of the chosen types', { entityTypes: ['Contact', 'Account'] }, all],
		['of the one type', { entityTypes: [], ...ACCOUNT }, all],
		['of types that an expression gives', { entityTypes: '={{ $json.types }}', ...ACCOUNT }, all],
		['of a type without such fields', { entityTypes: ['Team'] }, []],
	])('%s', async (_title, parameters, options) => expect(await audited(parameters)).toEqual(options));

	test('say what is to be chosen first', async () =>
		await expect(audited({ entityType: locator('') })).rejects.toThrow('“Entity Type Names or IDs”'));
});

describe('links', () => {
	test('that can be set while a record is written', async () => {
		const options = await offered('getLinkedRecordChoices');
		expect(options).toEqual([
			{ name: 'account', value: 'accountId', description: 'accountId' },
			{ name: 'contacts', value: 'contactsIds', description: 'contactsIds' },
			{ name: 'parent: Company', value: 'parentId:Account', description: 'parentId:Account' },
			{ name: 'parent: Person', value: 'parentId:Contact', description: 'parentId:Contact' },
			{ name: 'teams', value: 'teamsIds:plain', description: 'teamsIds' },
		]);
	});

	test('as an older workflow holds them', async () => {
		const options = await offered('getLinkedRecordChoices', ACCOUNT, { link: 'teamsIds' });
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
		expect(await offered('getLinkedRecordColumns', ACCOUNT, link === undefined ? {} : { link })).toEqual(columns);
	});

	test('columns that the other side holds are set there', async () => {
		expect(await offered('getLinkedRecordColumns', { entityType: locator('Contact') }, { link: 'accountsIds' })).toEqual([NONE]);
		expect(await offered('getLinkColumns', { entityType: locator('Contact'), link: locator('accounts') })).toEqual([
			{ name: expect.any(String) as string, value: 'Contact.accounts.role@Account.contacts', description: 'role' },
			{ name: 'isInactive', value: 'Contact.accounts.isInactive@Account.contacts:boolean', description: 'isInactive' },
		]);
	});

	test('columns by the label of what shows them', async () => {
		expect(await offered('getLinkColumns', { ...ACCOUNT, link: locator('contacts') })).toEqual([
			{ name: 'Role there', value: 'Account.contacts.role', description: 'role' },
			{ name: 'isInactive', value: 'Account.contacts.isInactive:boolean', description: 'isInactive' },
		]);
		await expect(offered('getLinkColumns', { ...ACCOUNT, link: locator('teams') })).rejects.toThrow('“teams” of Account has no columns');
		await expect(offered('getLinkColumns', { ...ACCOUNT, link: locator('') })).rejects.toThrow('Relation');
	});

	test.each<[link: string, found: string]>([
		['accountId', 'a1'],
		['contactsIds', 'c1'],
		['parentId:Contact', 'c1'],
	])('records that %s can lead to', async (link, found) => {
		const opened = panel(ACCOUNT, { link });
		const result = await opened.search('searchLinkedRecords', 'A%');
		expect(valuesOf(result?.results ?? [])).toEqual([found]);
		expect(opened.sent.at(-1)).toContain('"contains"');
	});

	test('that lead to several types, or to nothing', async () => {
		await expect(panel(ACCOUNT, { link: 'parentId' }).search('searchLinkedRecords')).rejects.toThrow(
			'“parent” does not lead to a single entity type',
		);
		await expect(panel(ACCOUNT, { link: 'name' }).search('searchLinkedRecords')).rejects.toThrow('“name” in “Linked Records”');
	});

	test.each<[link: string | undefined, fields: string[]]>([
		[undefined, ['name']],
		['', ['name']],
		['accountId', ['name', 'emailAddress', 'phoneNumber', 'about', 'city', 'code', 'stage', 'amount']],
		['contactsIds', ['name', 'userName', 'rank', 'accountRole']],
		['parentId:Contact', ['name', 'userName', 'rank', 'accountRole']],
		['parentId', []],
	])('fields by which a record of %s can be found, the usual ones first', async (link, fields) => {
		const options = await offered('getIdentifyingFields', ACCOUNT, link === undefined ? {} : { link });
		expect(valuesOf(options)).toEqual(fields);
	});
});

describe('e-mails', () => {
	test.each<[method: string, options: Array<{ name: string; value: string }>]>([
		['getSendingAddresses', ['ann@example.com', 'sales@example.com'].map((address) => ({ name: address, value: address }))],
		[
			'getTeams',
			[
				{ name: 'Ark', value: 't1' },
				{ name: 't3', value: 't3' },
				{ name: 'Zoo', value: 't2' },
			],
		],
		[
			'getUsers',
			[
				{ name: 'u1', value: 'u1' },
				{ name: 'Zoe', value: 'u2' },
			],
		],
		[
			'getTargetFolders',
			[
				{ name: 'Archive', value: 'archive' },
				{ name: 'Inbox', value: 'inbox' },
				{ name: 'My folder', value: 'f1' },
				{ name: 'Support', value: 'group:g1' },
			],
		],
	])('%s', async (method, options) => expect(await offered(method, {})).toEqual(options));

	test('folders: all of them', async () => {
		expect(valuesOf(await offered('getMailFolders', {}))).toEqual(expect.arrayContaining(['all', 'drafts', 'trash', 'f1', 'group:g1']));
	});

	test('what they can be about: types that there are', async () => {
		expect((await panel({}).search('searchMailParentTypes'))?.results).toEqual([{ name: 'Person', value: 'Contact' }]);
		const none = openPanel({}, panelServer({ metadata: { entityDefs: { Email: { fields: {}, links: {} } }, scopes: SCOPES } }));
		expect((await none.search('searchMailParentTypes'))?.results).toEqual([]);
	});

	test.each<[method: string, parameters: INodeParameters, found: string]>([
		['searchMailParents', { parentType: locator('Contact') }, 'c1'],
		['searchMails', {}, 'e1'],
		['searchMailTemplates', {}, 'et1'],
	])('%s', async (method, parameters, found) => {
		const opened = panel(parameters);
		expect(valuesOf((await opened.search(method, 'x'))?.results ?? [])).toEqual([found]);
		await opened.search(method, 'x', '50');
		expect(opened.sent.map((line) => [line.includes('"value":"x"'), line.includes('"offset":50')])).toEqual([
			[true, false],
			[true, true],
		]);
	});

	test('about what needs a type', async () =>
		await expect(panel({ parentType: locator('') }).search('searchMailParents')).rejects.toThrow('Related Record Type'));
});

test('templates of the chosen type, without those that EspoCRM does not print with', async () => {
	const opened = panel();
	expect(valuesOf((await opened.search('searchTemplates', 'O'))?.results ?? [])).toEqual(['p1', 'p3']);
	expect(opened.sent[0]).toContain('"where":[{"type":"equals","attribute":"entityType","value":"Account"},{"type":"contains"');
	expect(opened.sent[0]).toContain('"select":["id","name","status"]');
});

test('users to mention, by name', async () => {
	const opened = panel({});
	expect(await opened.options('getMentionableUsers')).toEqual([
		{ name: 'adam', value: 'adam', description: '@adam' },
		{ name: 'Zoe', value: 'zoe', description: '@zoe' },
	]);
	expect(opened.sent[0]).toMatch(/GET \/User\?.*"select":\["id","name","userName"\].*/);
	expect(opened.sent[0]).toContain('"primaryFilter":"active"');
	expect(opened.sent[0]).toContain('"orderBy":"userName"');
});

test('reactions that there are', async () => {
	expect(await offered('getReactions', {})).toEqual([
		{ name: 'Like', value: 'Like' },
		{ name: 'Love', value: 'Love' },
	]);
	await expect(openPanel({}, panelServer({ metadata: {} })).options('getReactions')).rejects.toThrow('has no reactions');
});

describe('webhooks', () => {
	const webhook = async (method: string, parameters: INodeParameters = {}) =>
		await panel(parameters, {}, new EspoCrmWebhookTrigger()).options(method);

	test('types', async () => {
		expect(await webhook('getWebhookEntityTypes')).toEqual(expect.arrayContaining([{ name: 'Company', value: 'Account' }]));
	});

	test('fields of all chosen types, once each, without those that are never reported', async () => {
		const options = await webhook('getWebhookFields', { entityTypes: ['Contact', 'Account'] });
		expect(options).toEqual(
			expect.arrayContaining([
				{ name: 'Company: Sum', value: 'Account.amount' },
				{ name: 'Person: A rank', value: 'Contact.rank' },
			]),
		);
		for (const never of ['createdAt', 'modifiedBy', 'isFollowed']) expect(valuesOf(options)).not.toContain(`Account.${never}`);
		expect(valuesOf(options).filter((value) => value === 'Account.parent')).toHaveLength(1);
		expect(options.map(({ name }) => name)).toEqual([...options.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)));
	});

	test('none before a type is chosen, and none of what is no type', async () => {
		expect(await webhook('getWebhookFields')).toEqual([]);
		await expect(webhook('getWebhookFields', { entityTypes: ['../x'] })).rejects.toThrow('“Entity Type Names or IDs”');
	});
});

describe('a drop-down that EspoCRM refuses', () => {
	test('says why, as the node', async () => {
		const refusing = openPanel(ACCOUNT, () => ({ status: 403, headers: { 'x-status-reason': 'No access.' } }));
		const error = await refusing.search('searchRecords').catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ name: 'NodeApiError', node: expect.objectContaining({ name: 'EspoCRM' }) as object });
	});
});
