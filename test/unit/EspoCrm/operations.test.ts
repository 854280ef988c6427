import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { operations, resources } from '../../../nodes/EspoCrm/operations';
import { createRequest } from '../../../nodes/shared/api/records/createRecord';
import type { NamedBytes } from '../../../nodes/shared/api/request/Bytes';
import type { EspoRequest } from '../../../nodes/shared/api/request/EspoRequest';
import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { describeOperations } from '../../../nodes/shared/operation/describe';
import type { Effect, Operation, Plan } from '../../../nodes/shared/operation/Operation';
import { readerOf, valuesOf } from '../model/readerOf';

const folder = join(__dirname, '../../../nodes/EspoCrm/operations');
const idOf = ({ resource, value }: Operation) => `${resource}/${value}`;
const find = (id: string) => operations.find((operation) => idOf(operation) === id) as Operation;

const fileNamed = (name: string): NamedBytes => ({ name, type: 'text/plain', length: 0, origin: `“${name}”`, open: async function* () {} });

describe('the registry', () => {
	test('holds every file of an operation', () => {
		const files = readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file.replace('.ts', '')}`));
		expect(operations.map(idOf).sort()).toEqual(files.sort());
	});

	test('each operation once, each resource with operations', () => {
		expect(new Set(operations.map(idOf)).size).toBe(operations.length);
		expect([...new Set(operations.map(({ resource }) => resource))].sort()).toEqual(resources.map(({ value }) => value).sort());
		expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
	});

	test.each(operations.map((operation) => [idOf(operation), operation] as const))('%s has plain words', (_, operation) => {
		expect([operation.action, operation.description, operation.needs].filter((text) => text?.startsWith('To do'))).toEqual([]);
		expect(operation.action).toMatch(/^[A-Z][a-z -]+$/);
		expect(operation.action).not.toMatch(/\b(a|an|the)\b/);
		expect(operation.description).toMatch(/^[A-Z].*[^.]$/);
		const names = operation.parameters.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	test.each(operations.map((operation) => [idOf(operation), operation] as const))('%s reads only what it shows', async (_, operation) => {
		const shown = operation.parameters.flatMap(({ properties }) => properties.map(({ name }) => name));
		for (const choice of ['ids', 'filter', 'record', 'users', 'json', 'mapping', 'template', 'fields']) {
			const oneOf = (...values: string[]) => (values.includes(choice) ? choice : values[0]);
			const reader = {
				...readerOf({
					entityType: 'Account',
					recordId: 'a1',
					link: 'contacts',
					linkBy: oneOf('ids', 'filter'),
					relatedIds: 'x',
					whichRecords: oneOf('ids', 'filter'),
					recordIds: 'x',
					sourceIds: 'x',
					mergedValues: oneOf('fill', 'fields'),
					target: oneOf('record', 'users'),
					targetIds: 'u',
					post: 'text',
					source: 'record',
					noteId: 'n1',
					reaction: 'Like',
					followers: ['u'],
					specifyFields: oneOf('mapping', 'json'),
					fieldsJson: '{}',
					limit: 5,
					returnAll: false,
					sendTo: oneOf('addresses', 'record'),
					to: 'anna@example.com',
					subject: 'text',
					binaryFields: 'data',
					mailContent: oneOf('text', 'template'),
					templateId: 't1',
					sender: 'anna@example.com',
					dateSent: '2026-11-23T10:00:00Z',
					mailId: 'm1',
					mailIds: 'm1',
					targetFolder: 'inbox',
					address: 'anna@example.com',
					attachTo: 'record',
					filesOf: oneOf('field', 'record'),
					fileIds: 'f1',
					fileField: 'attachments',
					content: oneOf('text'),
					fileText: 'text',
					fileName: 'a.txt',
					outputField: 'data',
				}),
				file: async (name: string) => await Promise.resolve(fileNamed(name)),
			};
			await valuesOf(operation, reader);
			expect([...reader.read].filter((name) => !shown.includes(name))).toEqual([]);
		}
	});

	test.each(operations.map((operation) => [idOf(operation), operation] as const))(
		'%s shows its parameters in their order',
		(_, { resource, value, parameters }) => {
			const shown = describeOperations(resources, operations).filter(({ displayOptions }) => {
				const { resource: ofResource = [], operation: ofOperation = [] } = displayOptions?.show ?? {};
				return ofResource.includes(resource) && ofOperation.includes(value);
			});
			expect(shown.map(({ name }) => name)).toEqual(parameters.flatMap(({ properties }) => properties.map(({ name }) => name)));
		},
	);

	test('an operation is a short file', () => {
		for (const operation of operations) {
			const lines = readFileSync(join(folder, `${idOf(operation)}.ts`), 'utf8').split('\n').length;
			expect([idOf(operation), lines <= 130]).toEqual([idOf(operation), true]);
		}
	});
});

const record = { entityType: { __rl: true, mode: 'list', value: 'Account' }, recordId: { __rl: true, mode: 'id', value: '6b04' } };
const link = { link: { mode: 'list', value: 'contacts' } };
const rows = (value: Record<string, unknown>, ...matchingColumns: string[]) => ({
	specifyFields: 'mapping',
	columns: { mappingMode: 'defineBelow', value, matchingColumns, schema: [] },
});
const kinds: Record<string, AttributeKind> = { dateStart: 'dateTime', isActive: 'boolean', accountId: 'id', website: 'text' };

function requestOf(plan: Plan): EspoRequest {
	if ('request' in plan) return plan.request;
	if ('write' in plan) return plan.write;
	if ('shared' in plan) return plan.shared;
	throw new Error('It makes its requests while it runs');
}

/** What fits what an operation says of its effect: a new record is there twice if it is made twice. */
const METHODS: Record<Effect, RegExp> = { read: /^GET$/, repeatable: /^(PUT|POST|DELETE)$/, once: /^(POST|PUT)$/, job: /^POST$/ };

/** Parameters as n8n gives them, and the request that they make. */
test.each<[id: string, given: Record<string, unknown>, request: object]>([
	['entity/get', record, { method: 'GET', path: ['Account', '6b04'] }],
	[
		'entity/get',
		{ ...record, recordId: { mode: 'url', value: 'https://crm.example.com/#Account/view/6b04' } },
		{ method: 'GET', path: ['Account', '6b04'] },
	],
	['entity/get', { entityType: 'Account', recordId: ' 6b04 ' }, { method: 'GET', path: ['Account', '6b04'] }],
	['entity/delete', record, { method: 'DELETE', path: ['Account', '6b04'] }],
	['entity/update', { ...record, ...rows({ amount: 0 }) }, { method: 'PUT', path: ['Account', '6b04'], body: { amount: 0 } }],
	[
		'entity/update',
		{ ...record, ...rows({}), clearFields: ['website', 'isActive'] },
		{ method: 'PUT', path: ['Account', '6b04'], body: { website: null, isActive: false } },
	],
	[
		'entity/update',
		{ ...record, ...rows({ name: 'x' }), clearFields: 'website', options: { versionNumber: 3 } },
		{ method: 'PUT', path: ['Account', '6b04'], body: { name: 'x', website: null }, headers: { 'X-Version-Number': '3' } },
	],
	[
		'entity/update',
		{ ...record, ...rows({}), options: { versionNumber: 0 } },
		{ method: 'PUT', path: ['Account', '6b04'], body: {}, headers: { 'X-Version-Number': '0' } },
	],
	[
		'entity/update',
		{ ...record, entityType: 'Contact', ...rows({}), clearFields: ['accountId'] },
		{ method: 'PUT', path: ['Contact', '6b04'], body: { accountId: null, accountsIds: [] } },
	],
	[
		'entity/updateMany',
		{ ...record, whichRecords: 'ids', recordIds: 'b, a, b', ...rows({ name: 'x' }), clearFields: 'website' },
		{ method: 'POST', path: ['MassAction'], body: { entityType: 'Account', action: 'update', ids: ['b', 'a'] } },
	],
	[
		'entity/deleteMany',
		{ ...record, whichRecords: 'ids', recordIds: ['a'] },
		{ method: 'POST', path: ['MassAction'], body: { entityType: 'Account', action: 'delete', ids: ['a'] } },
	],
	[
		'relation/link',
		{ ...record, ...link, linkBy: 'ids', relatedIds: 'a, b' },
		{ method: 'POST', path: ['Account', '6b04', 'contacts'], body: { ids: ['a', 'b'] } },
	],
	[
		'relation/unlink',
		{ ...record, ...link, relatedIds: ['a'] },
		{ method: 'DELETE', path: ['Account', '6b04', 'contacts'], body: { ids: ['a'] } },
	],
	['metadata/getServer', {}, { method: 'GET', path: ['Settings'] }],
	['stream/follow', record, { method: 'PUT', path: ['Account', '6b04', 'subscription'] }],
	['stream/unfollow', record, { method: 'DELETE', path: ['Account', '6b04', 'subscription'] }],
	[
		'stream/createPost',
		{ ...record, target: 'record', post: 'Hello @emma' },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: 'Hello @emma', parentType: 'Account', parentId: '6b04' } },
	],
	[
		'stream/createPost',
		{ target: 'users', targetIds: 'u1, u2', post: 'x', options: { attachmentIds: 'f1', isInternal: true } },
		{
			method: 'POST',
			path: ['Note'],
			body: { type: 'Post', post: 'x', targetType: 'users', usersIds: ['u1', 'u2'], attachmentsIds: ['f1'], isInternal: true },
		},
	],
	[
		'stream/createPost',
		{ target: 'teams', targetIds: ['t1'], post: 'x' },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: 'x', targetType: 'teams', teamsIds: ['t1'] } },
	],
	[
		'stream/createPost',
		{ target: 'all', post: 'x' },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: 'x', targetType: 'all' } },
	],
	[
		'email/mark',
		{ mailIds: 'a1, b2', markAs: 'trash' },
		{ method: 'POST', path: ['Email', 'inbox', 'inTrash'], body: { ids: ['a1', 'b2'] } },
	],
	['email/mark', { mailIds: ['a1'], markAs: 'unread' }, { method: 'DELETE', path: ['Email', 'inbox', 'read'], body: { ids: ['a1'] } }],
	[
		'email/moveToFolder',
		{ mailIds: 'a1', targetFolder: 'archive' },
		{ method: 'POST', path: ['Email', 'inbox', 'folders', 'archive'], body: { ids: ['a1'] } },
	],
	[
		'stream/createPost',
		{ target: 'users', targetUsers: ['u1', 'u2'], post: 'x' },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: 'x', targetType: 'users', usersIds: ['u1', 'u2'] } },
	],
	[
		'stream/createPost',
		{ target: 'teams', targetTeams: 't1,t2', targetUsers: ['u1'], post: 'x' },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: 'x', targetType: 'teams', teamsIds: ['t1', 't2'] } },
	],
	[
		'stream/createPost',
		{ target: 'all', post: 'for @Emma', options: { mentionedUsers: ['emma', 'noah'] } },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: '@noah for @Emma', targetType: 'all' } },
	],
	[
		'stream/createPost',
		{ target: 'all', options: { attachmentIds: ['f1'], mentionedUsers: ['emma'] } },
		{ method: 'POST', path: ['Note'], body: { type: 'Post', post: '@emma', targetType: 'all', attachmentsIds: ['f1'] } },
	],
	['stream/updatePost', { noteId: 'n1', post: 'x' }, { method: 'PUT', path: ['Note', 'n1'], body: { post: 'x' } }],
	['stream/deletePost', { noteId: ' n1 ' }, { method: 'DELETE', path: ['Note', 'n1'] }],
	['stream/pin', { noteId: 'n1' }, { method: 'POST', path: ['Note', 'n1', 'pin'] }],
	['stream/unpin', { noteId: 'n1' }, { method: 'DELETE', path: ['Note', 'n1', 'pin'] }],
	['stream/react', { noteId: 'n1', reaction: 'Like' }, { method: 'POST', path: ['Note', 'n1', 'myReactions', 'Like'] }],
	['stream/removeReaction', { noteId: 'n1', reaction: 'Like' }, { method: 'DELETE', path: ['Note', 'n1', 'myReactions', 'Like'] }],
	[
		'stream/addFollowers',
		{ ...record, followers: ['u1', 'u2'] },
		{ method: 'POST', path: ['Account', '6b04', 'followers'], body: { ids: ['u1', 'u2'] } },
	],
	[
		'stream/removeFollowers',
		{ ...record, followers: 'u1, u2' },
		{ method: 'DELETE', path: ['Account', '6b04', 'followers'], body: { ids: ['u1', 'u2'] } },
	],
	['user/getCurrent', { parts: ['user'] }, { method: 'GET', path: ['App', 'user'] }],
])('%s %j', async (id, given, request) => {
	const operation = find(id);
	const sent = requestOf(operation.plan(await valuesOf(operation, readerOf(given, kinds))));
	expect(sent).toEqual(request);
	// Of those that send several requests the fault matrix checks it.
	expect([operation.effect, sent.method]).toEqual([operation.effect, expect.stringMatching(METHODS[operation.effect])]);
});

/** Create answers a refusal by the duplicate check, so it makes its request while it runs. */
test.each<[given: Record<string, unknown>, request: object]>([
	[
		{ ...record, ...rows({ name: 'Acme', website: '' }) },
		{ method: 'POST', path: ['Account'], body: { name: 'Acme' } },
	],
	[
		{ ...record, specifyFields: 'json', fieldsJson: '{"name": "Acme", "dateStart": "2026-11-23T10:00:00", "x": ""}' },
		{ method: 'POST', path: ['Account'], body: { name: 'Acme', dateStart: '2026-11-23 09:00:00' } },
	],
	[
		{ ...record, specifyFields: 'json', fieldsJson: { name: 'Acme' }, options: { skipDuplicateCheck: true } },
		{ method: 'POST', path: ['Account'], body: { name: 'Acme' }, headers: { 'X-Skip-Duplicate-Check': 'true' } },
	],
	[
		{ ...record, specifyFields: 'json', fieldsJson: '' },
		{ method: 'POST', path: ['Account'], body: {} },
	],
])('entity/create %j', async (given, request) => {
	const { entityType, attributes, options } = (await valuesOf(find('entity/create'), readerOf(given, kinds))) as {
		entityType: string;
		attributes: { values: JsonObject };
		options: { skipDuplicateCheck: boolean };
	};
	expect(createRequest(entityType, attributes.values, options.skipDuplicateCheck)).toEqual(request);
});

test('an attribute that is set and cleared is refused', async () => {
	const id = 'entity/update';
	await expect(valuesOf(find(id), readerOf({ ...record, ...rows({ name: 'a' }), clearFields: ['name'] }))).rejects.toThrow('“name”');
});

test.each(['{"a":', '[1]', '"text"', '5', [1]])('fields in JSON that are %j are refused', async (fieldsJson) => {
	await expect(valuesOf(find('entity/create'), readerOf({ ...record, specifyFields: 'json', fieldsJson }))).rejects.toThrow(
		'“Fields (JSON)”',
	);
});

test.each([
	['entity/create', {}, 1],
	['entity/create', { skipDuplicateCheck: true }, 4],
	['entity/create', { requestsInFlight: 8 }, 8],
	['entity/update', {}, 4],
	['entity/update', { requestsInFlight: 1 }, 1],
	['entity/update', { requestsInFlight: 99 }, 16],
	['stream/createPost', {}, 1],
])('%s with %j: %d in flight', async (id, options, most) => {
	const values = await valuesOf(find(id), readerOf({ ...record, ...rows({}), target: 'record', post: 'x', options }));
	expect(find(id).plan(values).inFlight ?? 4).toBe(most);
});

describe('user/getCurrent', () => {
	const answer = { user: { id: '1' }, acl: { table: {} }, preferences: {}, settings: { version: '10.0.0' }, token: 'hidden' };
	test.each([
		[['user'], ['user']],
		[
			['settings', 'acl'],
			['acl', 'settings'],
		],
		['user, settings', ['user', 'settings']],
		[
			['Settings', ' acl '],
			['acl', 'settings'],
		],
		[[], ['user']],
		['', ['user']],
		[undefined, ['user']],
	])('the parts %j, and never the token', async (parts, expected) => {
		const operation = find('user/getCurrent');
		const plan = operation.plan(await valuesOf(operation, readerOf({ parts })));
		if (!('request' in plan)) throw new Error('it makes no request');
		const output = plan.output(answer, plan.request);
		expect(Object.keys(output)).toEqual(expected);
		expect(JSON.stringify(output)).not.toContain('hidden');
	});

	test.each([[['token']], ['user, token'], [['Token']], [['users']], [[{ user: true }]]])(
		'the parts %j are refused with the possible ones',
		async (parts) => {
			await expect(valuesOf(find('user/getCurrent'), readerOf({ parts }))).rejects.toMatchObject({
				parameter: 'Parts',
				hint: 'Allowed values: user, acl, preferences, settings.',
			});
		},
	);
});
