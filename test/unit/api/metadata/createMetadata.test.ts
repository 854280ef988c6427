import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { createLabels } from '../../../../nodes/shared/api/metadata/Labels';
import { createMetadata } from '../../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../../nodes/shared/api/metadata/metadataPart';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import { json, refusal, requestParts } from '../../model/requestParts';

const document: JsonObject = {
	scopes: {
		Account: { entity: true, object: true, stream: true },
		Contact: { entity: true, object: true },
		CZoo: { entity: true, object: true, isCustom: true },
		Note: { entity: true },
		Off: { entity: true, object: true, disabled: true },
	},
	entityDefs: {
		Account: {
			fields: {
				name: { type: 'varchar' },
				status: { type: 'enum' },
				kind: { type: 'enum', options: ['', 'A', 'b'] },
				free: { type: 'multiEnum', options: ['A'], allowCustomOptions: true },
				likeKind: { type: 'enum', optionsReference: 'Account.kind' },
				likeOther: { type: 'enum', optionsReference: 'Lead.source' },
				createdAt: { type: 'datetime', readOnly: true },
				amount: { type: 'currency' },
				billingAddress: { type: 'address' },
				billingAddressCity: { type: 'varchar' },
				emailAddress: { type: 'email' },
				emailAddressIsOptedOut: { type: 'bool' },
				old: { type: 'varchar', disabled: true },
				technical: { type: 'varchar', utility: true },
			},
			links: {
				contacts: { type: 'hasMany', entity: 'Contact' },
				tasks: { type: 'hasChildren', entity: 'CZoo' },
				createdBy: { type: 'belongsTo', entity: 'Contact' },
				parent: { type: 'belongsToParent' },
				secret: { type: 'hasMany', entity: 'Hidden' },
				gone: { type: 'hasMany', entity: 'Contact', disabled: true },
				locked: { type: 'hasMany', entity: 'Contact', readOnly: true },
			},
		},
	},
	clientDefs: { Account: { filterList: [{ name: 'recentlyCreated' }, 'mine', 5], boolFilterList: ['onlyMy'] } },
};
const i18n: JsonObject = {
	Global: {
		scopeNames: { Account: 'Account', CZoo: 'Animal' },
		fields: { name: 'Name', createdAt: 'Created At' },
		links: { contacts: 'Contacts' },
		boolFilters: { onlyMy: 'Only My' },
		presetFilters: { recentlyCreated: 'Recently Created' },
	},
	Account: { fields: { amount: 'Turnover', emailAddress: 'Email', kind: 'Sort' }, options: { kind: { A: 'Alpha' } } },
};

const partOf = (path: string) => path.split('.').reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], document);

function server(honoursKey = true, cache: MetadataCache = new Map()) {
	const requests: string[] = [];
	const faults: number[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await new Promise(setImmediate);
			requests.push(request.path);
			const fault = faults.shift();
			if (fault) return refusal(fault);
			const { path, query } = requestParts(request);
			if (path === '/I18n') return json(i18n);
			return json(honoursKey ? (partOf(query.get('key') ?? '') ?? '') : document);
		},
	});
	return { requests, faults, cache, metadata: createMetadata(client, async () => await Promise.resolve(cache)) };
}

describe.each([
	['a server that honours the key', true],
	['a server that sends the whole document', false],
])('%s', (_, honoursKey) => {
	test('entity types: what is a business record, with its label', async () => {
		expect(await server(honoursKey).metadata.entityTypes()).toEqual([
			{ name: 'Account', label: 'Account', hasStream: true },
			{ name: 'CZoo', label: 'Animal', hasStream: false },
			{ name: 'Contact', label: 'Contact', hasStream: false },
		]);
	});

	test('links: those that lead to what the user may read', async () => {
		const links = await server(honoursKey).metadata.links('Account');
		expect(Object.fromEntries(links.map(({ name, linkable, entityType }) => [name, [linkable, entityType]]))).toEqual({
			contacts: [true, 'Contact'],
			tasks: [true, 'CZoo'],
			createdBy: [false, 'Contact'],
			parent: [false, undefined],
			locked: [false, 'Contact'],
		});
	});

	test.each([
		['contacts', 'Contact'],
		['parent', undefined],
		['nosuch', undefined],
	])('the link %s leads to %s', async (link, entityType) =>
		expect(await server(honoursKey).metadata.linkedEntityType('Account', link)).toBe(entityType),
	);

	test('attributes: each once, without what is switched off', async () => {
		const names = (await server(honoursKey).metadata.attributes('Account')).map(({ name }) => name);
		expect([...names].sort()).toEqual([...new Set(names)].sort());
		expect(names).toEqual(
			expect.arrayContaining(['name', 'amount', 'amountCurrency', 'amountConverted', 'billingAddressCity', 'emailAddressData']),
		);
		for (const name of ['old', 'technical', 'billingAddress']) expect(names).not.toContain(name);
	});

	test('labels say which part of a field an attribute is', async () => {
		const attributes = await server(honoursKey).metadata.attributes('Account');
		const label = (name: string) => attributes.find((attribute) => attribute.name === name)?.label;
		expect(['name', 'amount', 'amountCurrency', 'status'].map(label)).toEqual(['Name', 'Turnover', 'Turnover (Currency)', 'status']);
	});

	test('values that are no option, as far as it is known without a request', async () => {
		const { metadata, requests } = server(honoursKey);
		expect(await metadata.wrongOptions('Account', 'kind', ['x'])).toBeUndefined();
		await metadata.attributeKinds('Account');
		// The database takes them for the same.
		expect(await metadata.wrongOptions('Account', 'kind', ['a', 'B ', 'A'])).toBeUndefined();
		for (const attribute of ['free', 'status', 'name', 'nosuch', 'amountCurrency', 'likeOther'])
			expect([attribute, await metadata.wrongOptions('Account', attribute, ['x'])]).toEqual([attribute, undefined]);
		expect(requests).toHaveLength(1);
		expect(await metadata.wrongOptions('Account', 'kind', ['x', 'A', 'x'])).toEqual({
			label: 'Sort',
			values: ['x'],
			possible: [
				{ value: 'A', label: 'Alpha' },
				{ value: 'b', label: 'b' },
			],
		});
		expect(await metadata.wrongOptions('Account', 'likeKind', ['x'])).toMatchObject({ values: ['x'] });
		// The labels.
		expect(requests).toHaveLength(2);
	});

	test('kinds cost one request', async () => {
		const { metadata, requests } = server(honoursKey);
		const kinds = await metadata.attributeKinds('Account');
		expect([kinds.get('amount'), kinds.get('createdAt'), kinds.get('emailAddressIsOptedOut'), kinds.get('nosuch')]).toEqual([
			'number',
			'dateTime',
			'flag',
			undefined,
		]);
		expect(requests).toHaveLength(1);
	});

	test.each([
		['name', true],
		['createdAt', true],
		['status', false],
		['nosuch', false],
	])('%s is sorted by its value: %s', async (attribute, byValue) =>
		expect(await server(honoursKey).metadata.sortedByValue('Account', attribute)).toBe(byValue),
	);

	test('filters that are ready', async () => {
		const { metadata } = server(honoursKey);
		expect(await metadata.presetFilters('Account')).toEqual([
			{ name: 'recentlyCreated', label: 'Recently Created' },
			{ name: 'mine', label: 'mine' },
		]);
		expect(await metadata.boolFilters('Account')).toEqual([{ name: 'onlyMy', label: 'Only My' }]);
		expect(await metadata.boolFilters('Nosuch')).toEqual([]);
	});

	test('parallel and later look-ups share a request', async () => {
		const { metadata, requests, cache } = server(honoursKey);
		await Promise.all([metadata.attributeKinds('Account'), metadata.attributeKinds('Account'), metadata.sortedByValue('Account', 'name')]);
		await metadata.attributeKinds('Account');
		await server(honoursKey, cache).metadata.attributeKinds('Account');
		expect(requests).toHaveLength(1);
	});

	test('a failure is not kept', async () => {
		const { metadata, requests, faults } = server(honoursKey);
		faults.push(500);
		await expect(metadata.attributeKinds('Account')).rejects.toMatchObject({ kind: 'server' });
		expect((await metadata.attributeKinds('Account')).get('name')).toBe('text');
		expect(requests).toHaveLength(2);
	});
});

test('the key is asked for', async () => {
	const { metadata, requests } = server();
	await metadata.attributeKinds('Account');
	expect(requests).toEqual(['/Metadata?key=entityDefs.Account.fields']);
});

test('the whole document is asked for once', async () => {
	const { metadata, requests } = server(false);
	await metadata.attributeKinds('Account');
	await metadata.links('Account');
	await metadata.presetFilters('Account');
	expect(requests.filter((path) => path.startsWith('/Metadata'))).toHaveLength(1);
});

test('the whole document is asked for once by the first look-ups too, which come together', async () => {
	const { metadata, requests } = server(false);
	const [kinds] = await Promise.all([
		metadata.attributeKinds('Account'),
		metadata.attributeKinds('Contact'),
		metadata.statusField('Account'),
	]);
	expect(kinds.get('name')).toBe('text');
	expect(requests).toHaveLength(1);
});

test('nothing is sent before something is asked for', () => expect(server().requests).toEqual([]));

test('without labels the technical names are shown', () => {
	for (const nothing of [undefined, null, '', [], {}]) {
		const labels = createLabels(nothing);
		expect([
			labels.entityType('Account'),
			labels.field('Account', 'name'),
			labels.link('Account', 'contacts'),
			labels.presetFilter('Account', 'open'),
			labels.boolFilter('Account', 'onlyMy'),
		]).toEqual(['Account', 'name', 'contacts', 'open', 'onlyMy']);
	}
});

test("an entity type's own label goes before the common one", () => {
	const labels = createLabels({ Global: { fields: { name: 'Name', website: 'Website' } }, Account: { fields: { name: 'Company' } } });
	expect([labels.field('Account', 'name'), labels.field('Account', 'website'), labels.field('Lead', 'name')]).toEqual([
		'Company',
		'Website',
		'Name',
	]);
	expect(labels.field('Account', 'toString')).toBe('toString');
});
