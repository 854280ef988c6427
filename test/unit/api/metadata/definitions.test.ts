import { ownUserId } from '../../../../nodes/shared/api/metadata/ownUserId';
import { describedServer } from '../../model/describedServer';

const document = {
	scopes: { Account: { statusField: 'stage' }, Contact: {}, Odd: { statusField: 5 } },
	entityDefs: {
		Account: {
			fields: {
				name: { type: 'varchar', pattern: '[^<]+' },
				code: { type: 'varchar', pattern: '$code' },
				gone: { type: 'varchar', pattern: '$gone' },
				odd: { type: 'varchar', pattern: 5 },
				createdAt: { type: 'datetime', readOnly: true },
				amount: { type: 'currency' },
				accountType: { type: 'foreign', link: 'owner', field: 'status' },
			},
			links: { owner: { type: 'belongsTo', entity: 'Lead' }, parent: { type: 'belongsToParent' }, odd: { entity: 5 } },
		},
		Lead: { fields: { status: { type: 'enum' } } },
	},
	app: { regExpPatterns: { code: { pattern: '[A-Z]+' }, gone: {} } },
};
const server = (options?: { ofManyTypes?: boolean }) => describedServer({ metadata: document, user: { user: { id: 'u1' } } }, options);

test.each([
	['name', '[^<]+'],
	// One that EspoCRM keeps under a name.
	['code', '[A-Z]+'],
	['gone', undefined],
	['odd', undefined],
	['createdAt', undefined],
	['nosuch', undefined],
])('the pattern of %s is %j', async (field, pattern) => expect(await server().metadata.pattern('Account', field)).toBe(pattern));

test('only a pattern that has a name is looked up', async () => {
	const { metadata, requests } = server();
	await metadata.pattern('Account', 'name');
	expect(requests).toEqual(['entityDefs.Account.fields']);
	await metadata.pattern('Account', 'code');
	expect(requests).toEqual(['entityDefs.Account.fields', 'app.regExpPatterns.code']);
});

test('what can be written', async () =>
	expect(await server().metadata.writableAttributes('Account')).toEqual(['name', 'code', 'gone', 'odd', 'amount', 'amountCurrency']));

test.each([
	['Account', 'stage'],
	['Contact', undefined],
	['Odd', undefined],
	['Nosuch', undefined],
])('the status of %s is %j', async (entityType, field) => expect(await server().metadata.statusField(entityType)).toBe(field));

test.each([
	['owner', 'Lead'],
	['parent', undefined],
	['odd', undefined],
	['nosuch', undefined],
])('the link %s leads to %j', async (link, entityType) =>
	expect(await server().metadata.linkedEntityType('Account', link)).toBe(entityType),
);

test('a condition on an attribute of a linked record goes by the kind that it has there', async () =>
	expect((await server().metadata.comparedKinds('Account', ['accountType'])).get('accountType')).toBe('enum'));

test('definitions of many types come in one request, and other parts as ever', async () => {
	const { metadata, requests } = server({ ofManyTypes: true });
	expect((await metadata.attributeKinds('Account')).get('amount')).toBe('number');
	expect((await metadata.attributeKinds('Lead')).get('status')).toBe('enum');
	expect(await metadata.statusField('Account')).toBe('stage');
	expect(requests).toEqual(['entityDefs', 'scopes.Account']);
});

test.each([
	[{ user: { id: 'u1' } }, 'u1'],
	[{ user: null }, ''],
	[{}, ''],
])('of %j the own user is %j', async (user, id) => expect(await ownUserId(describedServer({ user }).client)).toBe(id));
