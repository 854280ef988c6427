import type { INodeParameters } from 'n8n-workflow';

import type { Answer, Received } from '../../engine/server/startServer';
import { entity, fields, record, relation } from '../../engine/server/parameters';
import { GIVEN } from '../../properties/memoryNode';
import { runInMemory } from '../model/runInMemory';

const idOf = ({ url }: Received) => url.split('/').pop();
const found = (request: Received): Answer => ({ body: { id: idOf(request), name: 'Acme' } });
const refusing =
	(bad: string, refusal: Answer) =>
	(request: Received): Answer =>
		idOf(request) === bad ? refusal : { body: request.method === 'DELETE' ? true : { id: idOf(request) } };
const FORBIDDEN: Answer = { status: 403, headers: { 'x-status-reason': 'No edit access.' } };
const remove = record('delete', GIVEN);

test('each output is paired with its item, in the order of the items', async () => {
	const { output, sent } = await runInMemory({ parameters: record('update', GIVEN, fields()), items: ['a', 'b', 'c'], answer: found });
	expect(output).toEqual(['a', 'b', 'c'].map((id, item) => ({ json: expect.objectContaining({ id }) as unknown, pairedItem: { item } })));
	expect(sent).toEqual(['PUT /Account/a', 'PUT /Account/b', 'PUT /Account/c']);
});

test('no items, nothing sent', async () => {
	expect(await runInMemory({ parameters: remove, items: [], answer: found })).toMatchObject({ output: [], sent: [], hints: [] });
});

describe('a failure that stops the node', () => {
	test('says which item, and what was done before', async () => {
		const { error, output, sent } = await runInMemory({
			parameters: relation('link', { recordId: { __rl: true, mode: 'id', value: GIVEN }, relatedIds: 'same' }),
			items: ['a', 'b', 'c'],
			answer: ({ url }) => (url.includes('/b/') ? FORBIDDEN : { body: true }),
		});
		expect(output).toEqual([]);
		expect(sent).toHaveLength(2);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.message).toContain('No edit access');
		expect(error?.description).toMatch(/Processed: item 0 \(1 of 3\)\.$/);
	});

	test('of two, the first is told', async () => {
		const { error } = await runInMemory({
			parameters: remove,
			items: ['a', 'b'],
			answer: ({ url }) => ({ status: 404, headers: { 'x-status-reason': `No ${url.slice(-1)} here.` } }),
		});
		expect(error?.message).toContain('No a here');
		expect(error?.context.itemIndex).toBe(0);
		expect(error?.description).toContain('None of the 2 items was processed.');
	});

	test('nothing is said of others where there is one item', async () => {
		const { error } = await runInMemory({ parameters: remove, items: ['a'], answer: () => FORBIDDEN });
		expect(error?.description).not.toMatch(/rocessed/);
	});

	test('what the others did that failed beside it is said too', async () => {
		const { error } = await runInMemory({
			parameters: { resource: 'file', operation: 'delete', fileIds: GIVEN },
			items: ['a1, b1', 'a2, b2'],
			answer: ({ method, url }) => (method === 'GET' ? { body: { id: 'x' } } : url.includes('/b') ? FORBIDDEN : { body: true }),
		});
		expect(error?.context.itemIndex).toBe(0);
		expect(error?.description).toContain('Not processed: b1. Processed: a1.');
		expect(error?.description).toMatch(/Perhaps processed: items 0–1 \(2 of 2\)\. Item 1: Not processed: b2\. Processed: a2\.$/);
	});

	test('what may have been done is said', async () => {
		const parameters = { ...entity('create', fields()), options: { requestsInFlight: 2 } };
		const { error } = await runInMemory({ parameters, items: [1, 2, 3], answer: () => ({ status: 504 }) });
		expect(error?.description).toMatch(/Perhaps processed: items 0–1 \(2 of 3\)\.$/);
	});

	test('a refusal is not doubtful', async () => {
		const { error } = await runInMemory({ parameters: remove, items: ['a', 'b'], answer: () => FORBIDDEN });
		expect(error?.description).not.toContain('Perhaps');
	});

	test('a parameter that is wrong stops it before anything is sent', async () => {
		const { error, sent } = await runInMemory({ parameters: remove, items: ['a', '../b'], answer: found });
		expect(sent).toEqual([]);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.message).toContain('Record');
		expect(error?.description).toContain('None of the 2 items was processed.');
	});
});

describe('a node that goes on after a failure', () => {
	test('gives the error in the place of its item, with what to do in the message', async () => {
		const { output, error } = await runInMemory({
			parameters: remove,
			items: ['a', 'b', '../c', 'd'],
			answer: refusing('b', FORBIDDEN),
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		expect(output).toMatchObject([
			{ json: { deleted: true }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringMatching(/No edit access\. \S/) as unknown }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining('Record') as unknown }, pairedItem: { item: 2 } },
			{ json: { deleted: true }, pairedItem: { item: 3 } },
		]);
		expect(output.map(({ error: own }) => own?.context.itemIndex)).toEqual([undefined, 1, 2, undefined]);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['an operation that does not exist', { ...remove, operation: 'gone' }, /does not exist\. Choose one/],
		['an operation of another resource', { ...remove, operation: 'link' }, /does not exist\. Choose one/],
		['“Custom API Call”', { ...remove, operation: '__CUSTOM_API_CALL__' }, /HTTP Request node\. Add an HTTP Request node/],
	])('says of each item that it can not run %s', async (_title, parameters, message) => {
		const { output, sent } = await runInMemory({ parameters, items: ['a', 'b'], answer: found, continueOnFail: true });
		expect(output).toMatchObject(
			[0, 1].map((item) => ({ json: { error: expect.stringMatching(message) as unknown }, pairedItem: { item } })),
		);
		expect(sent).toEqual([]);
	});
});

test('what can not run stops a node that does not go on', async () => {
	const { error } = await runInMemory({ parameters: { ...remove, resource: 'gone' }, answer: found });
	expect(error).toMatchObject({
		message: expect.stringContaining('does not exist') as unknown,
		description: expect.stringContaining('Choose') as unknown,
	});
});

test('an agent reads the reason and what to do, whatever “On Error” says', async () => {
	const { output, error } = await runInMemory({ parameters: remove, items: ['a', 'b'], answer: refusing('a', FORBIDDEN), tool: true });
	expect(error).toBeUndefined();
	expect(output).toEqual([
		{ json: { error: expect.stringMatching(/No edit access\. \S/) as unknown }, pairedItem: { item: 0 } },
		{ json: { deleted: true }, pairedItem: { item: 1 } },
	]);
});

describe('requests under way at once', () => {
	const items = Array.from({ length: 24 }, (_, index) => `id${index}`);
	const updates = (requestsInFlight: unknown) =>
		record('update', GIVEN, {
			...fields(),
			...(requestsInFlight === undefined ? {} : { options: { requestsInFlight } as INodeParameters }),
		});
	const numbered = items.map((_, index) => index + 3);

	test.each([
		['as usual', updates(undefined), items, 4],
		['as the user says', updates(9), items, 9],
		['never more than possible', updates(500), items, 16],
		['as the most careful item says', entity('create', { ...fields(), options: { requestsInFlight: GIVEN } }), numbered, 3],
	])('%s', async (_title, parameters, given, most) => {
		expect((await runInMemory({ parameters, items: given, answer: found })).peak).toBe(most);
	});
});

describe('notes beside the output', () => {
	const stored = (answer: object) => () => ({ body: { id: 'x', ...answer } });

	test('items with the same note share one sentence, which names them', async () => {
		const { hints } = await runInMemory({
			parameters: record('update', GIVEN, fields({ name: 'Acme', gone: 1 })),
			items: ['a', 'b', 'c'],
			answer: stored({ name: 'Acme' }),
		});
		expect(hints).toEqual([expect.stringMatching(/^Items 0, 1, 2: .*gone/)]);
	});

	test('five are shown, and how many more there are', async () => {
		const { hints } = await runInMemory({
			parameters: record('update', 'x', { specifyFields: 'json', fieldsJson: GIVEN }),
			items: Array.from({ length: 8 }, (_, index) => ({ [`gone${index}`]: 1 })),
			answer: stored({}),
		});
		expect(hints).toHaveLength(6);
		expect(hints[5]).toMatch(/^3 more/);
	});

	test('five are all shown', async () => {
		const { hints } = await runInMemory({
			parameters: record('update', 'x', { specifyFields: 'json', fieldsJson: GIVEN }),
			items: Array.from({ length: 5 }, (_, index) => ({ [`gone${index}`]: 1 })),
			answer: stored({}),
		});
		expect(hints).toHaveLength(5);
	});
});
