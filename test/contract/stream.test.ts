import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { recordStream, stream } from './server/parameters';
import { skipped } from './server/skipped';
import { needSource } from './server/triggerOf';

describeEspo('stream', (espo) => {
	const account = async () => await espo.create('Account', { name: espo.name('account') });
	const notesOf = async (id: string, more: INodeParameters = {}) =>
		await espo.json(recordStream('getAll', 'Account', id, { source: 'record', ...more }));
	const posts = (rows: IDataObject[]) => rows.map(({ post }) => post).filter(Boolean);
	const isFollowed = async (id: string) => (await espo.api.get(`Account/${id}`)).isFollowed;

	it('posts to a record', async () => {
		const { id } = await account();
		const [note] = await espo.json(recordStream('createPost', 'Account', id, { target: 'record', post: '={{ "Hello **there**" }}' }));
		expect(note).toMatchObject({ type: 'Post', post: 'Hello **there**', parentType: 'Account', parentId: id });
		expect(espo.sent).toEqual(['POST Note']);
		expect(posts(await notesOf(id))).toEqual(['Hello **there**']);
	});

	it('posts in the order of the items', async () => {
		const { id } = await account();
		const { items } = await espo.run(
			recordStream('createPost', 'Account', id, { target: 'record', post: '={{ $json.text }}' }),
			[...'abcdef'].map((text) => ({ text })),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4, 5].map((item) => ({ item })));
		expect(posts(await notesOf(id)).join('')).toBe('fedcba');
	});

	it('posts to users', async () => {
		const { error, json } = await espo.run(stream('createPost', { target: 'users', targetIds: espo.me.user.id, post: espo.name('to me') }));
		if (error?.httpCode === '403') skipped('the API user may not write to users: give its role the message permission');
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ post: espo.name('to me'), targetType: 'users' })]);
		await espo.api.remove('Note', String(json[0]?.id));
	});

	it('follows and unfollows; my stream shows what is followed', async () => {
		const { id } = await account();
		await espo.api.post('Account', id, espo.name('before'));
		const mine = async () =>
			posts(
				await espo.json(stream('getAll', { source: 'myStream', limit: 100, options: { entityTypes: ['Account'], events: ['post'] } })),
			).filter((post) => String(post).startsWith(espo.prefix));
		expect(await mine()).not.toContain(espo.name('before'));
		for (let time = 0; time < 2; time++) {
			expect(await espo.json(recordStream('follow', 'Account', id))).toEqual([{ success: true }]);
			expect(espo.sent).toEqual([`PUT Account/${id}/subscription`]);
		}
		expect(await isFollowed(id)).toBe(true);
		await espo.api.post('Account', id, espo.name('after'));
		expect(await mine()).toEqual([espo.name('after'), espo.name('before')]);
		for (let time = 0; time < 2; time++) expect(await espo.json(recordStream('unfollow', 'Account', id))).toEqual([{ success: true }]);
		expect(espo.sent).toEqual([`DELETE Account/${id}/subscription`]);
		expect(await isFollowed(id)).toBe(false);
		expect(await mine()).toEqual([]);
	});

	describe('get many', () => {
		let id = '';
		beforeAll(async () => {
			id = (await espo.create('Case', { name: espo.name('case') })).id;
			await espo.api.post('Case', id, 'one');
			await espo.api.update('Case', id, { priority: 'High' });
			await espo.api.post('Case', id, 'two');
			await espo.api.post('Case', id, 'three');
		});

		it.each<[string, INodeParameters, string[]]>([
			['all, newest first', {}, ['post', 'post', 'update', 'post', 'create']],
			['a limit', { limit: 2 }, ['post', 'post']],
			['everything there is', { returnAll: true }, ['post', 'post', 'update', 'post', 'create']],
			['chosen events', { options: { events: ['update', 'create'] } }, ['update', 'create']],
			['events as text', { options: { events: '={{ "update, create" }}' } }, ['update', 'create']],
			['own actions skipped', { options: { skipOwn: true } }, []],
		])('of a record: %s', async (_title, more, events) => {
			const rows = await espo.json(recordStream('getAll', 'Case', id, { source: 'record', ...more }));
			expect(rows.map(({ event }) => event)).toEqual(events);
			const numbers = rows.map(({ number }) => Number(number));
			expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
			expect(rows.every(({ data }) => typeof data === 'object' && !Array.isArray(data))).toBe(true);
			expect(espo.sent).toEqual([`GET Case/${id}/stream`]);
		});

		it('of everything', async () => {
			needSource(espo, 'everything');
			const options = { entityTypes: ['Case'], events: ['post'] };
			const rows = await espo.json(stream('getAll', { source: 'everything', limit: 3, options }));
			expect(posts(rows)).toEqual(['three', 'two', 'one']);
			expect(espo.proxy.requests).toHaveLength(1);
		});
	});

	it.each(['status', 'update', 'assign'])('tells the event "%s" the same way on every version', async (event) => {
		const { id } = await espo.create('Case', { name: espo.name('case') });
		const changes: Record<string, IDataObject> = {
			status: { status: 'Pending' },
			update: { priority: 'High' },
			assign: { assignedUserId: espo.me.user.id },
		};
		if ((await espo.api.send('PUT', `Case/${id}`, changes[event])).status !== 200)
			skipped(
				`EspoCRM does not let the API user make this change (${Object.keys(changes[event] ?? {}).join(', ')}): give its role the assignment permission`,
			);
		const rows = await espo.json(
			recordStream('getAll', 'Case', id, { source: 'record', options: { events: ['status', 'update', 'assign'] } }),
		);
		expect(rows.map((row) => row.event)).toEqual([event]);
		expect(await espo.json(recordStream('getAll', 'Case', id, { source: 'record', options: { events: [event] } }))).toHaveLength(1);
	});

	it('follows a type without a stream as EspoCRM does: in words only', async () => {
		espo.need('TargetList', 'create');
		const { id } = await espo.create('TargetList', { name: espo.name('list') });
		expect(await espo.json(recordStream('follow', 'TargetList', id))).toEqual([{ success: true }]);
		expect((await espo.api.get(`TargetList/${id}`)).isFollowed).toBeFalsy();
	});
});
