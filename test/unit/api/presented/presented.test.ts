import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { createMetadata } from '../../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../../nodes/shared/api/metadata/metadataPart';
import { presented, type Presentation } from '../../../../nodes/shared/api/presented/presented';
import { valuesToSend } from '../../../../nodes/shared/api/values/attributeValues';
import type { AttributeKind } from '../../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { json, refusal, requestParts } from '../../model/requestParts';

const fields: Record<string, JsonObject> = {
	Account: {
		name: { type: 'varchar' },
		createdAt: { type: 'datetime' },
		modifiedAt: { type: 'datetime' },
		streamUpdatedAt: { type: 'datetime' },
		type: { type: 'enum', options: ['', 'Customer', 'Partner'] },
		industry: { type: 'enum', optionsReference: 'Lead.industry' },
	},
	Lead: { industry: { type: 'enum', options: ['Finance'] } },
	Meeting: {
		name: { type: 'varchar' },
		dateStart: { type: 'datetimeOptional' },
		dateEnd: { type: 'datetime' },
		status: { type: 'enum', options: ['Planned', 'Held'] },
		statusLabel: { type: 'varchar' },
		tags: { type: 'multiEnum', options: ['a', 'b'] },
		words: { type: 'array' },
		fee: { type: 'currency' },
		parent: { type: 'linkParent', entityList: ['Account'] },
		hours: { type: 'varchar', options: ['x'] },
	},
};
const links: Record<string, JsonObject> = { meetings: { entity: 'Meeting' }, parent: { type: 'belongsToParent' } };
const i18n = {
	Global: { scopeNames: { Account: 'Company' } },
	Account: { options: { type: { Customer: 'Good customer' } } },
	Lead: { options: { industry: { Finance: 'Banks' } } },
	Meeting: { options: { status: { Planned: 'To come' }, tags: { a: 'Alpha', b: 'Beta' } } },
};

/** Metadata as a server with these fields gives it. @param faults statuses of its first answers */
function server({ whole = false, faults = [] as number[] } = {}) {
	const requests: string[] = [];
	const entityDefs = Object.fromEntries(Object.entries(fields).map(([name, own]) => [name, { fields: own, links }]));
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await Promise.resolve();
			const { path, query } = requestParts(request);
			requests.push(query.get('key') ?? path);
			const fault = faults.shift();
			if (fault) return refusal(fault);
			if (path === '/I18n') return json(i18n);
			if (whole) return json({ entityDefs, scopes: {} });
			const [, entityType = '', part, name = ''] = (query.get('key') ?? '').split('.');
			return json((part === 'links' ? links[name] : fields[entityType]) ?? '');
		},
	});
	const cache: MetadataCache = new Map();
	return { requests, metadata: createMetadata(client, async () => await Promise.resolve(cache)) };
}

const ISO: Presentation = { entityType: 'Meeting', dateTimes: 'iso', labels: false };
const show = async (records: JsonObject[], more: Partial<Presentation> = {}, options: Parameters<typeof server>[0] = {}) => {
	const { metadata, requests } = server(options);
	const told: string[] = [];
	const shown = await presented(records, { ...ISO, ...more }, metadata, (text) => told.push(text));
	return { shown, requests, told };
};
const LOOKS = '2026-11-23 10:00:00';

describe('date-times', () => {
	test.each<[title: string, record: JsonObject, shown: JsonObject, entityType?: string, requests?: number]>([
		[
			'what every type has, without a look-up',
			{ createdAt: LOOKS, modifiedAt: '2026-11-23 10:00', streamUpdatedAt: null },
			{ createdAt: '2026-11-23T10:00:00Z', modifiedAt: '2026-11-23T10:00:00Z', streamUpdatedAt: null },
			'Account',
			0,
		],
		[
			'others, after one look-up',
			{ dateStart: LOOKS, dateEnd: '2026-11-23 10:30:01' },
			{ dateStart: '2026-11-23T10:00:00Z', dateEnd: '2026-11-23T10:30:01Z' },
			'Meeting',
			1,
		],
		[
			'but not text that looks like one',
			{ name: LOOKS, dateStart: LOOKS },
			{ name: LOOKS, dateStart: '2026-11-23T10:00:00Z' },
			'Meeting',
			1,
		],
		[
			'nor text in a type without others',
			{ name: LOOKS, createdAt: LOOKS },
			{ name: LOOKS, createdAt: '2026-11-23T10:00:00Z' },
			'Account',
			1,
		],
		['nor attributes that the metadata does not name', { other: LOOKS }, { other: LOOKS }, 'Meeting', 1],
		[
			'nor dates, numbers, and what is in ISO form already',
			{ dateStart: '2026-11-23', dateEnd: '2026-11-23T10:00:00Z', fee: 20261123 },
			{ dateStart: '2026-11-23', dateEnd: '2026-11-23T10:00:00Z', fee: 20261123 },
			'Meeting',
			0,
		],
		[
			'nor nested values',
			{ words: [LOOKS], data: { at: LOOKS, createdAt: LOOKS } },
			{ words: [LOOKS], data: { at: LOOKS, createdAt: LOOKS } },
			'Meeting',
			0,
		],
		['nor what is no time at all', { dateStart: '2026-02-30 10:00:00' }, { dateStart: '2026-02-30 10:00:00' }, 'Meeting', 0],
		[
			'text of a note stays, without a look-up',
			{ post: LOOKS, createdAt: LOOKS, data: { a: LOOKS } },
			{ post: LOOKS, createdAt: '2026-11-23T10:00:00Z', data: { a: LOOKS } },
			'Note',
			0,
		],
		[
			'of records without a type only those of every type',
			{ other: LOOKS, createdAt: LOOKS },
			{ other: LOOKS, createdAt: '2026-11-23T10:00:00Z' },
			undefined,
			0,
		],
	])('%s', async (_, record, expected, entityType, count) => {
		for (const whole of [false, true]) {
			const { shown, requests, told } = await show([record], { entityType }, { whole });
			expect(shown).toEqual([expected]);
			expect(requests).toHaveLength(count ?? 0);
			expect(told).toEqual([]);
		}
	});

	test("stay as they are in EspoCRM's form, without a look-up", async () => {
		const record = { createdAt: LOOKS, dateStart: LOOKS, name: LOOKS };
		expect(await show([record], { dateTimes: 'espo' })).toMatchObject({ shown: [record], requests: [] });
	});

	test('the given records are not changed', async () => {
		const record = Object.freeze({ createdAt: LOOKS, dateStart: LOOKS });
		await show([record]);
		expect(record).toEqual({ createdAt: LOOKS, dateStart: LOOKS });
	});

	test('what is shown comes in the place of the records, so that a long list is not held twice', async () => {
		const read = () => ['a', 'b'].map((id): JsonObject => ({ createdAt: LOOKS, dateStart: LOOKS, tags: [id], id }));
		const records = read();
		const given = [...records];
		const { shown } = await show(records, { labels: true, attributes: ['dateStart', 'tags'] });
		expect(shown).toBe(records);
		expect(shown).toEqual([
			{ id: 'a', dateStart: '2026-11-23T10:00:00Z', tags: ['a'], tagsLabel: ['Alpha'] },
			{ id: 'b', dateStart: '2026-11-23T10:00:00Z', tags: ['b'], tagsLabel: ['Beta'] },
		]);
		expect(given).toEqual(read());
	});

	test.each([500, 401, 403, 404])('a look-up that fails (%d) is no failure: what looks like a date-time is one', async (status) => {
		const { shown, requests } = await show([{ name: LOOKS, dateStart: LOOKS }, { dateStart: '2026-11-24' }], {}, { faults: [status] });
		expect(shown).toEqual([{ name: '2026-11-23T10:00:00Z', dateStart: '2026-11-23T10:00:00Z' }, { dateStart: '2026-11-24' }]);
		expect(requests).toHaveLength(1);
	});

	test('an unknown type is as good as none', async () => {
		expect((await show([{ at: LOOKS }], { entityType: 'Nosuch' })).shown).toEqual([{ at: '2026-11-23T10:00:00Z' }]);
	});

	test('many items of a run share one look-up, a failed one too', async () => {
		for (const faults of [[], [500]]) {
			const { metadata, requests } = server({ faults });
			for (let item = 0; item < 5; item++) await presented([{ dateStart: LOOKS }], ISO, metadata);
			await Promise.all([1, 2].map(async () => await presented([{ dateStart: LOOKS }], ISO, metadata)));
			expect(requests).toEqual(['entityDefs.Meeting.fields']);
		}
	});

	test('in a long list one value that looks like one is enough to look it up', async () => {
		const records: JsonObject[] = Array.from({ length: 300 }, (_, index) => ({
			id: `a${index}`,
			createdAt: LOOKS,
			dateStart: index === 299 ? LOOKS : null,
		}));
		const { shown, requests } = await show(records);
		expect([shown[0], shown[299]?.dateStart, requests.length]).toEqual([
			{ id: 'a0', createdAt: '2026-11-23T10:00:00Z', dateStart: null },
			'2026-11-23T10:00:00Z',
			1,
		]);
	});

	test('an attribute that is not kept costs no look-up', async () => {
		expect(await show([{ id: 'a', dateStart: LOOKS, createdAt: LOOKS }], { attributes: ['createdAt'] })).toMatchObject({
			shown: [{ id: 'a', createdAt: '2026-11-23T10:00:00Z' }],
			requests: [],
		});
	});
});

describe('records of a link', () => {
	const related = { entityType: 'Account', link: 'meetings' };

	test('are of the type that it leads to: two requests, one where the server sends the whole document', async () => {
		const records = [{ name: LOOKS, dateStart: LOOKS }];
		const expected = [{ name: LOOKS, dateStart: '2026-11-23T10:00:00Z' }];
		expect(await show(records, related)).toMatchObject({
			shown: expected,
			requests: ['entityDefs.Account.links.meetings', 'entityDefs.Meeting.fields'],
		});
		expect(await show(records, related, { whole: true })).toMatchObject({ shown: expected, requests: { length: 1 } });
	});

	test('cost nothing where nothing has to be looked up', async () =>
		expect((await show([{ createdAt: LOOKS }], related)).requests).toEqual([]));

	test('a link to several types says nothing of them', async () => {
		const { shown, requests } = await show([{ name: LOOKS }], { ...related, link: 'parent' });
		expect([shown, requests.length]).toEqual([[{ name: '2026-11-23T10:00:00Z' }], 1]);
	});

	test('labels are those of that type too', async () => {
		const { shown, requests } = await show([{ status: 'Planned', tags: ['a'] }], { ...related, labels: true });
		expect(shown).toEqual([{ status: 'Planned', tags: ['a'], tagsLabel: ['Alpha'] }]);
		expect(requests).toEqual(['entityDefs.Account.links.meetings', 'entityDefs.Meeting.fields', '/I18n']);
	});
});

describe('labels', () => {
	const labelled = { entityType: 'Account', labels: true };

	test.each<[title: string, entityType: string, record: JsonObject, shown: JsonObject]>([
		['beside the key', 'Account', { type: 'Customer', name: 'x' }, { type: 'Customer', typeLabel: 'Good customer', name: 'x' }],
		['the key where there is no label', 'Account', { type: 'Partner' }, { type: 'Partner', typeLabel: 'Partner' }],
		['the key where it is no option any more', 'Account', { type: 'Old' }, { type: 'Old', typeLabel: 'Old' }],
		['nothing without a value', 'Account', { type: '', industry: null }, { type: '', industry: null }],
		['a list for a list', 'Meeting', { tags: ['b', 'a', 'old'] }, { tags: ['b', 'a', 'old'], tagsLabel: ['Beta', 'Alpha', 'old'] }],
		['nothing for an empty list', 'Meeting', { tags: [] }, { tags: [] }],
		[
			'nothing for lists of any values, texts with suggestions, currencies',
			'Meeting',
			{ words: ['a'], hours: 'x', fee: 1, feeCurrency: 'EUR' },
			{ words: ['a'], hours: 'x', fee: 1, feeCurrency: 'EUR' },
		],
		['the name of an entity type', 'Meeting', { parentType: 'Account' }, { parentType: 'Account', parentTypeLabel: 'Company' }],
		[
			'never in the place of an attribute of the type',
			'Meeting',
			{ status: 'Planned', statusLabel: 'own' },
			{ status: 'Planned', statusLabel: 'own' },
		],
		['nor where the row does not have it', 'Meeting', { status: 'Planned' }, { status: 'Planned' }],
		['nor in the place of an unknown one', 'Account', { type: 'Customer', typeLabel: 'own' }, { type: 'Customer', typeLabel: 'own' }],
	])('%s', async (_, entityType, record, expected) => {
		const { shown, requests, told } = await show([record], { ...labelled, entityType });
		expect(shown).toEqual([expected]);
		expect(Object.keys(shown[0] ?? {})).toEqual(Object.keys(expected));
		expect(told).toEqual([]);
		expect(requests.length).toBeLessThanOrEqual(2);
	});

	test('cost the fields and the labels once, for all records and items', async () => {
		const { metadata, requests } = server();
		for (let item = 0; item < 3; item++)
			await presented([{ type: 'Customer' }, { type: 'Partner', createdAt: LOOKS, name: LOOKS }], { ...ISO, ...labelled }, metadata);
		expect(requests).toEqual(['entityDefs.Account.fields', '/I18n']);
	});

	test('options that stand in another type cost one more', async () => {
		const { shown, requests } = await show([{ industry: 'Finance' }], labelled);
		expect([shown, requests.length]).toEqual([[{ industry: 'Finance', industryLabel: 'Banks' }], 3]);
	});

	test('cost nothing without records, and no labels without values', async () => {
		expect((await show([], labelled)).requests).toEqual([]);
		expect((await show([{ type: null }], labelled)).requests).toEqual(['entityDefs.Account.fields']);
	});

	test.each([[[500]], [[0, 503]]])('are left out, and that is said, when they cannot be looked up (%j)', async (faults) => {
		const record = { type: 'Customer', createdAt: LOOKS };
		const { shown, told } = await show([record], labelled, { faults });
		expect(shown).toEqual([{ type: 'Customer', createdAt: '2026-11-23T10:00:00Z' }]);
		expect(told).toEqual([expect.stringMatching(/^Labels were not added/)]);
	});

	test('notes have none', async () =>
		expect(await show([{ type: 'Post' }], { entityType: 'Note', labels: true })).toMatchObject({
			shown: [{ type: 'Post' }],
			requests: [],
		}));
});

describe('the attributes that are kept', () => {
	const record = { createdAt: LOOKS, name: 'x', id: 'a', website: null, type: 'Customer' };
	const keys = async (more: Partial<Presentation>) =>
		Object.keys((await show([record], { entityType: 'Account', ...more })).shown[0] ?? {});

	test.each<[more: Partial<Presentation>, names: string[]]>([
		[{}, ['createdAt', 'name', 'id', 'website', 'type']],
		[{ attributes: ['website', 'name'] }, ['id', 'website', 'name']],
		[{ attributes: ['name', 'id'] }, ['id', 'name']],
		[{ attributes: ['nosuch', 'toString', 'constructor'] }, ['id']],
		[{ attributes: ['nosuch', 'name', 'website', 'createdAt'], atMost: 3 }, ['id', 'name', 'website']],
		[{ attributes: ['type', 'name'], labels: true }, ['id', 'type', 'typeLabel', 'name']],
		[{ attributes: ['name'], labels: true }, ['id', 'name']],
	])('%j: %j', async (more, names) => expect(await keys(more)).toEqual(names));

	test('a record without an ID gets none', async () =>
		expect((await show([{ name: 'x' }], { attributes: ['name'] })).shown).toEqual([{ name: 'x' }]));
});

test.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('what is read in ISO form is written as it was read (%s)', async (zone) => {
	const record = { name: LOOKS, dateStart: LOOKS, dateEnd: '2026-03-29 01:30:00', createdAt: '2026-10-25 00:30:00', words: [LOOKS] };
	const kinds = new Map<string, AttributeKind>([
		['name', 'text'],
		['dateStart', 'dateTimeOptional'],
		['dateEnd', 'dateTime'],
		['createdAt', 'dateTime'],
		['words', 'list'],
	]);
	const [shown = {}] = (await show([record])).shown;
	expect(shown).not.toEqual(record);
	// A moment ends that it lasts all day, which the record did not do anyway.
	expect(valuesToSend(shown, kinds, { zone, parameter: 'Fields' })).toEqual({ ...record, dateStartDate: null });
});
