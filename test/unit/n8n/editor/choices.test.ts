import type { INodeParameters } from 'n8n-workflow';

import { EspoCrmWebhookTrigger } from '../../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { locator } from '../../../harness/locator';
import { accountsPanel, offeredOf, SCOPES, valuesOf } from '../../model/accountsPanel';
import { openPanel } from '../../model/openPanel';
import { panelServer } from '../../model/panelServer';

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
	])('%s', async (method, options) => expect(await offeredOf(method, {})).toEqual(options));

	test('folders: all of them', async () => {
		expect(valuesOf(await offeredOf('getMailFolders', {}))).toEqual(expect.arrayContaining(['all', 'drafts', 'trash', 'f1', 'group:g1']));
	});

	test('what they can be about: types that there are', async () => {
		expect((await accountsPanel({}).search('searchMailParentTypes'))?.results).toEqual([{ name: 'Person', value: 'Contact' }]);
		const none = openPanel({}, panelServer({ metadata: { entityDefs: { Email: { fields: {}, links: {} } }, scopes: SCOPES } }));
		expect((await none.search('searchMailParentTypes'))?.results).toEqual([]);
	});

	test.each<[method: string, parameters: INodeParameters, found: string]>([
		['searchMailParents', { parentType: locator('Contact') }, 'c1'],
		['searchMails', {}, 'e1'],
		['searchMailTemplates', {}, 'et1'],
	])('%s', async (method, parameters, found) => {
		const opened = accountsPanel(parameters);
		expect(valuesOf((await opened.search(method, 'x'))?.results ?? [])).toEqual([found]);
		await opened.search(method, 'x', '50');
		expect(opened.sent.map((line) => [line.includes('"value":"x"'), line.includes('"offset":50')])).toEqual([
			[true, false],
			[true, true],
		]);
	});

	test('about what needs a type', async () =>
		await expect(accountsPanel({ parentType: locator('') }).search('searchMailParents')).rejects.toThrow('Related Record Type'));
});

test('templates of the chosen type, without those that EspoCRM does not print with', async () => {
	const opened = accountsPanel();
	expect(valuesOf((await opened.search('searchTemplates', 'O'))?.results ?? [])).toEqual(['p1', 'p3']);
	expect(opened.sent[0]).toContain('"where":[{"type":"equals","attribute":"entityType","value":"Account"},{"type":"contains"');
	expect(opened.sent[0]).toContain('"select":["id","name","status"]');
});

test('users to mention, by name', async () => {
	const opened = accountsPanel({});
	expect(await opened.options('getMentionableUsers')).toEqual([
		{ name: 'adam', value: 'adam', description: '@adam' },
		{ name: 'Zoe', value: 'zoe', description: '@zoe' },
	]);
	expect(opened.sent[0]).toMatch(/GET \/User\?.*"select":\["id","name","userName"\].*/);
	expect(opened.sent[0]).toContain('"primaryFilter":"active"');
	expect(opened.sent[0]).toContain('"orderBy":"userName"');
});

test('reactions that there are', async () => {
	expect(await offeredOf('getReactions', {})).toEqual([
		{ name: 'Like', value: 'Like' },
		{ name: 'Love', value: 'Love' },
	]);
	await expect(openPanel({}, panelServer({ metadata: {} })).options('getReactions')).rejects.toThrow('has no reactions');
});

describe('webhooks', () => {
	const webhook = async (method: string, parameters: INodeParameters = {}) =>
		await accountsPanel(parameters, {}, new EspoCrmWebhookTrigger()).options(method);

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

	test('no field that changes with every save, or never', async () => {
		const never = [
			'createdAt',
			'createdBy',
			'modifiedAt',
			'modifiedBy',
			'streamUpdatedAt',
			'versionNumber',
			'followers',
			'isFollowed',
			'isStarred',
		];
		const fields = Object.fromEntries(['name', ...never].map((name) => [name, { type: 'varchar' }]));
		const answer = panelServer({ metadata: { entityDefs: { Account: { fields, links: {} } }, scopes: SCOPES } });
		const options = await openPanel({ entityTypes: ['Account'] }, answer, {}, new EspoCrmWebhookTrigger()).options('getWebhookFields');
		expect(valuesOf(options)).toEqual(['Account.name']);
	});

	test('none before a type is chosen, and none of what is no type', async () => {
		expect(await webhook('getWebhookFields')).toEqual([]);
		await expect(webhook('getWebhookFields', { entityTypes: ['../x'] })).rejects.toThrow('“Entity Type Names or IDs”');
	});
});
