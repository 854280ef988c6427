import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { recordStream, stream } from './server/parameters';
import { skipped } from './server/skipped';

const fileOf = (name: string, text: string) => ({ data: Buffer.from(text).toString('base64'), mimeType: 'text/plain', fileName: name });

describeEspo('posts, marks and followers', (espo) => {
	const account = async () => (await espo.create('Account', { name: espo.name('account') })).id;
	const post = async (id: string, text: string, more: INodeParameters = {}, item?: INodeExecutionData) =>
		await espo.run(recordStream('createPost', 'Account', id, { target: 'record', post: text, ...more }), item ? [item] : undefined);
	const note = async (id: string) => await espo.api.get(`Note/${id}`);
	const posted = async (text: string) => String((await espo.api.post('Account', await account(), text)).id);
	/** Pins came with 8.3, reactions with 9.0. */
	const hasReactions = async () => Array.isArray((await espo.api.get('Settings')).availableReactions);

	describe('a post with files', () => {
		const withFiles = { attachments: '*' };
		const item: INodeExecutionData = { json: {}, binary: { one: fileOf('one.txt', '1'), two: fileOf('two “ü”.txt', '22') } };

		it('takes those of the item, beside such that are uploaded already', async () => {
			const id = await account();
			const { json: uploaded } = await espo.run({
				resource: 'file',
				operation: 'upload',
				attachTo: 'nothing',
				entityType: { __rl: true, mode: 'id', value: 'Note' },
				fileField: 'attachments',
				content: 'text',
				fileText: '333',
				fileName: 'three.txt',
			});
			const { error, json } = await post(id, 'files', { ...withFiles, options: { attachmentIds: String(uploaded[0]?.id) } }, item);
			expect(error).toBeUndefined();
			expect(espo.sent.filter((request) => !request.startsWith('GET'))).toEqual(['POST Attachment', 'POST Attachment', 'POST Note']);
			const { attachmentsNames } = await note(String(json[0]?.id));
			expect(Object.values(attachmentsNames as IDataObject).sort()).toEqual(['one.txt', 'three.txt', 'two “ü”.txt']);
		});

		it('needs no text', async () => {
			const { error, json } = await post(await account(), '', withFiles, item);
			expect(error).toBeUndefined();
			const { post: text, attachmentsNames } = await note(String(json[0]?.id));
			expect([text, Object.values(attachmentsNames as IDataObject).sort()]).toEqual([null, ['one.txt', 'two “ü”.txt']]);
		});

		it.each(['createPost', 'updatePost'])('%s refuses neither text nor files before anything is sent', async (operation) => {
			const { error } = await espo.run(
				recordStream(operation, 'Account', await account(), { target: 'record', noteId: '64d00000000000abc', post: ' ' }),
			);
			expect(error?.message).toMatch('“Text” is empty');
			expect(espo.sent).toEqual([]);
		});

		describe('that is there already', () => {
			const three = { json: {}, binary: { three: fileOf('three.txt', '333') } };
			const update = async (id: string, more: INodeParameters, given: INodeExecutionData = three) =>
				await espo.run(stream('updatePost', { noteId: id, attachments: '*', ...more }), [given]);
			const made = async () => {
				const { json } = await post(await account(), 'files', withFiles, item);
				return String(json[0]?.id);
			};

			it.each<[string, INodeParameters, string, string[]]>([
				['gets more, its text stays', {}, 'files', ['one.txt', 'three.txt', 'two “ü”.txt']],
				['gets more and another text', { post: 'new' }, 'new', ['one.txt', 'three.txt', 'two “ü”.txt']],
				['gets others instead', { options: { replaceFiles: true } }, 'files', ['three.txt']],
			])('%s', async (_title, more, text, names) => {
				const id = await made();
				const { error, json } = await update(id, more);
				expect(error).toBeUndefined();
				const shown = await note(id);
				expect([shown.post, Object.values(shown.attachmentsNames as IDataObject).sort()]).toEqual([text, names]);
				expect(json).toMatchObject([{ id, post: text, attachmentsNames: shown.attachmentsNames }]);
			});

			it('gets such that are uploaded already, once', async () => {
				const id = await made();
				const { attachmentsIds = [] } = (await note(id)) as { attachmentsIds?: string[] };
				const { error } = await update(id, { attachments: '', options: { attachmentIds: attachmentsIds[0] ?? '' } }, { json: {} });
				expect(error).toBeUndefined();
				expect(((await note(id)) as { attachmentsIds?: string[] }).attachmentsIds?.sort()).toEqual(attachmentsIds.sort());
			});

			it('gets those of two items one after the other', async () => {
				const id = await made();
				const { error } = await espo.run(stream('updatePost', { noteId: id, attachments: '*' }), [
					three,
					{ json: {}, binary: { four: fileOf('four.txt', '4') } },
				]);
				expect(error).toBeUndefined();
				expect(Object.keys((await note(id)).attachmentsNames as IDataObject)).toHaveLength(4);
			});

			it('leaves no file behind where the change is refused', async () => {
				const { list } = await espo.api.list(`Account/${await account()}/stream`);
				const { error } = await update(String(list[0]?.id), {});
				expect(error?.description).toMatch(/Only its author can/);
				expect(espo.sent.filter((request) => request.startsWith('DELETE Attachment/'))).toHaveLength(1);
			});

			it.each<[string, INodeParameters, RegExp]>([
				['mentions without a text', { options: { mentionedUsers: ['emma'] } }, /“Text” is empty, and mentions stand in front of it/],
				['no files in the place of those', { post: 'x', attachments: '', options: { replaceFiles: true } }, /there are no files to put/],
			])('refuses %s before anything is sent', async (_title, more, message) => {
				const { error } = await update('64d00000000000abc', more);
				expect(error?.message).toMatch(message);
				expect(espo.sent).toEqual([]);
			});
		});

		it('leaves no file behind where the post is refused', async () => {
			const { error } = await post('64d00000000000abc', 'x', withFiles, item);
			expect(error).toBeDefined();
			expect(espo.sent.filter((request) => request.startsWith('DELETE Attachment/'))).toHaveLength(2);
		});

		it('refuses a file that is not there before anything is sent', async () => {
			const { error } = await post(await account(), 'x', { attachments: 'nothing' }, item);
			expect(error?.message).toMatch('no file in “nothing”, which “Attachments” names');
			expect(espo.sent).toEqual([]);
		});
	});

	describe('mentions', () => {
		const userName = async () => String((await espo.api.get(`User/${espo.me.user.id}`)).userName);

		it('of chosen users stand in front, once', async () => {
			const [id, name] = [await account(), await userName()];
			const { json, hints } = await post(id, 'have a look', { options: { mentionedUsers: [name] } });
			expect(json).toMatchObject([{ post: `@${name} have a look`, data: { mentions: { [`@${name}`]: { userName: name } } } }]);
			expect(hints).toEqual([]);
			const again = await post(id, `I told @${name}, they know`, { options: { mentionedUsers: [name] } });
			expect(again.json).toMatchObject([{ post: `I told @${name}, they know` }]);
		});

		it.each([
			['a full stop right after the name', (name: string) => `ask @${name}.`, /did not recognise “@.*\.” as a mention.*full stop/],
			['an unknown name', () => 'ask @nobody-at-all, please', /did not recognise “@nobody-at-all” as a mention/],
		])('that EspoCRM does not recognise are reported: %s', async (_title, text, hint) => {
			const { json, hints } = await post(await account(), text(await userName()));
			expect(json).toHaveLength(1);
			expect(hints.map(({ message }) => message).join()).toMatch(hint);
		});
	});

	it.each<[string, INodeParameters]>([
		['chosen from the list', { targetUsers: '={{ [$json.id] }}' }],
		['in an expression, as text', { targetUsers: '={{ $json.id }}' }],
		['as workflows had them before there was a list', { targetIds: '={{ $json.id }}' }],
	])('posts to users that are %s', async (_title, more) => {
		const { error, json } = await espo.run(stream('createPost', { target: 'users', post: espo.name('to me'), ...more }), [
			{ id: espo.me.user.id },
		]);
		if (error?.httpCode === '403') skipped('the API user may not write to users: give its role the message permission');
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ targetType: 'users', post: espo.name('to me') }]);
		await espo.api.remove('Note', String(json[0]?.id));
	});

	it('changes and deletes a post', async () => {
		const id = await posted('before');
		expect(await espo.json(stream('updatePost', { noteId: id, post: 'after' }))).toMatchObject([{ id, post: 'after', type: 'Post' }]);
		expect(await note(id)).toMatchObject({ post: 'after' });
		expect(await espo.json(stream('deletePost', { noteId: id }))).toEqual([{ deleted: true }]);
		expect((await espo.api.send('GET', `Note/${id}`)).status).toBe(404);
	});

	it.each(['updatePost', 'deletePost'])('%s says whose posts can be changed', async (operation) => {
		const { list } = await espo.api.list(`Account/${await account()}/stream`);
		const { error } = await espo.run(stream(operation, { noteId: String(list[0]?.id), post: 'x' }));
		expect(error?.description).toMatch(/Only its author can/);
	});

	it('pins a note, and takes the pin off', async () => {
		const id = await posted('pinned');
		if (!(await hasReactions())) {
			for (const operation of ['pin', 'unpin'])
				expect((await espo.run(stream(operation, { noteId: id }))).error?.description).toMatch('need EspoCRM 8.3 or newer');
			return;
		}
		const isPinned = async () => (await note(id)).isPinned;
		for (let time = 0; time < 2; time++) expect(await espo.json(stream('pin', { noteId: id }))).toEqual([{ success: true }]);
		expect(await isPinned()).toBe(true);
		for (let time = 0; time < 2; time++) expect(await espo.json(stream('unpin', { noteId: id }))).toEqual([{ success: true }]);
		expect(await isPinned()).toBe(false);
	});

	it('says that no more than five notes of a record can be pinned', async () => {
		if (!(await hasReactions())) skipped('notes can be pinned since 8.3');
		const id = await account();
		const ids = await Promise.all([...'abcdef'].map(async (text) => String((await espo.api.post('Account', id, text)).id)));
		for (const noteId of ids.slice(0, 5)) await espo.json(stream('pin', { noteId }));
		const { error } = await espo.run(stream('pin', { noteId: String(ids[5]) }));
		expect(error?.description).toMatch('unpin one of them first');
	});

	it('reacts to a note, and takes it back', async () => {
		const id = await posted('liked');
		if (!(await hasReactions())) {
			for (const operation of ['react', 'removeReaction'])
				expect((await espo.run(stream(operation, { noteId: id, reaction: 'Like' }))).error?.description).toMatch(
					'need EspoCRM 9.0 or newer',
				);
			return;
		}
		for (let time = 0; time < 2; time++) await espo.json(stream('react', { noteId: id, reaction: 'Like' }));
		expect(await note(id)).toMatchObject({ reactionCounts: { Like: 1 }, myReactions: ['Like'] });
		const { error } = await espo.run(stream('react', { noteId: id, reaction: 'Nonsense' }));
		expect(error?.description).toMatch('Choose a reaction from the list');
		expect(await espo.json(stream('removeReaction', { noteId: id, reaction: 'Like' }))).toEqual([{ success: true }]);
		expect(await note(id)).toMatchObject({ myReactions: [] });
	});

	describe('followers', () => {
		const followers = async (id: string) => await espo.json(recordStream('getFollowers', 'Account', id));

		it('are added and removed, API users too', async () => {
			const [id, me] = [await account(), espo.me.user.id];
			expect(await followers(id)).toEqual([]);
			for (let time = 0; time < 2; time++)
				expect(await espo.json(recordStream('addFollowers', 'Account', id, { followers: [me] }))).toEqual([{ success: true }]);
			expect(await followers(id)).toEqual([expect.objectContaining({ id: me })]);
			expect(await espo.json(recordStream('removeFollowers', 'Account', id, { followers: me }))).toEqual([{ success: true }]);
			expect(await followers(id)).toEqual([]);
		});

		it('one that is not there is named, the others are added', async () => {
			const [id, me, unknown] = [await account(), espo.me.user.id, '64d00000000000abc'];
			const { error } = await espo.run(recordStream('addFollowers', 'Account', id, { followers: [unknown, me] }));
			expect(error?.description).toMatch(`Not processed: ${unknown}. Processed: ${me}.`);
			expect(await followers(id)).toEqual([expect.objectContaining({ id: me })]);
		});

		it('an empty list is refused', async () => {
			const { error } = await espo.run(recordStream('addFollowers', 'Account', await account(), { followers: '={{ [] }}' }));
			expect(error?.message).toMatch('“Follower Names or IDs”');
			expect(espo.sent).toEqual([]);
		});
	});
});
