import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { entity, inJson, record, relation, selected, sortBy, whereJson } from './server/parameters';
import { skipped } from './server/skipped';

const SHOWN: Array<[string, INodeParameters]> = [
	['Selected', selected('website', 'sicCode', 'name')],
	['Simplified', { output: 'simplified' }],
];

/** Output of what was written, and what is said about attributes that do not exist. */
describeEspo('output of writes', (espo) => {
	const values = (name: string) => ({ name: espo.name(name), website: 'https://a.example.com' });
	const upsert = (name: string, more: INodeParameters) =>
		entity('upsert', 'Account', { ...inJson(values(name)), matchFields: ['name'], ...more });

	it.each(SHOWN)('%s: a created record and an updated one have the same attributes, isNew first', async (title, output) => {
		const [created] = await espo.json(upsert(`same ${title}`, output));
		const [updated] = await espo.json(upsert(`same ${title}`, output));
		expect([created?.isNew, updated?.isNew]).toEqual([true, false]);
		expect(Object.keys(created ?? {}).slice(0, 2)).toEqual(['isNew', 'id']);
		expect(Object.keys(created ?? {})).toEqual(Object.keys(updated ?? {}));
	});

	it.each(SHOWN)('%s: Create and Update give what Get gives, in its order', async (title, output) => {
		const [created] = await espo.json(entity('create', 'Account', { ...inJson(values(`get ${title}`)), ...output }));
		const id = String(created?.id);
		expect([created]).toEqual(await espo.json(record('get', 'Account', id, output)));
		const [updated] = await espo.json(record('update', 'Account', id, { ...inJson({ website: 'https://b.example.com' }), ...output }));
		expect([updated]).toEqual(await espo.json(record('get', 'Account', id, output)));
	});

	it('isNew stands first where all attributes are shown too', async () => {
		const [created] = await espo.json(upsert('all', {}));
		expect(Object.keys(created ?? {})[0]).toBe('isNew');
	});

	it('selected attributes that do not exist are named, by every operation', async () => {
		const account = await espo.create('Account', values('unknown'));
		await espo.create('Contact', { lastName: espo.name('unknown'), accountId: account.id });
		const chosen = selected('name', 'nosuch');
		const hints = async (parameters: INodeParameters) =>
			(await espo.run({ ...parameters, ...chosen })).hints.map(({ message }) => message).join();
		for (const parameters of [
			record('get', 'Account', account.id),
			entity('getAll', 'Account', whereJson({ type: 'equals', attribute: 'id', value: account.id })),
			relation('getAll', ['Account', 'contacts'], account.id),
			record('update', 'Account', account.id, inJson({ website: 'https://b.example.com' })),
			entity('create', 'Account', inJson(values('unknown too'))),
			upsert('unknown', {}),
		]) {
			const said = await hints(parameters);
			expect(said).toContain('“nosuch”');
			expect(said).not.toContain('“name”');
		}
		expect((await espo.run(record('get', 'Account', account.id, selected('name', 'website')))).hints).toEqual([]);
	});

	it('a name is whole in a list that is sorted by a part of it', async () => {
		const lastName = espo.name('Zed');
		const { id } = await espo.create('Contact', { firstName: 'Jane', lastName });
		const parameters = { ...whereJson({ type: 'equals', attribute: 'id', value: id }), ...selected('name'), ...sortBy('lastName') };
		expect(await espo.json(entity('getAll', 'Contact', parameters))).toEqual([{ id, name: `Jane ${lastName}` }]);
	});

	it('an attachment that is made with a file gets no hint about it', async () => {
		if (!espo.can('Attachment', 'create')) skipped('the role does not let the API user create attachments: allow it');
		const attachment: IDataObject = {
			name: 'a.txt',
			type: 'text/plain',
			role: 'Attachment',
			relatedType: 'Document',
			field: 'file',
			file: 'data:text/plain;base64,YQ==',
		};
		const { error, hints, json } = await espo.run(entity('create', 'Attachment', inJson(attachment)));
		expect([error?.message, hints]).toEqual([undefined, []]);
		await espo.api.remove('Attachment', String(json[0]?.id)).catch(() => undefined);
	});
});
