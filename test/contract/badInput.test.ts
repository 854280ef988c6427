import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { condition, conditions, entity, inJson, inMapping, record, recordStream, relation, stream } from './server/parameters';

const EXPRESSION = '={{ $json.value }}';

describeEspo('bad input', (espo) => {
	let account: ApiRecord;
	let contact: ApiRecord;
	beforeAll(async () => {
		contact = await espo.create('Contact', { lastName: espo.prefix });
		account = await espo.create('Account', { name: espo.name('account') });
	});
	const onAccount = (operation: string, more: INodeParameters = {}) => record(operation, 'Account', account.id, more);
	const inAccount = (link: string, more: INodeParameters = {}) => relation('getAll', ['Account', link], account.id, more);

	/** Values that must be refused, for a parameter that takes the item's value; and one that it takes. */
	const tables: Array<
		[parameter: string, parameters: () => INodeParameters, good: () => unknown, bad: Array<[title: string, value: unknown]>]
	> = [
		[
			'Record',
			() => record('get', 'Account', EXPRESSION),
			() => account.id,
			[
				['nothing', null],
				['empty text', ''],
				['spaces', '  '],
				['a path', '../../User'],
				['an encoded path', '..%2f..%2fUser'],
				['two dots', '..'],
				['encoded dots', '%2e%2e'],
				['a slash', 'abc/contacts'],
				['an encoded slash', 'abc%2Fcontacts'],
				['a query', 'abc?deleted=true'],
				['a fragment', 'abc#x'],
				['a space inside', 'abc def'],
				['a line break', 'abc\ndef'],
				['65 characters', 'a'.repeat(65)],
				['an object', { id: 'abc' }],
				['a list', ['abc']],
				['true', true],
				['the address of another type', 'https://crm.example.com/#Contact/view/abc'],
			],
		],
		[
			'Entity Type',
			() => ({ ...record('get', 'Account', account.id), entityType: locator(EXPRESSION) }),
			() => 'Account',
			[
				['empty text', ''],
				['a path', '../User'],
				['a slash', 'Account/abc'],
				['an encoded slash', 'Account%2Fabc'],
				['a digit first', '1Account'],
				['a space', 'Acc ount'],
				['a dot', 'App.user'],
				['an object', { name: 'Account' }],
			],
		],
		[
			'Relation',
			() => inAccount(EXPRESSION),
			() => 'contacts',
			[
				['empty text', ''],
				['a path', '../contacts'],
				['a slash', 'contacts/abc'],
				['an encoded slash', 'contacts%2Fabc'],
				['a digit first', '1contacts'],
			],
		],
		[
			'Related Records',
			() => relation('unlink', ['Account', 'contacts'], account.id, { relatedIds: EXPRESSION }),
			() => contact.id,
			[
				['empty text', ''],
				['only commas', ' , ,'],
				['an empty list', []],
				['a path', '../abc'],
				['a bad one among good ones', 'abc, a/b'],
				['an object', { id: 'abc' }],
			],
		],
		[
			'Fields (JSON)',
			() => onAccount('update', inJson(EXPRESSION)),
			() => '{}',
			[
				['no JSON', '{ name: }'],
				['a list', '[{"name":"x"}]'],
				['a text', '"x"'],
				['a number', 5],
			],
		],
		[
			'Fields (JSON)',
			() => onAccount('update', inJson(EXPRESSION)),
			() => '{}',
			[
				['an object where a date belongs', { createdAt: { a: 1 } }],
				['a list where text belongs', { website: ['x'] }],
				['an object where text belongs', { name: { a: 1 } }],
			],
		],
		[
			'Fields',
			() => onAccount('update', inMapping(EXPRESSION as unknown as IDataObject)),
			() => ({}),
			[
				['a path as name', { '../x': 'x' }],
				['a space in a name', { 'first name': 'x' }],
				['text', 'name'],
				['a list', ['name']],
			],
		],
		[
			'Clear Field Names or IDs',
			() => onAccount('update', { ...inJson({ website: 'https://x.example.com' }), clearFields: EXPRESSION }),
			() => 'description',
			[
				['a path', '../x'],
				['one that has a value', 'website'],
			],
		],
		[
			'Version Number',
			() => onAccount('update', { ...inJson('{}'), options: { versionNumber: EXPRESSION } }),
			() => 1,
			[
				['text', 'one'],
				['less than zero', -1],
				['a fraction', 1.5],
				['empty text', ''],
			],
		],
		[
			'Requests in Flight',
			() => onAccount('update', { ...inJson('{}'), options: { requestsInFlight: EXPRESSION } }),
			() => 2,
			[
				['zero', 0],
				['text', 'many'],
			],
		],
		[
			'Limit',
			() => entity('getAll', 'Account', { limit: EXPRESSION }),
			() => 1,
			[
				['zero', 0],
				['less than zero', -5],
				['a fraction', 1.5],
				['text', 'ten'],
				['a list', [1]],
				['true', true],
			],
		],
		['Return All', () => entity('getAll', 'Account', { returnAll: EXPRESSION }), () => false, [['text', 'perhaps']]],
		[
			'Offset',
			() => entity('getAll', 'Account', { limit: 1, options: { offset: EXPRESSION } }),
			() => 0,
			[
				['less than zero', -1],
				['text', 'x'],
			],
		],
		[
			'Where (JSON)',
			() => entity('getAll', 'Account', { limit: 1, filters: { where: EXPRESSION } }),
			() => '[]',
			[
				['nothing', null],
				['empty text', ''],
				['no value', [{ type: 'equals', attribute: 'name' }]],
				['nothing as value', [{ type: 'or', value: [{ type: 'in', attribute: 'name', value: ['x', null] }] }]],
				['no JSON', '[{'],
				['an object', '{"type":"equals"}'],
				['text', '"name"'],
				['a number', 5],
				['a list of texts', '["name"]'],
				['no type', '[{"attribute":"name","value":"x"}]'],
				['an unknown key', '[{"type":"equals","attribute":"name","values":"x"}]'],
				['a group without a list', '[{"type":"or","value":"x"}]'],
				['a bad one inside a group', '[{"type":"or","value":[{"value":1}]}]'],
			],
		],
		[
			'Sort',
			() => entity('getAll', 'Account', { limit: 1, sort: { by: { orderBy: EXPRESSION, order: 'asc' } } }),
			() => 'name',
			[
				['a path', '../name'],
				['a function', 'LOWER:name'],
			],
		],
		[
			'Attribute Names or IDs',
			() => entity('getAll', 'Account', { limit: 1, output: 'selected', select: EXPRESSION }),
			() => 'name',
			[
				['a dot', 'account.name'],
				['a semicolon', 'name;website'],
			],
		],
		[
			'Output',
			() => onAccount('get', { output: EXPRESSION }),
			() => 'simplified',
			[
				['an unknown choice', 'some'],
				['a list', ['all', 'selected']],
			],
		],
		[
			'Date-Time Format',
			() => onAccount('get', { options: { dateTimeFormat: EXPRESSION } }),
			() => 'espo',
			[
				['an unknown form', 'local'],
				['a list', ['iso', 'espo']],
			],
		],
		[
			'Preset Filter Name or ID',
			() => entity('getAll', 'Opportunity', { limit: 1, filters: { primaryFilter: EXPRESSION } }),
			() => 'open',
			[
				['a path', '../x'],
				['nothing', null],
				['empty text', ''],
				['spaces', ' '],
			],
		],
		[
			'Text Search',
			() => entity('getAll', 'Account', { limit: 1, filters: { textFilter: EXPRESSION } }),
			() => 'x',
			[
				['nothing', null],
				['empty text', ''],
				['spaces', ' '],
				['an object', { a: 1 }],
			],
		],
		[
			'Quick Filter Names or IDs',
			() => entity('getAll', 'Account', { limit: 1, filters: { boolFilterList: EXPRESSION } }),
			() => 'onlyMy',
			[
				['nothing', null],
				['empty text', ''],
				['a list with nothing in it', [null]],
			],
		],
		[
			'Filters (JSON)',
			() => entity('getAll', 'Account', { limit: 1, specifyFilters: 'json', filtersJson: EXPRESSION }),
			() => '[{"field":"name","operator":"contains","value":"x"}]',
			[
				['nothing', null],
				['empty text', ''],
				['no JSON', '[{'],
				['a number', 5],
				['no field', [{ value: 'x' }]],
				['an unknown key', [{ field: 'name', values: 'x' }]],
				['an empty group', [{ any: [] }]],
				['a condition without a value', [{ field: 'name' }]],
				['one that is nothing', [{ type: 'equals', attribute: 'name', value: null }]],
			],
		],
		[
			'Filters',
			() => entity('getAll', 'Account', { limit: 1, ...conditions([condition('type', EXPRESSION, 'Customer')]) }),
			() => 'equals',
			[['an unknown operator', 'resembles']],
		],
		[
			'Filters',
			() => entity('getAll', 'Account', { limit: 1, ...conditions([condition('name', 'contains', EXPRESSION)]) }),
			() => 'x',
			[
				['no value', ''],
				['an object', { a: 1 }],
			],
		],
		[
			'Filters',
			() => entity('getAll', 'Account', { limit: 1, ...conditions([condition('sicCode', 'between', EXPRESSION)]) }),
			() => '1,2',
			[
				['one value', '1'],
				['three values', '1,2,3'],
			],
		],
		[
			'Filters',
			() => entity('getAll', 'Account', { limit: 1, ...conditions([condition('createdAt', 'lastXDays', EXPRESSION)]) }),
			() => '1',
			[
				['text', 'some'],
				['a fraction', '1.5'],
			],
		],
		[
			'Text',
			() => recordStream('createPost', 'Account', account.id, { target: 'record', post: EXPRESSION }),
			() => 'hello',
			[
				['empty text', ''],
				['spaces', '  '],
			],
		],
		[
			'User or Team IDs',
			() => stream('createPost', { target: 'users', targetIds: EXPRESSION, post: 'x' }),
			() => espo.me.user.id,
			[
				['empty text', ''],
				['a path', '../x'],
			],
		],
		[
			'Events',
			() => recordStream('getAll', 'Account', account.id, { source: 'record', options: { events: EXPRESSION } }),
			() => 'post',
			[['an unknown event', 'explosion']],
		],
		[
			'Entity Type Names or IDs',
			() => recordStream('getAll', 'Account', account.id, { source: 'record', options: { entityTypes: EXPRESSION } }),
			() => 'Account',
			[['a path', '../Account']],
		],
	];

	describe.each(tables)('“%s”', (parameter, parameters, good, bad) => {
		it.each(bad)('refuses %s before any request, and the other items go on', async (_title, value) => {
			const items = [good(), value, good()].map((item) => ({ value: item })) as IDataObject[];
			const { error } = await espo.run(parameters(), items);
			expect(error?.message).toContain(`“${parameter}”`);
			expect(error?.context.itemIndex).toBe(1);
			expect(espo.sent.filter((sent) => !/^GET (Metadata|I18n|App\/user)/.test(sent))).toEqual([]);

			const { items: results, error: stopped } = await espo.run(parameters(), items, { onError: 'continueRegularOutput' });
			expect(stopped).toBeUndefined();
			const failed = results.filter(({ json }) => json.error !== undefined);
			expect(failed).toEqual([
				{
					json: { error: expect.stringContaining(String(error?.message).replace(/[.!?]$/, '')) },
					error: expect.anything(),
					pairedItem: { item: 1 },
				},
			]);
			const [others] = [
				results.filter(({ json }) => json.error === undefined).map(({ pairedItem }) => (pairedItem as { item: number }).item),
			];
			expect(others.every((item) => item !== 1)).toBe(true);
			expect(espo.proxy.requests.length).toBeGreaterThan(0);
		});
	});

	it.each([
		['no scheme', 'crm.example.com'],
		['another scheme', 'ftp://crm.example.com'],
		['a script', 'javascript:alert(1)'],
		['a file', 'file:///etc/passwd'],
		['nothing', ''],
		['user and password', 'http://me:secret@crm.example.com'],
	])('refuses an URL with %s', async (_title, url) => {
		const { error } = await espo.run(onAccount('get'), [{}], { credentials: espo.store('apiKey', { url }) });
		expect(error?.message).toMatch(/URL|address/);
		expect(error?.context.itemIndex).toBe(0);
		expect(JSON.stringify(error)).not.toContain('secret@');
	});
});
