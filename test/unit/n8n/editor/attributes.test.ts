import type { INodeParameters } from 'n8n-workflow';

import { EspoCrmTrigger } from '../../../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { locator } from '../../../harness/locator';
import { accountsPanel, CHOSEN_ACCOUNT, offeredOf, SCOPES, valuesOf } from '../../model/accountsPanel';
import { openPanel } from '../../model/openPanel';
import { panelServer } from '../../model/panelServer';

describe('attributes', () => {
	test('to write: what can be written, by label, with the name below', async () => {
		const options = await offeredOf('getWritableAttributes');
		expect(options.slice(0, 2)).toEqual([
			{ name: 'About it', value: 'about', description: 'about' },
			expect.objectContaining({ value: 'accountId' }),
		]);
		expect(valuesOf(options)).toEqual(expect.arrayContaining(['name', 'amount', 'emailAddressIsOptedOut']));
		for (const readOnly of ['code', 'createdAt', 'accountName']) expect(valuesOf(options)).not.toContain(readOnly);
		expect(options.map(({ name }) => name)).toEqual([...options.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)));
	});

	test('to clear: neither what must be there nor flags', async () => {
		const names = valuesOf(await offeredOf('getClearableAttributes'));
		expect(names).toEqual(expect.arrayContaining(['about', 'amount', 'emailAddress', 'accountId']));
		for (const kept of ['name', 'code', 'emailAddressIsOptedOut']) expect(names).not.toContain(kept);
	});

	test('to select: all, by label', async () => {
		const options = await offeredOf('getSelectableAttributes');
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
		const names = valuesOf(await offeredOf('getSelectableAttributes', { ...CHOSEN_ACCOUNT, ...more }));
		expect(names).toEqual(expect.arrayContaining(has));
		for (const name of hasNot) expect(names).not.toContain(name);
	});

	test('the columns of a relation are called as the other side calls them', async () => {
		const options = await offeredOf('getSelectableAttributes', { ...CHOSEN_ACCOUNT, resource: 'relation', link: locator('contacts') });
		expect(options.find(({ value }) => value === 'accountRole')).toMatchObject({ name: 'Role here' });
	});
});

test('lists can be sorted by fields that have a value of their own', async () => {
	const options = await offeredOf('getSortFields');
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
	const options = await openPanel(CHOSEN_ACCOUNT, panelServer({ metadata: { entityDefs, scopes: SCOPES } })).options('getSortFields');
	expect(valuesOf(options)).toEqual(['name']);
});

describe('filters that are ready', () => {
	test.each([
		['getPresetFilters', CHOSEN_ACCOUNT, [{ name: 'Open ones', value: 'open' }]],
		['getBoolFilters', CHOSEN_ACCOUNT, [{ name: 'Mine', value: 'onlyMy' }]],
		[
			'getPresetFilters',
			{ ...CHOSEN_ACCOUNT, resource: 'relation', link: locator('contacts') },
			[{ name: expect.any(String) as string, value: 'known' }],
		],
	])('%s', async (method, parameters, options) => expect(await offeredOf(method, parameters)).toEqual(options));
});

test('types with a stream', async () =>
	expect(await offeredOf('getStreamEntityTypes', {})).toEqual([{ name: 'Company', value: 'Account' }]));

describe('fields whose changes the stream notes', () => {
	const audited = async (parameters: INodeParameters) =>
		await accountsPanel(parameters, {}, new EspoCrmTrigger()).options('getAuditedFields');
	const all = [
		{ name: 'name', value: 'name' },
		{ name: 'Sum', value: 'amount' },
	];
	test.each<[title: string, parameters: INodeParameters, options: object[]]>([
		['of the chosen types', { entityTypes: ['Contact', 'Account'] }, all],
		['of the one type', { entityTypes: [], ...CHOSEN_ACCOUNT }, all],
		['of types that an expression gives', { entityTypes: '={{ $json.types }}', ...CHOSEN_ACCOUNT }, all],
		['of a type without such fields', { entityTypes: ['Team'] }, []],
	])('%s', async (_title, parameters, options) => expect(await audited(parameters)).toEqual(options));

	test('say what is to be chosen first', async () =>
		await expect(audited({ entityType: locator('') })).rejects.toThrow('“Entity Type Names or IDs”'));
});

describe('a drop-down that EspoCRM refuses', () => {
	test('says why, as the node', async () => {
		const refusing = openPanel(CHOSEN_ACCOUNT, () => ({ status: 403, headers: { 'x-status-reason': 'No access.' } }));
		const error = await refusing.search('searchRecords').catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ name: 'NodeApiError', node: expect.objectContaining({ name: 'EspoCRM' }) as object });
	});
});
