import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { startServer, type Answer, type Received, type TestServer } from './server/startServer';
import { startStream } from './server/startStream';

jest.setTimeout(30_000);

const LOOKS = '2026-11-23 10:00:00';
const IN_ISO = '2026-11-23T10:00:00Z';
const FIELDS = { dateStart: { type: 'datetime' }, name: { type: 'varchar' }, status: { type: 'enum', options: ['Held'] } };
/** Of all types, as far as they matter here: the options of a field can be those of another type's. */
const ALL = {
	Account: { fields: {}, links: { meetings: { type: 'hasMany', entity: 'Meeting' } } },
	Meeting: { fields: { ...FIELDS, status: { type: 'enum', optionsReference: 'Call.status' } }, links: {} },
	Call: { fields: { status: { type: 'enum', options: ['Held'] } }, links: {} },
};
const LABELS = { Meeting: { options: { status: { Held: 'Has been' } } } };
const MEETING = { id: 'x', name: LOOKS, dateStart: LOOKS, status: 'Held', createdAt: LOOKS };

// Metadata is kept for a minute for each address, so each test has a server of its own.
let server: TestServer;
beforeEach(async () => (server = await startServer(() => ({}))));
afterEach(async () => await server.close());

/** Meetings, and their metadata unless a fault is given for it. */
function serve(fault?: Answer): void {
	server.handle(({ url }): Answer => {
		if (/\/(Metadata|I18n)/.test(url))
			return fault ?? { body: url.includes('I18n') ? LABELS : url.endsWith('key=entityDefs') ? ALL : FIELDS };
		return { body: url.includes('/meetings') || url.includes('searchParams') ? { total: 1, list: [MEETING] } : MEETING };
	});
}
const meeting = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'entity',
	operation,
	entityType: locator('Meeting'),
	recordId: locator('={{ $json.id }}'),
	...more,
});
const run = async (parameters: INodeParameters, count = 1) =>
	await runNode({ credentials: byKey(server.url), parameters, items: Array.from({ length: count }, (_, index) => ({ id: `id${index}` })) });
const urls = () => server.requests.map(({ url }) => url.replace(/^.*\/api\/v1/, ''));
const lookUps = () => urls().filter((url) => /^\/(Metadata|I18n)/.test(url));

it.each(['get', 'getAll'])('looks the kinds up once per run: %s', async (operation) => {
	serve();
	const { json, error } = await run(meeting(operation), 20);
	expect(error).toBeUndefined();
	expect(json).toEqual(Array(20).fill({ ...MEETING, dateStart: IN_ISO, createdAt: IN_ISO }));
	expect(lookUps()).toEqual(['/Metadata?key=entityDefs.Meeting.fields']);
	await run(meeting(operation));
	expect(lookUps()).toHaveLength(1);
});

it.each<[string, Answer]>([
	['an error', { status: 500 }],
	['a refusal', { status: 403, headers: { 'x-status-reason': 'No.' } }],
	['a denied log-in', { status: 401 }],
	['a page of something in between', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
	['nothing', { body: '' }],
	['something else', { body: [1, 2] }],
])('gives what was read when the look-up meets %s, and does not ask again', async (_title, fault) => {
	serve(fault);
	const { json, error, hints } = await run(meeting('getAll'), 1);
	expect([error, hints]).toEqual([undefined, []]);
	expect(json).toEqual([{ ...MEETING, name: IN_ISO, dateStart: IN_ISO, createdAt: IN_ISO }]);
	expect(lookUps()).toHaveLength(1);
});

it('does not ask again for each item after the look-up failed', async () => {
	serve({ status: 500 });
	const { json } = await run(meeting('get'), 12);
	expect(json.map(({ dateStart }) => dateStart)).toEqual(Array(12).fill(IN_ISO));
	expect(lookUps()).toHaveLength(1);
});

it('adds labels with two requests for any number of items', async () => {
	serve();
	const { json, hints } = await run(meeting('get', { options: { addLabels: true } }), 10);
	expect(json).toEqual(Array(10).fill({ ...MEETING, dateStart: IN_ISO, createdAt: IN_ISO, statusLabel: 'Has been' }));
	expect(lookUps().sort()).toEqual(['/I18n', '/Metadata?key=entityDefs']);
	expect(hints).toEqual([]);
});

it('looks up once what a run on related records needs, whatever it is', async () => {
	serve();
	const condition = { attribute: 'dateStart', operator: 'between', value: '2026-11-23', to: '2026-11-24' };
	const { json, error } = await run(
		{
			...{
				resource: 'relation',
				operation: 'getAll',
				entityType: locator('Account'),
				recordId: locator('={{ $json.id }}'),
				link: locator('meetings'),
				returnAll: true,
			},
			...{ filters: { conditions: { condition: [condition] } }, sort: { by: { orderBy: 'dateStart', order: 'asc' } } },
		},
		5,
	);
	expect(error).toBeUndefined();
	expect(json).toEqual(Array(5).fill({ ...MEETING, dateStart: IN_ISO, createdAt: IN_ISO }));
	expect(lookUps()).toEqual(['/Metadata?key=entityDefs']);
});

it('says that labels are missing, and gives the rest', async () => {
	serve({ status: 500 });
	const { json, error, hints } = await run(meeting('get', { options: { addLabels: true } }));
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ status: 'Held' });
	expect(json[0]).not.toHaveProperty('statusLabel');
	expect(hints).toEqual([expect.objectContaining({ message: expect.stringMatching(/Item 0: Labels were not added/) })]);
});

it('looks nothing up for what is not shown', async () => {
	serve();
	expect((await run(meeting('get', { output: 'selected', select: 'status, createdAt' }))).json).toEqual([
		{ id: 'x', status: 'Held', createdAt: IN_ISO },
	]);
	expect(lookUps()).toEqual([]);
});

it('asks the server for no more than what is shown', async () => {
	serve();
	const searchOf = ({ url }: Received) =>
		JSON.parse(new URL(url, 'http://x').searchParams.get('searchParams') ?? '{}') as { select?: string[] };
	await run(meeting('getAll', { output: 'selected', select: ['status', 'name'], options: { dateTimeFormat: 'espo' } }));
	await run(meeting('getAll', { output: 'simplified', options: { dateTimeFormat: 'espo' } }));
	await run(meeting('getAll', { options: { dateTimeFormat: 'espo' } }));
	expect(server.requests.map(searchOf).map(({ select }) => select)).toEqual([
		['status', 'name'],
		expect.arrayContaining(['name', 'status', 'dateStart']),
		undefined,
	]);
});

it('lets each item choose its output', async () => {
	serve();
	const { json } = await runNode({
		credentials: byKey(server.url),
		parameters: meeting('get', {
			recordId: locator('x'),
			output: '={{ $json.output }}',
			select: '={{ $json.names }}',
			options: { dateTimeFormat: '={{ $json.form }}' },
		}),
		items: [
			{ output: 'all', names: 'name', form: 'espo' },
			{ output: 'selected', names: 'status', form: '' },
			{ output: '', names: '', form: 'espo' },
			{ output: 'simplified', names: '', form: 'iso' },
		],
	});
	expect(json).toEqual([
		MEETING,
		{ id: 'x', status: 'Held' },
		MEETING,
		{ id: 'x', name: LOOKS, status: 'Held', dateStart: IN_ISO, createdAt: IN_ISO },
	]);
});

describe('the trigger', () => {
	const options = { fullRecord: true };

	it.each<[string, Answer | undefined, unknown]>([
		['once for all records of a type', undefined, LOOKS],
		['and delivers when that fails', { status: 500 }, IN_ISO],
	])('looks the kinds of full records up, %s', async (_title, fault, name) => {
		const stream = await startStream();
		try {
			stream.fault = ({ url }) => {
				if (url.includes('/Metadata')) return fault ?? { body: FIELDS };
				return url.includes('/Meeting?')
					? {
							body: {
								total: -2,
								list: [
									{ ...MEETING, id: 'a1' },
									{ ...MEETING, id: 'a2' },
								],
							},
						}
					: undefined;
			};
			const trigger = new PollingWorkflow({
				credentials: byKey(stream.server.url),
				parameters: { source: 'myStream', options },
				id: `output ${_title}`,
			});
			await trigger.activate();
			const notes = [1, 2].map(() => stream.write({ parentType: 'Meeting', post: LOOKS }));
			const before = stream.server.requests.length;
			const items = (await trigger.poll()) ?? [];
			const record = { dateStart: IN_ISO, createdAt: IN_ISO, name };
			const createdAt = notes.map((note) => `${String(note.createdAt).replace(' ', 'T')}Z`);
			expect(items).toMatchObject([
				{ post: LOOKS, createdAt: createdAt[0], record },
				{ post: LOOKS, createdAt: createdAt[1], record },
			]);
			const asked = stream.server.requests.slice(before).map(({ url }) => url.replace(/^.*\/api\/v1\/(\w+).*$/, '$1'));
			expect(asked).toEqual(['Stream', 'Meeting', 'Metadata']);
			expect(trigger.saved).not.toContain('T10:');
			expect(await trigger.poll()).toBeNull();
			expect(stream.server.requests).toHaveLength(before + 4);
		} finally {
			await stream.close();
		}
	});

	it('keeps the same state whatever the form of date-times', async () => {
		const stream = await startStream();
		try {
			const states = [];
			const start = ['iso', 'espo'].map(
				(dateTimeFormat) =>
					new PollingWorkflow({
						credentials: byKey(stream.server.url),
						parameters: { source: 'myStream', options: { dateTimeFormat } },
						id: dateTimeFormat,
						name: 'same',
					}),
			);
			for (const trigger of start) await trigger.activate();
			stream.write();
			for (const trigger of start) {
				expect(await trigger.poll()).toHaveLength(1);
				states.push({ ...(trigger.staticData.stream as object), polledAt: 0, reached: 0, since: 0, seen: 0 });
			}
			expect(states[0]).toEqual(states[1]);
			// The form changed, not the position: nothing is told twice.
			expect(await start[0]?.edited({ source: 'myStream', options: { dateTimeFormat: 'espo' } }).activate('update')).toBeNull();
		} finally {
			await stream.close();
		}
	});
});
