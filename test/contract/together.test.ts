import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { NEEDED } from './server/findFieldOfType';
import { entity, inJson, record, relation, selected, sortBy, whereJson } from './server/parameters';
import { skipped } from './server/skipped';

const TYPES: Record<string, IDataObject> = {
	Account: { website: 'https://a.example.com', description: 'Long\n'.repeat(500), emailAddress: 'a@example.com' },
	Contact: { firstName: 'Jane', lastName: 'Doe', emailAddress: 'jane@example.com' },
	Opportunity: { amount: 12.5, probability: 20, closeDate: '2026-12-01' },
	Task: { dateEnd: '2026-12-01 23:45:00', priority: 'High' },
	Case: { description: '2026-12-01 10:00:00' },
};
/** What every read may change. */
const VOLATILE = ['modifiedAt', 'streamUpdatedAt', 'versionNumber'];

describeEspo('records of several items, with chosen attributes', (espo) => {
	const lists = (entityType: string) => espo.sent.filter((sent) => sent === `GET ${entityType}`).length;
	const singles = (entityType: string) => espo.sent.filter((sent) => sent.startsWith(`GET ${entityType}/`)).length;
	const get = (entityType: string, attributes: string[]) => record('get', entityType, '={{ $json.id }}', selected(...attributes));
	const created = async (entityType: string, count: number): Promise<ApiRecord[]> => {
		if (!espo.can(entityType, 'create', 'read', 'delete')) skipped(`the role has no access to ${entityType}`);
		const names = Array.from({ length: count }, (_, index) => espo.name(`${entityType} ${index}`));
		return await Promise.all(
			names.map(
				async (name) =>
					await espo.create(entityType, {
						...NEEDED[entityType]?.(espo),
						...TYPES[entityType],
						name,
						...(entityType === 'Contact' ? { lastName: name } : {}),
					}),
			),
		);
	};

	it.each(Object.keys(TYPES))('%s: each attribute is what the record by itself shows', async (entityType) => {
		const records = await created(entityType, 3);
		const [whole] = await espo.json(record('get', entityType, records[0]?.id ?? ''));
		const attributes = Object.keys(whole ?? {}).filter((name) => !VOLATILE.includes(name));
		const single: IDataObject[] = [];
		for (const { id } of records) single.push(...(await espo.json(record('get', entityType, id, selected(...attributes)))));
		const { json } = await espo.run(
			get(entityType, attributes),
			records.map(({ id }) => ({ id })),
		);
		expect(json).toEqual(single);
		// Some are not in lists, so each record was read by itself too.
		const inLists = attributes.filter((name) => !/^(followers|isFollowed|isStarred|\w+Data$|reminders)/.test(name));
		const { json: listed } = await espo.run(
			get(entityType, inLists),
			records.map(({ id }) => ({ id })),
		);
		expect(listed).toEqual(single.map((row) => Object.fromEntries(inLists.map((name) => [name, row[name]]).concat([['id', row.id]]))));
		expect([lists(entityType), singles(entityType)]).toEqual([1, 0]);
	});

	it('takes one request for all, keeps their order, and says which is gone', async () => {
		const records = await created('Account', 12);
		const ids = records.flatMap(({ id }, index) => (index % 3 ? [id] : [id, id]));
		const items = [...ids, '6b0000000000nosuch', ...ids].map((id) => ({ id }));
		const { items: results } = await espo.run(get('Account', ['name']), items, { onError: 'continueRegularOutput' });
		expect(results.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		const names = new Map(records.map(({ id, name }) => [id, name]));
		for (const [index, { json }] of results.entries()) {
			const id = String(items[index]?.id);
			if (names.has(id)) expect(json).toEqual({ id, name: names.get(id) });
			else expect(json.error).toMatch(/nosuch/);
		}
		expect([lists('Account'), singles('Account')]).toEqual([1, 1]);
	});

	/** What lists with a selection cut, and the name of a parent, which they leave empty when it is selected alone. */
	describe('what a selection would spoil', () => {
		const long = '😀ä'.repeat(7_000);
		const exact = 'x'.repeat(10_000);
		const whole = (row?: IDataObject) => [row?.description, row?.parentName];
		let account: ApiRecord;
		let calls: ApiRecord[];
		beforeAll(async () => {
			account = await espo.create('Account', { name: espo.name('parent'), description: long });
			const values = { status: 'Held', direction: 'Outbound', dateStart: '2026-12-01 10:00:00', dateEnd: '2026-12-01 10:05:00' };
			const parent = { parentType: 'Account', parentId: account.id, assignedUserId: espo.me.user.id };
			calls = await Promise.all(
				[long, exact].map(
					async (description, index) => await espo.create('Call', { ...values, ...parent, name: espo.name(`call ${index}`), description }),
				),
			);
		});
		const wanted = () => calls.map((_, index) => [index ? exact : long, account.name]);
		const byId = (rows: IDataObject[]) => calls.map(({ id }) => whole(rows.find((row) => row.id === id)));
		const ofThem = () => whereJson({ type: 'in', attribute: 'id', value: calls.map(({ id }) => id) });

		it.each<[string, () => INodeParameters, IDataObject[] | undefined]>([
			['get, several items', () => get('Call', ['description', 'parentName']), []],
			['get many', () => entity('getAll', 'Call', { ...ofThem(), ...selected('description', 'parentName') }), undefined],
			[
				'get many, sorted',
				() => entity('getAll', 'Call', { ...ofThem(), ...selected('description', 'parentName'), ...sortBy('name') }),
				undefined,
			],
			[
				'get many of a relation',
				() => relation('getAll', ['Account', 'calls'], account.id, selected('description', 'parentName')),
				undefined,
			],
		])('%s', async (_title, parameters, items) => {
			const { json, error } = await espo.run(parameters(), items && calls.map(({ id }) => ({ id })));
			expect(error).toBeUndefined();
			expect(byId(json)).toEqual(wanted());
		});

		it('the output of a relation as it comes, too', async () => {
			const contact = await espo.create('Contact', { lastName: espo.name('long'), accountId: account.id, description: long });
			const rows = await espo.json(relation('getAll', ['Account', 'contacts'], account.id));
			expect(rows.find(({ id }) => id === contact.id)?.description).toBe(long);
		});
	});

	it('reads what was written before it', async () => {
		const records = await created('Account', 2);
		const items = records.map(({ id }) => ({ id }));
		await espo.run({ ...record('update', 'Account', '={{ $json.id }}'), ...inJson('={{ { website: "https://b.example.com" } }}') }, items);
		const { json } = await espo.run(get('Account', ['website']), items);
		expect(json).toEqual(items.map(({ id }) => ({ id, website: 'https://b.example.com' })));
	});
});
