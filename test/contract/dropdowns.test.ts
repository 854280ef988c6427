import type { INodeParameters } from 'n8n-workflow';

import { loadOptions, searchList } from '../harness/dropdown';
import { describeEspo } from './server/describeEspo';
import { entity, relation } from './server/parameters';
import { skipped } from './server/skipped';

describeEspo('drop-downs', (espo) => {
	const panel = (parameters: INodeParameters = {}) => ({ credentials: espo.store('apiKey'), parameters });
	const values = (options: Array<{ value: unknown }>) => options.map(({ value }) => value);

	it('list the entity types, by label and by name', async () => {
		const { results } = await searchList(panel(), 'searchEntityTypes');
		expect(values(results)).toEqual(expect.arrayContaining(['Account', 'Contact']));
		expect(values(results)).not.toContain('Note');
		expect(results.map(({ name }) => name)).toEqual([...results.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)));
		expect(values((await searchList(panel(), 'searchEntityTypes', 'accou')).results)).toContain('Account');
		expect((await searchList(panel(), 'searchEntityTypes', 'nothing like this')).results).toEqual([]);
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(2);
	});

	it('list custom entity types', async () => {
		const { scopes } = (await espo.api.get('Metadata')) as unknown as {
			scopes: Record<string, { isCustom?: boolean; entity?: boolean; object?: boolean; disabled?: boolean }>;
		};
		const custom = Object.entries(scopes)
			.filter(([, scope]) => scope.isCustom && scope.entity && scope.object && !scope.disabled)
			.map(([name]) => name);
		if (!custom.length)
			skipped('this server has no custom entity type: give an administrator (ESPOCRM_ADMIN_USERNAME, ESPOCRM_ADMIN_PASSWORD), or make one');
		expect(values((await searchList(panel(), 'searchEntityTypes')).results)).toEqual(expect.arrayContaining(custom));
	});

	it('list the links that can be linked, with what they lead to', async () => {
		const { results } = await searchList(panel(entity('get', 'Account')), 'searchLinks');
		expect(values(results)).toContain('contacts');
		expect(results.find(({ value }) => value === 'contacts')?.name).toMatch(/\(Contact\)$/);
		expect(values(results)).not.toContain('createdBy');
	});

	it('search records by name, page by page', async () => {
		const all = await espo.createMany('Account', 60, (index) => ({ name: espo.name(`list ${index}`) }));
		const first = await searchList(panel(entity('get', 'Account')), 'searchRecords', `${espo.prefix} list`);
		expect(first.results).toHaveLength(50);
		expect(first.results[0]).toEqual({
			name: expect.stringContaining(espo.prefix),
			value: expect.any(String),
			url: expect.stringMatching(/\/#Account\/view\/\w+$/),
		});
		const second = await searchList(
			panel(entity('get', 'Account')),
			'searchRecords',
			`${espo.prefix} list`,
			first.paginationToken as string,
		);
		expect(second.paginationToken).toBeUndefined();
		expect(values([...first.results, ...second.results]).sort()).toEqual(all.map(({ id }) => id).sort());
		expect(espo.sent).toEqual(['GET Account', 'GET Account']);
	});

	it('search the records on the other side of a link', async () => {
		const [{ id }, { id: other }] = [
			await espo.create('Contact', { lastName: espo.name('Other side') }),
			await espo.create('Account', { name: espo.name('Other side') }),
		];
		const search = async (entityType: string, link: string) =>
			await searchList(panel(relation('link', [entityType, link], other)), 'searchRelatedRecords', espo.name('Other si'));
		const { results } = await search('Account', 'contacts');
		expect(results).toEqual([
			{ name: espo.name('Other side'), value: id, url: expect.stringMatching(new RegExp(`/#Contact/view/${id}$`)) },
		]);
		expect(espo.sent.filter((sent) => sent === 'GET Contact')).toHaveLength(1);
		expect(espo.sent.filter((sent) => sent !== 'GET Contact' && sent !== 'GET Metadata')).toEqual([]);
		expect(values((await search('Contact', 'accounts')).results)).toEqual([other]);
	});

	it('to unlink: only what is linked', async () => {
		const account = await espo.create('Account', { name: espo.name('Unlink from') });
		const contacts = await espo.createMany('Contact', 3, (index) => ({ lastName: espo.name(`Linked ${index}`) }));
		for (const { id } of contacts.slice(0, 2)) await espo.api.send('POST', `Account/${account.id}/contacts`, { id });
		const search = async (operation: string, id: string, filter?: string) =>
			await searchList(panel(relation(operation, ['Account', 'contacts'], id)), 'searchRelatedRecords', filter);
		const { results, paginationToken } = await search('unlink', account.id);
		expect(values(results).sort()).toEqual(
			contacts
				.slice(0, 2)
				.map(({ id }) => id)
				.sort(),
		);
		expect(paginationToken).toBeUndefined();
		expect(values((await search('unlink', account.id, espo.name('Linked 1'))).results)).toEqual([contacts[1]?.id]);
		expect(values((await search('link', account.id, espo.name('Linked'))).results)).toHaveLength(3);
		await expect(search('unlink', '')).rejects.toThrow('“Record”');
	});

	it.each<[string, string, string[]]>([
		['Opportunity', 'contacts', ['Opportunity.contacts.role']],
		['Account', 'contacts', ['Account.contacts.role@Contact.accounts']],
		['Contact', 'accounts', ['Contact.accounts.role']],
		['Contact', 'opportunities', ['Contact.opportunities.role@Opportunity.contacts']],
		['Meeting', 'contacts', ['Meeting.contacts.status']],
	])('list the columns of %s %s', async (entityType, link, there) => {
		const options = await loadOptions(panel(relation('link', [entityType, link], 'abc')), 'getLinkColumns');
		expect(values(options)).toEqual(expect.arrayContaining(there));
		expect(options.every(({ name, description }) => typeof name === 'string' && name !== '' && /^\w+$/.test(String(description)))).toBe(
			true,
		);
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(5);
	});

	it('search persons by name', async () => {
		const { id } = await espo.create('Contact', { firstName: 'Ada', lastName: espo.name('Person') });
		expect(values((await searchList(panel(entity('get', 'Contact')), 'searchRecords', espo.name('Pers'))).results)).toEqual([id]);
	});

	it.each<[string, () => INodeParameters, string[], string[]]>([
		[
			'getWritableAttributes',
			() => entity('create', 'Account'),
			['name', 'website', 'billingAddressCity', 'assignedUserId', 'emailAddress'],
			['createdAt', 'createdById', 'assignedUserName', 'id'],
		],
		['getWritableAttributes', () => entity('create', 'Contact'), ['firstName', 'lastName', 'accountId'], ['name', 'accountName']],
		['getFilterAttributes', () => entity('getAll', 'Account'), ['name', 'type', 'createdAt', 'billingAddressCity'], ['teamsIds']],
		['getFilterAttributes', () => relation('getAll', ['Account', 'contacts'], 'abc'), ['firstName', 'lastName'], ['sicCode']],
		['getSelectableAttributes', () => entity('getAll', 'Account'), ['name', 'createdAt', 'teamsIds'], []],
		[
			'getSortFields',
			() => entity('getAll', 'Account'),
			['name', 'createdAt', 'assignedUser', 'billingAddressCity'],
			['assignedUserId', 'assignedUserName'],
		],
		['getBoolFilters', () => entity('getAll', 'Account'), ['onlyMy'], []],
		['getStreamEntityTypes', () => ({}), ['Account', 'Contact'], ['TargetList']],
	])('%s', async (method, parameters, there, notThere) => {
		const options = await loadOptions(panel(parameters()), method);
		expect(values(options)).toEqual(expect.arrayContaining(there));
		for (const value of notThere) expect(values(options)).not.toContain(value);
		expect(new Set(values(options)).size).toBe(options.length);
		expect(options.every(({ name }) => typeof name === 'string' && name !== '')).toBe(true);
		const again = espo.proxy.requests.length;
		await loadOptions(panel(parameters()), method);
		expect(espo.proxy.requests).toHaveLength(again);
	});

	it('list the filters that the server has ready', async () => {
		const { clientDefs } = (await espo.api.get('Metadata')) as unknown as {
			clientDefs: Record<string, { filterList?: Array<string | { name: string }> }>;
		};
		const names = (clientDefs.Opportunity?.filterList ?? []).map((filter) => (typeof filter === 'string' ? filter : filter.name));
		expect(values(await loadOptions(panel(entity('getAll', 'Opportunity')), 'getPresetFilters'))).toEqual(names);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['searchRecords', {}, /“Entity Type” is empty/],
		['searchLinks', entity('get', '../Account'), /“Entity Type”/],
		['searchRecords', entity('get', 'NoSuchType'), /NoSuchType/],
		['searchRelatedRecords', {}, /“Entity Type” is empty/],
		['searchRelatedRecords', relation('link', ['Account', ''], 'abc'), /“Relation” is empty/],
		['searchRelatedRecords', relation('link', ['Task', 'parent'], 'abc'), /“parent” of Task does not lead to a single entity type/],
	])('%s says why it is empty', async (method, parameters, message) => {
		await expect(searchList(panel(parameters), method)).rejects.toThrow(message);
	});

	it.each<[INodeParameters, RegExp]>([
		[relation('link', ['Account', ''], 'abc'), /“Relation” is empty/],
		[relation('link', ['Account', 'cases'], 'abc'), /“cases” of Account has no columns that can be set/],
	])('the columns of a link say why there are none: %#', async (parameters, message) => {
		await expect(loadOptions(panel(parameters), 'getLinkColumns')).rejects.toThrow(message);
	});

	it('say that the key is wrong', async () => {
		const credentials = espo.store('apiKey', { apiKey: 'c'.repeat(32) });
		await expect(searchList({ credentials, parameters: entity('get', 'Account') }, 'searchRecords')).rejects.toThrow(/refused the API key/);
		expect(espo.proxy.requests).toHaveLength(1);
	});
});
