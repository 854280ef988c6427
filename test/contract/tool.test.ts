import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, record, relation, whereJson } from './server/parameters';

const TOOL = { type: 'espoCrmTool' };

describeEspo('as a tool of an AI agent', (espo) => {
	let account: ApiRecord;
	beforeAll(async () => {
		account = await espo.create('Account', { name: espo.name('tool'), website: 'https://t.example.com', description: 'long' });
		const contact = await espo.create('Contact', { lastName: espo.name('tool'), description: 'long' });
		await espo.api.send('POST', `Account/${account.id}/contacts`, { id: contact.id });
	});
	const accounts = () => entity('getAll', 'Account', whereJson({ type: 'equals', attribute: 'id', value: account.id }));

	it.each([
		['records', accounts],
		['related records', () => relation('getAll', ['Account', 'contacts'], account.id)],
	])('Get Many of %s gives the simplified form unless chosen otherwise', async (_title, parameters) => {
		const [simplified] = await espo.json(parameters(), [{}], TOOL);
		expect(Object.keys(simplified ?? {}).length).toBeLessThanOrEqual(10);
		expect(simplified).not.toHaveProperty('description');
		expect((await espo.json({ ...parameters(), output: 'all' }, [{}], TOOL))[0]).toMatchObject({ description: 'long' });
		expect((await espo.json(parameters()))[0]).toMatchObject({ description: 'long' });
	});

	it('gives the model the refusal with what to do, as an item', async () => {
		const { json, items, error } = await espo.run(record('get', 'Account', 'ffffffffffffffff0'), [{}], TOOL);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ error: expect.stringMatching(/^EspoCRM did not find it.*\. Check the entity type and the ID\./) as string }]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('gives the model what it entered wrong, as an item, without a request', async () => {
		const { json, error } = await espo.run({ ...entity('create', 'Account'), ...inJson('[1]') }, [{}], TOOL);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ error: '“Fields (JSON)” must be an object in curly brackets. To write several records, send several items.' }]);
		expect(espo.sent).toEqual([]);
	});
});
