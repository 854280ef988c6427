import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { changeMany } from '../../../../nodes/shared/api/many/changeMany';
import { deleteChange } from '../../../../nodes/shared/api/many/deleteChange';
import type { ManyOutcome } from '../../../../nodes/shared/api/many/ManyOutcome';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { json, refusal, requestParts } from '../../model/requestParts';

type MassAnswer = (ids: string[], server: Records) => HttpResponse | NoResponse;

/** Records that can be deleted, many at once or singly; `kept` ones refuse. */
class Records {
	readonly sent: string[] = [];
	readonly pauses: number[] = [];
	most = 0;
	/** What lists answer, where that is no list. */
	unreadable?: HttpResponse;
	private running = 0;
	/** What happens while the client waits. */
	onPause: () => void = () => undefined;
	constructor(
		readonly left: Set<string>,
		readonly kept: Set<string> = new Set(),
		readonly mass: MassAnswer = (ids, server) => json({ count: 0, ids: server.remove(ids) }),
		readonly single: (id: string) => HttpResponse | NoResponse | undefined = () => undefined,
	) {}

	remove(ids: string[]): string[] {
		return ids.filter((id) => !this.kept.has(id) && this.left.delete(id));
	}

	async change(ids: string[]): Promise<{ outcome: ManyOutcome; refusal?: Error }> {
		const client = createEspoClient({
			now: () => 0,
			sleep: async (ms) => {
				this.pauses.push(ms);
				this.onPause();
				return await Promise.resolve();
			},
			tries: 1,
			send: async (request) => {
				this.running++;
				this.most = Math.max(this.most, request.method === 'POST' ? this.running : 0);
				await new Promise((resolve) => setImmediate(resolve));
				this.running--;
				const answer = this.answer(request);
				if (answer instanceof NoResponse) throw answer;
				return answer;
			},
		});
		return await changeMany(client, deleteChange(client, 'Account'), ids);
	}

	private answer(request: HttpRequest): HttpResponse | NoResponse {
		const { path, params } = requestParts(request);
		const [, name = '', id = ''] = path.split('/');
		if (request.method === 'POST') {
			const { ids } = request.body?.params as { ids: string[] };
			this.sent.push(`mass ${ids.length}`);
			return this.mass(ids, this);
		}
		if (request.method === 'DELETE') {
			this.sent.push(`delete ${id}`);
			return this.single(id) ?? (this.remove([id]).length ? json(true) : refusal(403, 'No delete access.'));
		}
		this.sent.push(`look ${name}`);
		if (this.unreadable) return this.unreadable;
		const asked = (params.where?.[0]?.value ?? []) as string[];
		const list = asked.filter((one) => this.left.has(one)).map((one) => ({ id: one }));
		return json({ total: list.length, list });
	}
}

const some = (count: number) => Array.from({ length: count }, (_, index) => `r${1000 + index}`);
const states = (outcome: ManyOutcome) =>
	[...outcome].reduce<Record<string, string[]>>((all, [id, { state }]) => ({ ...all, [state]: [...(all[state] ?? []), id] }), {});
const lost = () => new NoResponse('socket hang up', 'ECONNRESET');

test('200 in a request, two requests at once', async () => {
	const server = new Records(new Set(some(900)));
	const { outcome, refusal } = await server.change(some(900));
	expect([...outcome.keys()]).toEqual(some(900));
	expect(Object.keys(states(outcome))).toEqual(['done']);
	expect(server.sent).toEqual(['mass 200', 'mass 200', 'mass 200', 'mass 200', 'mass 100']);
	expect(server.most).toBe(2);
	expect(refusal).toBeUndefined();
	expect(server.left.size).toBe(0);
});

test('one record is no mass action', async () => {
	const server = new Records(new Set(some(1)));
	expect(states((await server.change(some(1))).outcome)).toEqual({ done: some(1) });
	expect(server.sent).toEqual(['delete r1000']);
});

test('what EspoCRM leaves out is asked for singly, which tells why', async () => {
	const server = new Records(new Set(some(5)), new Set(['r1001']));
	const { outcome } = await server.change(some(5));
	expect(states(outcome)).toEqual({ done: ['r1000', 'r1002', 'r1003', 'r1004'], refused: ['r1001'] });
	expect(outcome.get('r1001')).toMatchObject({ error: { kind: 'forbidden' } });
	expect(server.sent).toEqual(['mass 5', 'delete r1001']);
});

test('where many are left out for one reason, a few requests tell it', async () => {
	const server = new Records(new Set(some(50)), new Set(some(50).slice(10)));
	const { outcome } = await server.change(some(50));
	expect(states(outcome).refused).toEqual(some(50).slice(10));
	expect(server.sent).toHaveLength(1 + 8);
	expect(outcome.get('r1049')).toMatchObject({ isPresumed: true, error: { kind: 'forbidden' } });
	expect(outcome.get('r1017')).not.toHaveProperty('isPresumed');
});

test('a role without the right does it singly, without asking for many again', async () => {
	const server = new Records(new Set(some(450)), new Set(), () => refusal(403, 'No mass-update permission.'));
	const { outcome, refusal: why } = await server.change(some(450));
	expect(Object.keys(states(outcome))).toEqual(['done']);
	expect(why?.message).toBe('No mass-update permission.');
	expect(server.sent.filter((sent) => sent.startsWith('mass')).length).toBeLessThanOrEqual(2);
	expect(server.left.size).toBe(0);
});

describe('after a lost answer', () => {
	test('records that are gone are done, and the next ones follow', async () => {
		const server = new Records(new Set(some(250)), new Set(), (ids, records) => {
			const done = records.remove(ids);
			return ids.length === 200 ? lost() : json({ count: done.length, ids: done });
		});
		const { outcome } = await server.change(some(250));
		expect(Object.keys(states(outcome))).toEqual(['done']);
		expect(server.sent.filter((sent) => sent.startsWith('mass'))).toEqual(['mass 200', 'mass 50']);
	});

	test('it waits for as long as EspoCRM goes on', async () => {
		const server = new Records(new Set(some(10)), new Set(), () => lost());
		server.onPause = () => void server.remove([...server.left].slice(0, 4));
		expect(states((await server.change(some(10))).outcome)).toEqual({ done: some(10) });
		expect(server.sent).toEqual(['mass 10', 'look Account', 'look Account', 'look Account', 'look Account']);
		expect(server.pauses).toEqual([1_000, 2_000, 4_000]);
	});

	test('what does not change any more is not known, is not asked for twice, and nothing follows', async () => {
		const server = new Records(new Set(some(600)), new Set(), (ids, records) => {
			records.remove(ids.slice(0, 3));
			return lost();
		});
		const { unknown = [], untried = [], done = [] } = states((await server.change(some(600))).outcome);
		expect([done.length, unknown.length, untried.length]).toEqual([6, 394, 200]);
		expect(server.sent.filter((sent) => !sent.startsWith('look'))).toEqual(['mass 200', 'mass 200']);
	});

	test('nothing is known where the records can’t be read', async () => {
		const server = new Records(new Set(some(3)), new Set(), () => lost());
		jest.spyOn(server.left, 'has').mockImplementation(() => {
			throw new NoResponse('gone', 'ECONNRESET');
		});
		expect(Object.keys(states((await server.change(some(3))).outcome))).toEqual(['unknown']);
	});

	test('after a failure of EspoCRM itself the rest is done singly', async () => {
		const server = new Records(new Set(some(4)), new Set(), (ids, records) => {
			records.remove(ids.slice(0, 2));
			return refusal(500);
		});
		expect(states((await server.change(some(4))).outcome)).toEqual({ done: some(4) });
		expect(server.sent).toEqual(['mass 4', 'look Account', 'delete r1002', 'delete r1003']);
		expect(server.pauses).toEqual([]);
	});
});

test('a log-in that is denied ends it', async () => {
	const server = new Records(new Set(some(500)), new Set(), () => refusal(401));
	const { outcome } = await server.change(some(500));
	expect(Object.keys(states(outcome))).toEqual(['untried']);
	expect(server.left.size).toBe(500);
	expect(server.sent.length).toBeLessThanOrEqual(2);
});

test('a single request whose answer is lost ends it', async () => {
	const server = new Records(
		new Set(some(30)),
		new Set(),
		() => refusal(403, 'No.'),
		(id) => (id === 'r1003' ? lost() : undefined),
	);
	const { done = [], unknown, untried = [] } = states((await server.change(some(30))).outcome);
	expect([done.length, unknown, untried.length]).toEqual([7, ['r1003'], 22]);
});

test('an answer that is none of EspoCRM’s is a lost one', async () => {
	const server = new Records(new Set(some(2)), new Set(), (ids, records) => {
		records.remove(ids);
		return json({ count: 2 });
	});
	expect(states((await server.change(some(2))).outcome)).toEqual({ done: some(2) });
	expect(server.sent).toEqual(['mass 2', 'look Account']);
});

test.each([403, 400, 500])('records that can not be listed (%i) are not taken for deleted', async (status) => {
	const server = new Records(new Set(some(3)), new Set(), () => lost());
	server.unreadable = refusal(status, 'No.');
	expect(Object.keys(states((await server.change(some(3))).outcome))).toEqual(['unknown']);
});
