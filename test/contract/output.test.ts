import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { locator } from '../harness/locator';
import { runInTimeZone } from '../harness/runInTimeZone';
import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { NEEDED } from './server/findFieldOfType';
import { entity, inJson, record, recordStream, relation, selected, whereJson } from './server/parameters';
import { skipped } from './server/skipped';

/** Date-times of every type; those of others have to be looked up. */
const KNOWN = ['createdAt', 'modifiedAt', 'streamUpdatedAt'];
/** What every save may change. */
const VOLATILE = ['modifiedAt', 'modifiedById', 'modifiedByName', 'versionNumber', 'streamUpdatedAt'];
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const ESPO: INodeParameters = { options: { dateTimeFormat: 'espo' } };
/** Text that looks like a date-time. */
const LOOKS = '2026-12-01 10:00:00';
const START = '2026-11-01 05:30:00';
const END = '2026-12-01 23:45:00';

const iso = (text: IDataObject[string]): IDataObject[string] => (typeof text === 'string' ? `${text.replace(' ', 'T')}Z` : text);
/** A stored record as it comes out, when these attributes are date-times too. */
const inIso = (stored: IDataObject, ...names: string[]): IDataObject => ({
	...stored,
	...Object.fromEntries([...KNOWN, ...names].filter((name) => name in stored).map((name) => [name, iso(stored[name])])),
});

describeEspo('output', (espo) => {
	let account: ApiRecord;
	let task: ApiRecord | undefined;
	const tasks = () =>
		task !== undefined ||
		!skipped('the API user cannot create a task for itself: give its role create access to Task and the assignment permission');
	const stored = async (entityType: string, id: string) => await espo.api.get(`${entityType}/${id}`);
	const lookUps = () => espo.sent.filter((sent) => sent === 'GET Metadata').length;

	beforeAll(async () => {
		account = await espo.create('Account', {
			name: espo.name('account'),
			type: 'Customer',
			website: 'https://a.example.com',
			description: LOOKS,
		});
		const values = {
			name: espo.name('task'),
			assignedUserId: espo.me.user.id,
			description: LOOKS,
			dateStart: START,
			dateEnd: END,
			parentType: 'Account',
			parentId: account.id,
		};
		const { status, body } = await espo.api.send('POST', 'Task', values);
		if (status === 200) task = body as ApiRecord;
	});

	/** The task, as each operation gives it. */
	const readings: Array<[string, () => INodeParameters]> = [
		['get', () => record('get', 'Task', task?.id ?? '')],
		['get many', () => entity('getAll', 'Task', whereJson({ type: 'equals', attribute: 'id', value: task?.id ?? '' }))],
		['get many of a relation', () => relation('getAll', ['Account', 'tasks'], account.id)],
	];

	describe('date-times', () => {
		it('are in ISO form, text that looks like one is not', async () => {
			const { createdAt, modifiedAt } = await stored('Account', account.id);
			const [row] = await espo.json(entity('getAll', 'Account', whereJson({ type: 'equals', attribute: 'id', value: account.id })));
			expect(row).toMatchObject({ createdAt: iso(createdAt), modifiedAt: iso(modifiedAt), description: LOOKS });
			expect(row?.createdAt).toMatch(ISO);
			expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toEqual(['GET Account']);
			expect(lookUps()).toBeLessThanOrEqual(1);
		});

		it('need no look-up where no text looks like one', async () => {
			const { id } = await espo.create('Account', { name: espo.name('plain') });
			expect(await espo.json(record('get', 'Account', id))).toEqual([inIso(await stored('Account', id))]);
			expect(espo.sent).toEqual([`GET Account/${id}`]);
		});

		it.each(readings)('of the type, but not text that looks like one: %s', async (title, parameters) => {
			if (!tasks()) return;
			const [row] = await espo.json(parameters());
			expect(row).toMatchObject({ dateStart: iso(START), dateEnd: iso(END), createdAt: expect.stringMatching(ISO), description: LOOKS });
			expect(lookUps()).toBeLessThanOrEqual(title === 'get many of a relation' ? 2 : 1);
			if (title === 'get') expect(row).toEqual(inIso(await stored('Task', task?.id ?? ''), 'dateStart', 'dateEnd'));
		});

		it.each(readings)("in EspoCRM's own form, if wanted, without a look-up: %s", async (_title, parameters) => {
			if (!tasks()) return;
			const [row] = await espo.json({ ...parameters(), ...ESPO });
			const { createdAt, modifiedAt } = await stored('Task', task?.id ?? '');
			expect(row).toMatchObject({ dateStart: START, dateEnd: END, createdAt, modifiedAt, description: LOOKS });
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it('are looked up once for many items', async () => {
			if (!tasks()) return;
			const items = Array.from({ length: 12 }, () => ({ id: task?.id }));
			const rows = await espo.json(record('get', 'Task', '={{ $json.id }}'), items as IDataObject[]);
			expect(rows.map(({ dateEnd }) => dateEnd)).toEqual(items.map(() => iso(END)));
			expect(lookUps()).toBeLessThanOrEqual(1);
			expect(espo.sent.filter((sent) => sent !== 'GET Metadata')).toHaveLength(12);
		});

		it('do not depend on a time zone, and are written back as they were', async () => {
			if (!tasks()) return;
			const kept = (values: IDataObject) => Object.fromEntries(Object.entries(values).filter(([name]) => !VOLATILE.includes(name)));
			const before = kept(await stored('Task', task?.id ?? ''));
			for (const zone of ['America/New_York', 'Asia/Kolkata']) {
				const own = espo.credentials.data as EspoCredentials;
				const timezone = 'Europe/Berlin';
				const results = await runInTimeZone(
					zone,
					own,
					readings.map(([, parameters]) => ({ timezone, parameters: parameters() })),
				);
				expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
				for (const { json } of results) expect(json[0]).toMatchObject({ dateStart: iso(START), dateEnd: iso(END), description: LOOKS });
				const items = results.map(({ json }) => json[0] as IDataObject);
				const [written] = await runInTimeZone(zone, own, [
					{ timezone, items, parameters: record('update', 'Task', '={{ $json.id }}', inJson('={{ $json }}')) },
				]);
				expect([written?.error, written?.hints]).toEqual([undefined, []]);
				expect(kept(await stored('Task', task?.id ?? ''))).toEqual(before);
			}
		});

		it('of notes: text stays text', async () => {
			const [post] = await espo.json(recordStream('createPost', 'Account', account.id, { target: 'record', post: `={{ "${LOOKS}" }}` }));
			expect(post).toMatchObject({ post: LOOKS, createdAt: expect.stringMatching(ISO) });
			const [note] = await espo.json(recordStream('getAll', 'Account', account.id, { source: 'record', limit: 1 }));
			expect(note).toMatchObject({ post: LOOKS, createdAt: post?.createdAt });
			const [plain] = await espo.json(recordStream('getAll', 'Account', account.id, { source: 'record', limit: 1, ...ESPO }));
			expect([iso(plain?.createdAt), plain?.post]).toEqual([note?.createdAt, LOOKS]);
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it('of the current user', async () => {
			const get = { resource: 'user', operation: 'getCurrent' };
			const [[shown], [plain]] = [await espo.json(get), await espo.json({ ...get, ...ESPO })];
			expect(plain?.user).toEqual(espo.me.user);
			expect(shown?.user).toEqual({ ...inIso(espo.me.user, ...(espo.me.user.lastAccess ? ['lastAccess'] : [])) });
		});
	});

	describe('of the trigger', () => {
		const ofTask = (more: INodeParameters = {}): INodeParameters => ({
			source: 'record',
			entityType: locator('Task'),
			recordId: locator(task?.id ?? ''),
			options: { fullRecord: true, ...more },
		});

		it.each<[string, INodeParameters, (text: string) => unknown]>([
			['ISO form', {}, iso],
			["EspoCRM's form", { dateTimeFormat: 'espo' }, (text) => text],
		])('notes and full records are in %s', async (_title, more, form) => {
			if (!tasks()) return;
			const trigger = espo.trigger(ofTask(more));
			expect(await trigger.activate()).toBeNull();
			const { createdAt } = await espo.api.post('Task', task?.id ?? '', LOOKS);
			espo.proxy.reset();
			const items = (await trigger.poll()) ?? [];
			expect(items).toEqual([expect.objectContaining({ post: LOOKS, createdAt: form(String(createdAt)) })]);
			expect(items[0]?.record).toMatchObject({ id: task?.id, dateStart: form(START), dateEnd: form(END), description: LOOKS });
			expect(lookUps()).toBeLessThanOrEqual(1);
			espo.proxy.reset();
			expect(await trigger.poll()).toBeNull();
			expect(espo.proxy.requests).toHaveLength(1);
		});
	});

	describe('attributes', () => {
		it.each(['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Task', 'Meeting', 'User'])(
			'simplified are few, and need no look-up: %s',
			async (entityType) => {
				espo.need(entityType, 'read');
				const values = NEEDED[entityType];
				if (values && espo.can(entityType, 'create')) await espo.create(entityType, values(espo));
				const [row] = await espo.json(entity('getAll', entityType, { limit: 1, output: 'simplified', ...ESPO }));
				if (!row) skipped(`there is no record of the type ${entityType}: let the role of the API user create one`);
				const names = Object.keys(row);
				expect(names.slice(0, 2)).toEqual(['id', 'name']);
				expect(names.length).toBeLessThanOrEqual(10);
				expect(names.length).toBeGreaterThan(2);
				expect(espo.sent).toEqual([`GET ${entityType}`]);
				expect(espo.proxy.requests[0]?.bytes).toBeLessThan(1_500);
				// One record gives the same, in the same order.
				expect(await espo.json(record('get', entityType, String(row.id), { output: 'simplified', ...ESPO }))).toEqual([row]);
				expect(espo.sent).toEqual([`GET ${entityType}/${row.id}`]);
			},
		);

		it('simplified of a relation', async () => {
			const { id } = await espo.create('Contact', { firstName: 'Ada', lastName: espo.prefix, accountId: account.id });
			const [row] = await espo.json(relation('getAll', ['Account', 'contacts'], account.id, { output: '={{ "simplified" }}' }));
			expect(row).toMatchObject({
				id,
				name: `Ada ${espo.prefix}`,
				accountId: account.id,
				accountName: account.name,
				createdAt: expect.stringMatching(ISO),
			});
			expect(row).not.toHaveProperty('firstName');
			expect(espo.proxy.requests).toHaveLength(1);
		});

		it.each<[string, INodeParameters]>([
			['a list', { output: 'selected', select: ['website', 'name', 'nosuch'] }],
			['text', { output: 'selected', select: 'website, name,nosuch' }],
			['expressions', { output: '={{ "selected" }}', select: '={{ "website, name, nosuch" }}' }],
		])('selected by %s: these and the ID, in their order', async (_title, more) => {
			const [one] = await espo.json(record('get', 'Account', account.id, more));
			const [row] = await espo.json(
				entity('getAll', 'Account', { ...whereJson({ type: 'equals', attribute: 'id', value: account.id }), ...more }),
			);
			for (const found of [one, row])
				expect(Object.entries(found ?? {})).toEqual([
					['id', account.id],
					['website', 'https://a.example.com'],
					['name', account.name],
				]);
		});

		it.each<[string, INodeParameters]>([
			['all', { output: 'all', select: ['name'] }],
			['none selected', { output: 'selected', select: [] }],
			['nothing given', { output: '={{ "" }}' }],
		])('all of them: %s', async (_title, more) => {
			const whole = inIso(await stored('Account', account.id));
			expect(await espo.json(record('get', 'Account', account.id, more))).toEqual([whole]);
			const [row] = await espo.json(
				entity('getAll', 'Account', { ...whereJson({ type: 'equals', attribute: 'id', value: account.id }), ...more }),
			);
			expect(row).toMatchObject({ sicCode: null, website: 'https://a.example.com' });
		});
	});

	describe('labels', () => {
		const labelled: INodeParameters = { options: { addLabels: true } };
		const labelIn = async (entityType: string, field: string, key: string) => {
			const i18n = (await espo.api.get('I18n')) as unknown as Record<string, { options?: Record<string, Record<string, string>> }>;
			return i18n[entityType]?.options?.[field]?.[key] ?? i18n.Global?.options?.[field]?.[key] ?? key;
		};

		it.each<[string, (id: string) => INodeParameters]>([
			['get', (id) => record('get', 'Case', id)],
			['get many', (id) => entity('getAll', 'Case', whereJson({ type: 'equals', attribute: 'id', value: id }))],
			[
				'get many of a relation',
				() => relation('getAll', ['Account', 'cases'], account.id, { limit: 1, sort: { by: { orderBy: 'number', order: 'desc' } } }),
			],
		])('are beside the keys: %s', async (_title, parameters) => {
			const { id } = await espo.create('Case', { name: espo.name('case'), priority: 'High', status: 'Pending', accountId: account.id });
			const [row] = await espo.json({ ...parameters(id), ...labelled });
			expect(row).toMatchObject({
				id,
				priority: 'High',
				priorityLabel: await labelIn('Case', 'priority', 'High'),
				status: 'Pending',
				statusLabel: await labelIn('Case', 'status', 'Pending'),
			});
			expect(row).not.toHaveProperty('typeLabel');
			expect(lookUps() + espo.sent.filter((sent) => sent === 'GET I18n').length).toBeLessThanOrEqual(3);
			const [few] = await espo.json({ ...parameters(id), ...labelled, ...selected('name', 'status') });
			expect(few).toEqual({ id, name: espo.name('case'), status: 'Pending', statusLabel: row?.statusLabel });
			expect((await espo.json(parameters(id)))[0]).not.toHaveProperty('statusLabel');
		});
	});
});
