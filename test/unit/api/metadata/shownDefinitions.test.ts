import { describedServer } from '../../model/describedServer';
import type { Json } from '../../../../nodes/shared/api/values/Json';

const document = {
	scopes: {
		Account: { entity: true, object: true, stream: true, statusField: 'stage' },
		Contact: { entity: true, object: true, stream: 'yes' },
		Zebra: { entity: true, object: true },
		Note: { entity: true, object: false },
		Extra: { entity: false, object: true },
		Off: { entity: true, object: true, disabled: true },
		text: 'x',
	},
	entityDefs: {
		Account: {
			fields: {
				name: { type: 'varchar', audited: true },
				stage: { type: 'enum' },
				number: { type: 'number' },
				secret: { type: 'varchar' },
				price: { type: 'currency' },
				fixed: { type: 'varchar' },
				money: { type: 'currency' },
				role: { type: 'varchar' },
				note: { type: 'varchar', audited: false },
				billingAddress: { type: 'address', marker: 1 },
			},
			links: {
				contacts: { type: 'hasMany', entity: 'Contact', columnAttributeMap: { role: 'role', extra: 5 } },
				zebras: { type: 'manyMany', entity: 'Zebra' },
				children: { type: 'hasChildren', entity: 'Contact' },
				owner: { type: 'belongsTo', entity: 'Contact' },
				parent: { type: 'belongsToParent' },
				hidden: { type: 'hasMany', entity: 'Hidden' },
				off: { type: 'hasMany', entity: 'Off' },
				locked: { type: 'hasMany', entity: 'Contact', readOnly: true },
				technical: { type: 'hasMany', entity: 'Contact', utility: true },
				disabled: { type: 'hasMany', entity: 'Contact', disabled: true },
				broken: 'x',
			},
		},
	},
	clientDefs: {
		Account: { filterList: ['open', { name: 'won', style: 'success' }, {}, { name: 5 }, null] as Json[], boolFilterList: ['onlyMy', 5] },
		Contact: { filterList: { open: true } },
	},
};
const i18n = {
	Global: { scopeNames: { Account: 'Company', Contact: 'Person' }, boolFilters: { onlyMy: 'Only My' }, links: { contacts: 'People' } },
	Account: { fields: { stage: 'Stage', price: 'Price' }, presetFilters: { open: 'Open' } },
};
const no = { read: 'no', edit: 'no' };
const user = {
	acl: {
		fieldTable: {
			Account: {
				secret: no,
				price: { read: 'yes', edit: 'no' },
				fixed: { read: 'yes', edit: 'no' },
				moneyCurrency: no,
				moneyConverted: { edit: 'no' },
			},
			Contact: { name: no },
		},
	},
	settings: { currencyList: ['EUR'], defaultCurrency: 'EUR' },
};
const server = () => describedServer({ metadata: document, i18n, user });

test('entity types are those of records that users work with, sorted by their labels', async () =>
	expect(await server().metadata.entityTypes()).toEqual([
		{ name: 'Account', label: 'Company', hasStream: true },
		{ name: 'Contact', label: 'Person', hasStream: false },
		{ name: 'Zebra', label: 'Zebra', hasStream: false },
	]));

test('links lead to types that there are for the user, and say whether EspoCRM links through them; sorted by their labels', async () => {
	const links = await server().metadata.links('Account');
	expect(links.map(({ name, label, entityType = '', linkable }) => [name, label, entityType, linkable])).toEqual([
		['children', 'children', 'Contact', true],
		['locked', 'locked', 'Contact', false],
		['owner', 'owner', 'Contact', false],
		['parent', 'parent', '', false],
		['contacts', 'People', 'Contact', true],
		['zebras', 'zebras', 'Zebra', true],
	]);
});

describe('attributes', () => {
	test('that the user may not read are not shown, neither by their field nor by their own name', async () => {
		const names = (await server().metadata.attributes('Account')).map(({ name }) => name);
		expect(names).not.toContain('secret');
		expect(names).not.toContain('moneyCurrency');
		expect(names).toEqual(expect.arrayContaining(['name', 'money', 'moneyConverted', 'price', 'priceCurrency']));
	});

	test.each([
		['name', false],
		['stage', false],
		['number', true],
		['price', true],
		['priceCurrency', true],
		['fixed', true],
		['money', false],
		// Set through the relation.
		['role', true],
		['note', false],
	])('%s is read-only for this user: %s', async (attribute, readOnly) => {
		const found = (await server().metadata.attributes('Account')).find(({ name }) => name === attribute);
		expect(found?.readOnly).toBe(readOnly);
	});

	test('have the definition of the field that they are or belong to', async () => {
		const found = await server().metadata.attributes('Account');
		const definition = (attribute: string) => found.find(({ name }) => name === attribute)?.definition;
		expect(definition('name')).toEqual({ type: 'varchar', audited: true });
		expect(definition('billingAddressCity')).toEqual({ type: 'address', marker: 1 });
	});

	test('are called by their labels in messages', async () => {
		const { metadata } = server();
		expect(await metadata.fieldLabel('Account', 'priceCurrency')).toBe('Price (Currency)');
		expect(await metadata.fieldLabel('Account', 'nosuch')).toBeUndefined();
	});
});

test('fields whose changes are noted: those that are marked, and the status', async () => {
	const { metadata } = server();
	expect(await metadata.auditedFields('Account')).toEqual([
		{ name: 'name', label: 'name' },
		{ name: 'stage', label: 'Stage' },
	]);
	expect(await metadata.auditedFields('Contact')).toEqual([]);
});

test('filters by their labels, whether they stand there as names or as objects', async () => {
	const { metadata } = server();
	expect(await metadata.presetFilters('Account')).toEqual([
		{ name: 'open', label: 'Open' },
		{ name: 'won', label: 'won' },
	]);
	expect(await metadata.boolFilters('Account')).toEqual([{ name: 'onlyMy', label: 'Only My' }]);
	expect(await metadata.presetFilters('Contact')).toEqual([]);
	expect(await metadata.presetFilters('Nosuch')).toEqual([]);
});

test.each([
	[user, 'EUR'],
	[{ settings: { defaultCurrency: 5 } }, undefined],
	[{ settings: [] }, undefined],
	['', undefined],
])('of %j the default currency is %j', async (answer, currency) =>
	expect(await describedServer({ user: answer }).metadata.defaultCurrency()).toBe(currency),
);
