import type { INodeParameters } from 'n8n-workflow';

import type { Faults } from '../harness/FaultProxy';
import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, record, recordStream, relation, stream } from './server/parameters';

const MISSING = 'ffffffffffffffff0';

describeEspo('what the server refuses', (espo) => {
	let account: ApiRecord;
	beforeAll(async () => {
		account = await espo.create('Account', { name: espo.name('account') });
	});
	const read = () => record('get', 'Account', account.id);
	const create = (text = 'new') => ({ ...entity('create', 'Account'), ...inJson({ name: espo.name(text) }) });

	it.each<[string, () => INodeParameters, RegExp, RegExp]>([
		[
			'a missing record',
			() => record('get', 'Account', MISSING),
			/404/,
			/^EspoCRM did not find it: Record ffffffffffffffff0 does not exist\.$/,
		],
		[
			'a missing record, to update',
			() => record('update', 'Account', MISSING, inJson({ website: 'https://x.example.com' })),
			/404/,
			/^EspoCRM did not find it: /,
		],
		['a missing record, to delete', () => record('delete', 'Account', MISSING), /404/, /^EspoCRM did not find it: /],
		['an unknown entity type', () => entity('getAll', 'NoSuchType'), /404/, /NoSuchType/],
		[
			'an unknown link',
			() => relation('getAll', ['Account', 'noSuchLink'], account.id),
			/404|500/,
			/has no relation “noSuchLink”|could not process/,
		],
		['a missing parent', () => relation('link', ['Account', 'contacts'], MISSING, { relatedIds: MISSING }), /404/, /did not find/],
		[
			'an unknown attribute in a filter',
			() => entity('getAll', 'Account', { filters: { where: '[{"type":"equals","attribute":"noSuch","value":1}]' } }),
			/400|500/,
			/noSuch/,
		],
		[
			'an unknown sort field',
			() => entity('getAll', 'Account', { sort: { by: { orderBy: 'noSuch', order: 'asc' } } }),
			/400|500/,
			/noSuch/,
		],
		[
			'a type that the role does not allow',
			() => ({ ...entity('create', 'User'), ...inJson({ userName: espo.prefix, lastName: 'x' }) }),
			/403/,
			/^EspoCRM does not allow /,
		],
		[
			'a link to a missing record',
			() => ({ ...entity('create', 'Case'), ...inJson({ name: espo.prefix, contactsIds: [MISSING] }) }),
			/403/,
			/non-existing record/,
		],
		['a missing record to follow', () => recordStream('follow', 'Account', MISSING), /404/, /did not find/],
	])('names %s, after one request', async (_title, parameters, httpCode, message) => {
		const { error } = await espo.run(parameters());
		expect(error).toMatchObject({
			httpCode: expect.stringMatching(httpCode),
			message: expect.stringMatching(message),
			description: expect.stringMatching(/./),
		});
		expect(error?.context.itemIndex).toBe(0);
		// What JSON gives may need the types of the fields, once.
		expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toHaveLength(1);
	});

	it.each(['getAll', 'link', 'unlink'])('says which relation may be wrong: %s', async (operation) => {
		const { error } = await espo.run(
			relation(operation, ['Account', 'noSuchLink'], account.id, operation === 'getAll' ? {} : { relatedIds: MISSING }),
		);
		expect(`${error?.message} ${error?.description}`).toMatch(
			/Link does not exist|does not have link noSuchLink|has no relation “noSuchLink”/,
		);
		expect(espo.proxy.requests).toHaveLength(1);
	});

	it('refuses a missing record as the only one of a link, where EspoCRM looks', async () => {
		const values = { lastName: espo.prefix, accountId: MISSING };
		const { status } = await espo.api.send('POST', 'Contact', values);
		const { error, json } = await espo.run({ ...entity('create', 'Contact'), ...inJson(values), options: { skipDuplicateCheck: true } });
		if (status === 200) expect(json).toMatchObject([{ accountId: MISSING }]);
		else
			expect(error).toMatchObject({
				httpCode: '403',
				message: expect.stringMatching(/non-existing record/),
				description: expect.stringMatching(/Check its ID/),
			});
	});

	it('names the field that a validation refuses, by its label', async () => {
		const { error } = await espo.run({ ...entity('create', 'Account'), ...inJson({ website: 'https://x.example.com' }) });
		expect(error).toMatchObject({ httpCode: '400', message: expect.stringMatching(/^EspoCRM requires “.+”$/) });
		expect(error?.description).toBe('Give it a value.');
	});

	it('says which characters a name may not have', async () => {
		const { error } = await espo.run({ ...entity('create', 'Account'), ...inJson({ name: espo.name('<b>') }) });
		expect(error).toMatchObject({ httpCode: '400', message: expect.stringMatching(/^“.+” contains a character that is not allowed/) });
		expect(error?.description).toMatch(/These characters are not allowed: < > =$/);
	});

	it('lists the duplicates', async () => {
		const { error } = await espo.run({ ...entity('create', 'Account'), ...inJson({ name: account.name as string }) });
		expect(error).toMatchObject({
			httpCode: '409',
			message: expect.stringContaining(`${String(account.name)} (${account.id})`),
			description: expect.stringMatching(/Skip Duplicate Check/),
		});
	});

	it('tells what was done before it stopped', async () => {
		const items = [{ id: account.id }, { id: account.id }, { id: MISSING }, { id: account.id }];
		const { error } = await espo.run(
			record('update', 'Account', '={{ $json.id }}', { ...inJson({ description: 'x' }), options: { requestsInFlight: 1 } }),
			items,
		);
		expect(error?.description).toContain('Processed: items 0–1 (2 of 4).');
		expect(error?.context.itemIndex).toBe(2);
		expect(espo.proxy.requests).toHaveLength(3);
	});

	it('sends failed items to the error output', async () => {
		const items = [{ id: account.id }, { id: MISSING }, { id: account.id }];
		const { items: regular, errorItems } = await espo.run(record('get', 'Account', '={{ $json.id }}'), items, {
			onError: 'continueErrorOutput',
		});
		expect(regular.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errorItems).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ error: expect.stringMatching(/did not find it.*Check the entity type and the ID/) }),
				pairedItem: { item: 1 },
			}),
		]);
	});

	it('says what the stream of everything needs', async () => {
		const faults: Faults = () => ({
			answer: { status: espo.hasGlobalStream ? 403 : 404, headers: { 'x-status-reason': '', 'content-type': 'text/html' } },
		});
		espo.proxy.reset(faults);
		const { error } = await espo.runOn(stream('getAll', { source: 'everything' }));
		expect(error?.description).toMatch(/8\.2.*Global Stream/);
		if (espo.hasGlobalStream) return;
		expect((await espo.run(stream('getAll', { source: 'everything' }))).error?.description).toMatch(/8\.2.*Global Stream/);
		expect(espo.proxy.requests).toHaveLength(1);
	});

	const page = { answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Maintenance</body></html>' } };
	const once =
		(fault: ReturnType<Faults>): Faults =>
		(_request, index) =>
			index === 0 ? fault : undefined;

	describe('on the way', () => {
		it.each<[string, Faults, () => INodeParameters, RegExp, number]>([
			['a web page instead of a record', () => page, read, /does not look like EspoCRM's/, 1],
			['a web page instead of a list', () => page, () => entity('getAll', 'Account'), /does not look like EspoCRM's/, 1],
			[
				'a list without rows',
				() => ({ answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' } }),
				() => entity('getAll', 'Account'),
				/does not look like EspoCRM's/,
				1,
			],
			[
				'a redirect',
				() => ({ answer: { status: 301, headers: { location: 'https://elsewhere.example.com/x' } } }),
				read,
				/https:\/\/elsewhere\.example\.com/,
				1,
			],
			['a create whose answer is lost', () => ({ processed: true, reset: true }), () => create('lost'), /may have created the record/, 1],
			['a create whose answer is cut off', () => ({ truncateAt: 20 }), () => create('cut'), /may have created the record/, 1],
			[
				'a create behind a proxy that gives up',
				() => ({ processed: true, answer: { status: 504 } }),
				() => create('gone'),
				/may have created the record/,
				1,
			],
			['a create answered by a web page', () => ({ ...page, processed: true }), () => create('page'), /may have created the record/, 1],
			['a create answered 500', () => ({ answer: { status: 500 } }), () => create('broken'), /could not process/, 1],
			[
				'a limit with a long wait',
				() => ({ answer: { status: 429, headers: { 'retry-after': '3600' } } }),
				read,
				/limits the number of requests/,
				1,
			],
		])('reports %s', async (_title, faults, parameters, message, requests) => {
			espo.proxy.reset(faults);
			const { error } = await espo.runOn(parameters());
			expect(error?.message).toMatch(message);
			expect(espo.proxy.requests).toHaveLength(requests);
			expect(JSON.stringify(error)).not.toContain(String(espo.credentials.data.apiKey));
		});

		it.each<[string, Faults, () => INodeParameters]>([
			['a read that was reset', once({ reset: true }), read],
			['a read that was cut off', once({ truncateAt: 20 }), read],
			['a read that was shortened', once({ shortenTo: 20 }), read],
			['a read behind a proxy that gave up', once({ answer: { status: 502 } }), () => entity('getAll', 'Account', { limit: 1 })],
			[
				'a read during maintenance',
				once({
					answer: {
						status: 503,
						headers: { 'content-type': 'application/json', 'x-status-reason': 'Maintenance' },
						body: '{"message":"maintenance"}',
					},
				}),
				read,
			],
			['a read beyond a limit', once({ answer: { status: 429, headers: { 'retry-after': '1' } } }), read],
			['a write beyond a limit', once({ answer: { status: 429, headers: { 'retry-after': '1' } } }), () => create('limited')],
			[
				'a write during maintenance',
				once({
					answer: {
						status: 503,
						headers: { 'content-type': 'application/json', 'x-status-reason': 'Maintenance' },
						body: '{"message":"maintenance"}',
					},
				}),
				() => create('maintained'),
			],
		])('repeats %s', async (_title, faults, parameters) => {
			espo.proxy.reset(faults);
			const { error, items } = await espo.runOn(parameters());
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(espo.proxy.requests).toHaveLength(2);
		});
	});

	it('stops after one refused key, however many items there are', async () => {
		const { error } = await espo.run(
			read(),
			Array.from({ length: 20 }, () => ({})),
			{ credentials: espo.store('apiKey', { apiKey: 'd'.repeat(32) }), onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(4);
	});
});
