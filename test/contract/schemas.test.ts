import type { INodeParameters } from 'n8n-workflow';

import { operations } from '../../nodes/EspoCrm/operations';
import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { entity, inJson, record, recordStream, relation, stream } from './server/parameters';

test('each operation has a schema', () => {
	for (const { resource, value } of operations) expect(schemaOf(`${resource}/${value}`).type).toBe('object');
});

describeEspo('what the editor knows before the first run', (espo) => {
	const made = async () => await espo.create('Account', { name: espo.name('schema') });
	const postOn = async (id: string) => String((await espo.api.post('Account', id, 'schema')).id);
	const contact = async () => (await espo.create('Contact', { lastName: espo.name('schema') })).id;

	/** `fixed`: the schema is the whole output. */
	it.each<[id: string, parameters: (account: string) => INodeParameters | Promise<INodeParameters>, fixed?: boolean]>([
		['entity/create', () => entity('create', 'Account', inJson({ name: espo.name('schema created') }))],
		['entity/get', (id) => record('get', 'Account', id)],
		['entity/getAll', () => entity('getAll', 'Account', { limit: 1 })],
		['entity/update', (id) => record('update', 'Account', id, inJson({ website: 'https://s.example.com' }))],
		['entity/upsert', (id) => entity('upsert', 'Account', { ...inJson({ id, website: 'https://t.example.com' }), matchFields: [] })],
		['entity/delete', (id) => record('delete', 'Account', id), true],
		['relation/link', async (id) => relation('link', ['Account', 'contacts'], id, { relatedIds: locator(await contact()) }), true],
		['relation/unlink', async (id) => relation('unlink', ['Account', 'contacts'], id, { relatedIds: locator(await contact()) }), true],
		[
			'relation/getAll',
			async (id) => {
				await espo.create('Contact', { lastName: espo.name('schema'), accountId: id });
				return relation('getAll', ['Account', 'contacts'], id, { limit: 1 });
			},
		],
		['stream/follow', (id) => recordStream('follow', 'Account', id), true],
		['stream/unfollow', (id) => recordStream('unfollow', 'Account', id), true],
		['stream/createPost', (id) => recordStream('createPost', 'Account', id, { target: 'record', post: 'schema' })],
		['stream/getAll', (id) => recordStream('getAll', 'Account', id, { source: 'record', limit: 1 })],
		['stream/updatePost', async (id) => stream('updatePost', { noteId: await postOn(id), post: 'schema' })],
		['stream/deletePost', async (id) => stream('deletePost', { noteId: await postOn(id) }), true],
		['stream/addFollowers', (id) => recordStream('addFollowers', 'Account', id, { followers: [espo.me.user.id] }), true],
		['stream/removeFollowers', (id) => recordStream('removeFollowers', 'Account', id, { followers: [espo.me.user.id] }), true],
		['user/getCurrent', () => ({ resource: 'user', operation: 'getCurrent' })],
	])('%s', async (id, parameters, fixed = false) => {
		const { id: account } = await made();
		const [json] = await espo.json(await parameters(account));
		expect(deviations(json, schemaOf(id))).toEqual([]);
		if (id === 'stream/getAll') expect(Object.keys(json as object)[0]).toBe('event');
		if (fixed) expect(Object.keys(json as object)).toEqual(Object.keys(schemaOf(id).properties ?? {}));
	});
});
