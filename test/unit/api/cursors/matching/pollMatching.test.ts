import fc from 'fast-check';

import { createEspoClient } from '../../../../../nodes/shared/api/client/EspoClient';
import {
	pollMatching,
	startMatching,
	storedMatchingState,
	type MatchingOptions,
} from '../../../../../nodes/shared/api/cursors/matching/pollMatching';
import { ListServer } from '../../../model/ListServer';
import { refusal, requestParts } from '../../../model/requestParts';

const client = (server: ListServer, send = server.send) =>
	createEspoClient({ now: () => 0, sleep: async () => await Promise.resolve(), send });
const options = (server: ListServer, send = server.send): MatchingOptions => ({
	client: client(server, send),
	entityType: 'Lead',
	params: { where: [{ type: 'equals', attribute: 'status', value: 'New' }] },
	fingerprint: 'f',
});
const lead = (index: number, status = 'New') => ({ id: `l${String(index).padStart(4, '0')}`, status, createdAt: '2026-11-23 09:00:00' });
const serverWith = (count: number) => new ListServer(Array.from({ length: count }, (_, index) => lead(index)));
const ids = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => id);

test('what enters is told once, what leaves and comes back again, whatever the order', async () => {
	const moves = fc.array(fc.array(fc.tuple(fc.nat(7), fc.constantFrom('New', 'Old', 'gone')), { maxLength: 6 }), { maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(moves, async (polls) => {
			const server = serverWith(4);
			let state = await startMatching(options(server));
			let matching = new Set(['l0000', 'l0001', 'l0002', 'l0003']);
			for (const changes of polls) {
				for (const [index, status] of changes) {
					if (status === 'gone') server.rows.delete(lead(index).id);
					else server.rows.set(lead(index).id, lead(index, status));
				}
				const now = [...server.rows.values()].filter(({ status }) => status === 'New').map(({ id }) => id);
				const polled = await pollMatching(options(server), storedMatchingState(JSON.parse(JSON.stringify(state))) as typeof state);
				expect(ids(polled.entered).sort()).toEqual(now.filter((id) => !matching.has(id)).sort());
				({ state } = polled);
				matching = new Set(now);
			}
		}),
	);
});

test('a quiet poll of up to 200 matching records is one request, and reads ids only', async () => {
	const server = serverWith(200);
	const state = await startMatching(options(server));
	server.requests = [];
	expect((await pollMatching(options(server), state)).entered).toEqual([]);
	expect(server.requests).toHaveLength(1);
	expect(server.requests[0]?.select).toEqual(['id']);
});

test('5,000 are remembered in less than 50 kB, one more is refused with the count before they are read', async () => {
	const server = serverWith(5_000);
	expect(JSON.stringify(await startMatching(options(server))).length).toBeLessThan(50_000);
	server.rows.set('m', { ...lead(0), id: 'm' });
	server.requests = [];
	await expect(startMatching(options(server))).rejects.toMatchObject({
		name: 'InvalidInput',
		message: expect.stringMatching(/^5001 Lead records match/),
	});
	expect(server.requests).toHaveLength(1);
});

test('a poll that fails changes nothing, so that the next one tells it', async () => {
	const server = serverWith(2);
	const state = await startMatching(options(server));
	server.rows.set('x1', { ...lead(0), id: 'x1' });
	await expect(
		pollMatching(
			options(server, async () => await Promise.resolve(refusal(503))),
			state,
		),
	).rejects.toMatchObject({ kind: 'unavailable' });
	expect(ids((await pollMatching(options(server), state)).entered)).toEqual(['x1']);
});

/** Answers the lists that are asked for these records by ID, unless for the ID alone, with a refusal. */
const refusingAt =
	(server: ListServer, poison: string[], status: number): ListServer['send'] =>
	async (request) => {
		const { where = [], select } = requestParts(request).params;
		const wanted = where.find(({ attribute }) => attribute === 'id')?.value as string[] | undefined;
		return select?.join() !== 'id' && wanted?.some((id) => poison.includes(id))
			? refusal(status, 'No read access.')
			: await server.send(request);
	};

test('a record at which the server fails is told once, by its ID alone, and holds up no other', async () => {
	const server = serverWith(2);
	const send = refusingAt(server, ['x2'], 500);
	const state = await startMatching(options(server));
	for (const id of ['x1', 'x2', 'x3']) server.rows.set(id, { ...lead(0), id });
	const polled = await pollMatching(options(server, send), state);
	expect(polled.entered).toEqual([{ ...lead(0), id: 'x1' }, { id: 'x2' }, { ...lead(0), id: 'x3' }]);
	expect((await pollMatching(options(server, send), polled.state)).entered).toEqual([]);
});

test('records that can be listed by ID only are told so: nothing that entered is dropped without a word', async () => {
	const server = serverWith(2);
	const state = await startMatching(options(server));
	server.rows.set('x1', { ...lead(0), id: 'x1' });
	expect((await pollMatching(options(server, refusingAt(server, ['x1'], 403)), state)).entered).toEqual([{ id: 'x1' }]);
});

test('access that ends within a poll makes it fail, and the next one tells it', async () => {
	const server = serverWith(2);
	const state = await startMatching(options(server));
	server.rows.set('x1', { ...lead(0), id: 'x1' });
	let requests = 0;
	const send: ListServer['send'] = async (request) => (requests++ ? refusal(403, 'No read access.') : await server.send(request));
	await expect(pollMatching(options(server, send), state)).rejects.toMatchObject({ kind: 'forbidden' });
	expect(ids((await pollMatching(options(server), state)).entered)).toEqual(['x1']);
});

test('a record that is gone when it is to be read is told when it is back', async () => {
	const server = serverWith(2);
	const state = await startMatching(options(server));
	server.rows.set('x1', { ...lead(0), id: 'x1' });
	server.requests = [];
	// All IDs are read by the first request.
	server.beforeRequest = ({ requests, rows }) => {
		if (requests.length === 1) rows.delete('x1');
	};
	const polled = await pollMatching(options(server), state);
	expect(polled.entered).toEqual([]);
	server.beforeRequest = () => undefined;
	server.rows.set('x1', { ...lead(0), id: 'x1' });
	expect(ids((await pollMatching(options(server), polled.state)).entered)).toEqual(['x1']);
});

test('what there is no time to read is told by the next poll, nothing twice', async () => {
	const server = serverWith(2);
	let state = await startMatching(options(server));
	for (let index = 0; index < 500; index++) server.rows.set(`x${index}`, { ...lead(0), id: `x${index}` });
	const told: unknown[] = [];
	for (const expected of [200, 200, 100, 0]) {
		const polled = await pollMatching({ ...options(server), deadline: 0 }, state);
		expect(polled.entered).toHaveLength(expected);
		told.push(...ids(polled.entered));
		({ state } = polled);
	}
	expect(new Set(told).size).toBe(500);
});

test.each([undefined, null, 'x', { fingerprint: 'f' }, { fingerprint: 'f', matching: 'short' }])('%j is no state', (value) => {
	expect(storedMatchingState(value)).toBeUndefined();
});
