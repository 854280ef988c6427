import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { searchList } from '../harness/dropdown';
import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { inJson, record } from './server/parameters';

describeEspo('Merge', (espo) => {
	const account = async (text: string, values: IDataObject = {}) => (await espo.create('Account', { name: espo.name(text), ...values })).id;
	const stored = async (id: string) => await espo.api.get(`Account/${id}`);
	const isGone = async (id: string) => (await espo.api.send('GET', `Account/${id}`)).status === 404;
	const merge = (id: string, sources: string, more: INodeParameters = {}) =>
		record('merge', 'Account', id, { sourceIds: locator(sources), ...more });
	const writes = () => espo.sent.filter((sent) => !sent.startsWith('GET'));

	it('fills what is empty from the others, and moves what belongs to them', async () => {
		const id = await account('stays', { website: 'https://stays.example.com', billingAddressCity: 'Paris' });
		const one = await account('one', {
			website: 'https://one.example.com',
			industry: 'Banking',
			billingAddressCity: 'Rome',
			billingAddressStreet: 'Via Uno',
			emailAddress: `one.${espo.prefix}@example.com`.toLowerCase(),
		});
		const two = await account('two', { industry: 'Energy', description: 'of two', shippingAddressCity: 'Oslo' });
		const contact = await espo.create('Contact', { lastName: espo.name('moved'), accountsIds: [two], accountId: two });
		const { id: caseId } = await espo.create('Case', { name: espo.name('moved case'), accountId: one });
		const post = await espo.api.post('Account', one, 'A post that moves');
		const [merged] = await espo.json(merge(id, `${one}, ${two}, ${id}`));
		expect(deviations(merged, schemaOf('entity/merge'))).toEqual([]);
		expect(writes()).toEqual(['POST Action']);
		expect(await stored(id)).toMatchObject({
			name: espo.name('stays'),
			website: 'https://stays.example.com',
			industry: 'Banking',
			description: 'of two',
			billingAddressCity: 'Paris',
			billingAddressStreet: null,
			shippingAddressCity: 'Oslo',
			emailAddress: `one.${espo.prefix}@example.com`.toLowerCase(),
		});
		expect([await isGone(one), await isGone(two)]).toEqual([true, true]);
		expect((await espo.api.list(`Account/${id}/contacts`)).list.map((row) => row.id)).toEqual([contact.id]);
		expect(await espo.api.get(`Case/${caseId}`)).toMatchObject({ accountId: id });
		expect(await espo.api.get(`Note/${post.id}`)).toMatchObject({ parentId: id });
	});

	it('keeps the values of the record alone, or with those that are given', async () => {
		const [id, one, two] = [await account('keeps'), await account('a', { industry: 'Banking' }), await account('b', { sicCode: '77' })];
		await espo.json(merge(id, one, { mergedValues: 'record' }));
		expect(await stored(id)).toMatchObject({ name: espo.name('keeps'), industry: null });
		await espo.json(merge(id, two, { mergedValues: 'fields', ...inJson({ industry: 'Energy', description: 'given' }) }));
		expect(await stored(id)).toMatchObject({ industry: 'Energy', description: 'given', sicCode: null });
		expect([await isGone(one), await isGone(two)]).toEqual([true, true]);
	});

	it('refuses to merge a record into itself, and sends nothing', async () => {
		const id = await account('itself');
		const { error } = await espo.run(merge(id, `${id},${id}`));
		expect(error?.message).toContain('holds only the record itself');
		expect(espo.sent).toEqual([]);
		expect(await isGone(id)).toBe(false);
	});

	it('merges nothing when one of the records is not there', async () => {
		const [id, one] = [await account('lonely'), await account('other')];
		const { error } = await espo.run(merge(id, `${one}, aaaaaaaaaaaaaaaaa`));
		expect(error?.message).toMatch(/not find|aaaaaaaaaaaaaaaaa/);
		expect(writes()).toEqual([]);
		expect(await isGone(one)).toBe(false);
	});

	it('says what is there when EspoCRM refuses the values, which 7.5 does not look at', async () => {
		const [id, one] = [await account('valid'), await account('source')];
		const { error } = await espo.run(merge(id, one, { mergedValues: 'fields', ...inJson({ industry: 'Bogus' }) }));
		if (error) {
			expect(error.message).toMatch(/Industry/);
			expect(error.description).toContain('Afterwards the record and all sources are still there.');
		}
		expect(await isGone(one)).toBe(!error);
		expect(writes()).toEqual(['POST Action']);
	});

	it('takes a lost answer for what the records show, and merges once', async () => {
		const [id, one] = [await account('lost'), await account('lost source', { industry: 'Banking' })];
		espo.proxy.reset(({ path }) => (path.endsWith('/Action') ? { reset: true, processed: true } : undefined));
		const { json, error } = await espo.runOn(merge(id, one));
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id, industry: 'Banking' })]);
		expect(writes()).toEqual(['POST Action']);
		expect(await isGone(one)).toBe(true);
	});

	it('says that nothing was merged when the request was lost', async () => {
		const [id, one] = [await account('not sent'), await account('not merged')];
		espo.proxy.reset(({ path }) => (path.endsWith('/Action') ? { reset: true } : undefined));
		const { error } = await espo.runOn(merge(id, one));
		expect(error?.description).toContain('Afterwards the record and all sources are still there.');
		expect(await isGone(one)).toBe(false);
	});

	it('lets those who followed the others follow the record', async () => {
		const [id, one] = [await account('followed'), await account('followed source')];
		await espo.api.done('PUT', `Account/${one}/subscription`);
		await espo.json(merge(id, one));
		expect(await stored(id)).toMatchObject({ isFollowed: true });
		expect(writes()).toEqual(['POST Action', `POST Account/${id}/followers`]);
	});

	it('offers the records of the type, without the record itself', async () => {
		const [id, one] = [await account('offered'), await account('offered too')];
		const { results } = await searchList(
			{ credentials: espo.credentials, parameters: merge(id, '') },
			'searchMergedRecords',
			espo.name('offered'),
		);
		expect(results.map(({ value }) => value)).toEqual([one]);
	});
});
