import type { INodeParameters } from 'n8n-workflow';

import { OPERATORS, operatorOf } from '../../nodes/shared/api/filter/operators';
import { loadOptions, searchList } from '../harness/dropdown';
import { describeEspo } from './server/describeEspo';
import { conditions, entity, relation } from './server/parameters';
import { skipped } from './server/skipped';

const ROW = 'filters.conditions.condition[0]';

describeEspo('drop-downs of a filter', (espo) => {
	const values = (options: Array<{ value: unknown }>) => options.map(({ value }) => String(value));
	/** The panel with one row, seen from one of its parameters. */
	const panel = (base: INodeParameters, attribute: string, parameter: string, operator = '') => ({
		credentials: espo.store('apiKey'),
		path: `parameters.${ROW}.${parameter}`,
		parameters: { ...base, ...conditions([{ attribute, operator }]) },
	});
	const operators = async (base: INodeParameters, attribute: string) =>
		values(await loadOptions(panel(base, attribute, 'operator'), 'getFilterOperators'));
	const accounts = entity('getAll', 'Account');

	it.each<[entityType: string, attribute: string, there: string[], notThere: string[]]>([
		['Account', 'website', ['equals', 'contains', 'isNull'], ['on', 'isTrue', 'isOption', 'arrayAnyOf', 'isRecord', 'greaterThan']],
		['Account', 'type', ['isOption', 'isNotOption', 'isNull'], ['contains', 'today', 'hasAnyOption', 'in']],
		[
			'Account',
			'createdAt',
			['on', 'notOn', 'dayBetween', 'momentAfter', 'momentBetween', 'lastXDays', 'nextMonth', 'lastFiscalYear', 'isNull'],
			['contains', 'equals', 'between', 'numberEquals'],
		],
		['Account', 'assignedUserId', ['isRecord', 'isNotRecord', 'isNull', 'isUserFromTeams'], ['contains', 'isLinkedWithRecord']],
		['Account', 'emailAddressIsOptedOut', ['isTrue', 'isFalse'], ['isNull', 'equals']],
		[
			'Account',
			'contacts',
			['isLinkedWithRecord', 'isNotLinkedWithRecord', 'isLinkedWithAllRecords', 'isLinked', 'isNotLinked'],
			['isNull', 'linkedWith', 'equals'],
		],
		// EspoCRM refuses to look for certain records there.
		['Account', 'tasks', ['isLinked', 'isNotLinked'], ['isLinkedWithRecord']],
		['Account', 'id', ['isRecord', 'greaterThan'], ['contains']],
		['Contact', 'doNotCall', ['isTrue', 'isFalse'], ['equals']],
		[
			'Opportunity',
			'probability',
			['numberEquals', 'numberGreaterThan', 'numberBetween', 'isNull'],
			['contains', 'on', 'equals', 'between'],
		],
		['Opportunity', 'amount', ['numberGreaterThan', 'in'], ['contains', 'greaterThan']],
		['Opportunity', 'closeDate', ['on', 'after', 'dayBetween', 'today'], ['contains', 'greaterThan', 'momentAfter']],
	])('operators that fit %s %s', async (entityType, attribute, there, notThere) => {
		const offered = await operators(entity('getAll', entityType), attribute);
		expect(offered).toEqual(expect.arrayContaining(there));
		for (const operator of notThere) expect(offered).not.toContain(operator);
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(5);
		const names = offered.map((operator) => operatorOf(operator)?.name ?? '');
		expect(names).toEqual([...new Set(names)]);
	});

	it.each(['', '={{ $json.field }}', 'no such', 'nosuch'])('all operators where the attribute is %j', async (attribute) => {
		const twice = ['linkedWith', 'notLinkedWith', 'linkedWithAll'];
		const ofOneKind = /^(number|day|moment)/;
		const offered = OPERATORS.map(({ value }) => value).filter((value) => !twice.includes(value) && !ofOneKind.test(value));
		expect(await operators(accounts, attribute)).toEqual(offered);
	});

	it('an operator that was saved before stays in the list, told from the one with another editor', async () => {
		const options = await loadOptions(panel(entity('getAll', 'Opportunity'), 'amount', 'operator', 'greaterThan'), 'getFilterOperators');
		expect(options.at(-1)).toEqual({ name: 'Is Greater Than (as Text)', value: 'greaterThan' });
		expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
	});

	it('operators for related records, by their type', async () => {
		expect(await operators(relation('getAll', ['Account', 'contacts'], 'abc'), 'doNotCall')).toEqual(['isTrue', 'isFalse']);
	});

	it('options with labels', async () => {
		const options = await loadOptions(panel(accounts, 'type', 'options', 'isOption'), 'getFilterOptions');
		expect(values(options)).toEqual(expect.arrayContaining(['Customer', 'Partner']));
		expect(values(options)).not.toContain('');
		expect(options.every(({ name }) => name !== '')).toBe(true);
	});

	it('records of the linked type by name', async () => {
		const contact = await espo.create('Contact', { lastName: espo.name('Linked') });
		const account = await espo.create('Account', { name: espo.name('Linked') });
		const search = async (base: INodeParameters, attribute: string) =>
			values((await searchList(panel(base, attribute, 'record', 'isRecord'), 'searchFilterRecords', espo.name('Link'))).results);
		expect(await search(accounts, 'contacts')).toEqual([contact.id]);
		expect(await search(accounts, 'id')).toEqual([account.id]);
		expect(await search(entity('getAll', 'Contact'), 'accountId')).toEqual([account.id]);
		expect((await search(entity('getAll', 'Task'), 'parentId')).sort()).toEqual(expect.arrayContaining([account.id, contact.id].sort()));
	});

	it('every record of a link to several types, page by page', async () => {
		const accountIds = (await espo.createMany('Account', 51, (index) => ({ name: espo.name(`Paged ${index}`) }))).map(({ id }) => id);
		const contact = await espo.create('Contact', { lastName: espo.name('Paged') });
		const tasks = entity('getAll', 'Task');
		const search = async (token?: string) =>
			await searchList(panel(tasks, 'parentId', 'record', 'isRecord'), 'searchFilterRecords', espo.name('Paged'), token);
		const first = await search();
		expect(first.results).toHaveLength(51);
		expect(first.results).toContainEqual(expect.objectContaining({ value: contact.id, name: expect.stringMatching(/Paged \(Contact\)$/) }));
		const second = await search(String(first.paginationToken));
		expect(second.paginationToken).toBeUndefined();
		expect(values([...first.results, ...second.results]).sort()).toEqual([...accountIds, contact.id].sort());
	});

	it('teams', async () => {
		espo.need('Team', 'read');
		const [team] = (await espo.api.list('Team', { select: ['id', 'name'], maxSize: 1 })).list;
		if (!team) skipped('there is no team: give an administrator (ESPOCRM_ADMIN_USERNAME, ESPOCRM_ADMIN_PASSWORD), or make one');
		const { results } = await searchList(
			panel(accounts, 'assignedUserId', 'record', 'isUserFromTeams'),
			'searchFilterRecords',
			String(team.name),
		);
		expect(results).toContainEqual({ name: team.name, value: team.id, url: expect.stringContaining(`/#Team/view/${String(team.id)}`) });
	});

	it.each<[method: string, parameter: string, attribute: string, message: RegExp]>([
		['getFilterOptions', 'options', '', /“Field Name or ID” is empty/],
		['getFilterOptions', 'options', 'website', /“website” has no options/],
	])('%s says why it is empty: %s %s', async (method, parameter, attribute, message) => {
		await expect(loadOptions(panel(accounts, attribute, parameter), method)).rejects.toThrow(message);
	});

	it.each<[attribute: string, message: RegExp]>([
		['', /“Field Name or ID” is empty/],
		['website', /“website” does not lead to records/],
	])('records of %j: says why there are none', async (attribute, message) => {
		await expect(searchList(panel(accounts, attribute, 'record', 'isRecord'), 'searchFilterRecords')).rejects.toThrow(message);
	});

	it('links to one record are there as its ID only', async () => {
		const offered = values(await loadOptions(panel(accounts, '', 'attribute'), 'getFilterAttributes'));
		expect(offered).toEqual(expect.arrayContaining(['id', 'assignedUserId', 'contacts', 'tasks']));
		for (const name of ['assignedUser', 'createdBy', 'teamsIds']) expect(offered).not.toContain(name);
		const ofTask = values(await loadOptions(panel(entity('getAll', 'Task'), '', 'attribute'), 'getFilterAttributes'));
		expect(ofTask).toEqual(expect.arrayContaining(['parentId', 'parentType']));
		for (const name of ['parent', 'parentName']) expect(ofTask).not.toContain(name);
	});

	it.each<[entityType: string, link: string, column: string]>([
		['Account', 'contacts', 'accountRole'],
		['Account', 'contacts', 'accountIsInactive'],
		['Opportunity', 'contacts', 'opportunityRole'],
		['Meeting', 'users', 'acceptanceStatus'],
		['TargetList', 'contacts', 'targetListIsOptedOut'],
	])('the columns of %s %s can be selected', async (entityType, link, column) => {
		const options = await loadOptions(
			{ credentials: espo.store('apiKey'), parameters: relation('getAll', [entityType, link], 'abc') },
			'getSelectableAttributes',
		);
		const found = options.filter(({ value }) => value === column);
		expect(found).toHaveLength(1);
		expect(found[0]?.name).not.toBe('');
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(5);
	});

	it('cost nothing more once the row has been opened', async () => {
		const credentials = espo.store('apiKey');
		const shared = (parameter: string, operator = '') => ({ ...panel(accounts, 'type', parameter, operator), credentials });
		await loadOptions(shared('attribute'), 'getFilterAttributes');
		const opened = espo.proxy.requests.length;
		expect(opened).toBeLessThanOrEqual(5);
		await loadOptions(shared('operator'), 'getFilterOperators');
		await loadOptions(shared('options', 'isOption'), 'getFilterOptions');
		expect(espo.proxy.requests).toHaveLength(opened);
	});
});
