import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { changeInBackground } from '../../../../nodes/shared/api/many/changeInBackground';
import { deleteChange } from '../../../../nodes/shared/api/many/deleteChange';
import { NoResponse, type HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { json, refusal, requestParts } from '../../model/requestParts';

const MINUTE = 60_000;
const some = (count: number) => Array.from({ length: count }, (_, index) => `r${100 + index}`);

interface Job {
	/** What the server says of it, and does, at a time after it was begun. */
	at(ms: number, left: Set<string>): string | HttpResponse;
	start?: () => HttpResponse | NoResponse;
	kept?: string[];
	/** That were never there. */
	missing?: string[];
	/** What lists answer at a time, where that is no list. */
	list?(ms: number): HttpResponse | undefined;
	waitMs?: number;
}

/** Deletes records by a job, in virtual time. */
async function run(
	ids: string[],
	{ at, start = () => json({ id: 'j1' }), kept = [], missing = [], list: listed = () => undefined, waitMs = 60 * MINUTE }: Job,
) {
	const left = new Set(ids.filter((id) => !missing.includes(id)));
	const [sent, logged]: [string[], string[]] = [[], []];
	let now = 0;
	const remove = (asked: string[]) => asked.filter((id) => !kept.includes(id) && left.delete(id));
	const client = createEspoClient({
		now: () => now,
		sleep: async (ms) => {
			now += ms;
			return await Promise.resolve();
		},
		tries: 1,
		send: async (request) => {
			await Promise.resolve();
			const { path, params } = requestParts(request);
			const { idle, params: given } = (request.body ?? {}) as { idle?: boolean; params?: { ids: string[] } };
			if (path.endsWith('/status')) {
				sent.push('status');
				const answer = at(now, left);
				return typeof answer === 'string' ? json({ status: answer, processedCount: 0 }) : answer;
			}
			sent.push(`${request.method} ${idle ? 'job' : path}`);
			if (idle) {
				const answer = start();
				if (answer instanceof NoResponse) throw answer;
				return answer;
			}
			if (given) return json({ count: 0, ids: remove(given.ids) });
			if (request.method === 'DELETE') return remove([path.split('/').pop() ?? '']).length ? json(true) : refusal(403, 'No delete access.');
			const asked = (params.where?.[0]?.value ?? []) as string[];
			const list = asked.filter((id) => left.has(id)).map((id) => ({ id }));
			return listed(now) ?? json({ total: list.length, list });
		},
	});
	const { outcome } = await changeInBackground(client, deleteChange(client, 'Account'), ids, {
		waitMs,
		log: (text) => void logged.push(text),
	});
	const states = [...outcome.values()].map(({ state }) => state);
	const errors = [...outcome.values()].flatMap((record) => ('error' in record ? [(record.error as Error).message] : []));
	return { states: [...new Set(states)], errors: [...new Set(errors)], outcome, sent, logged, now, left };
}

test('waits with growing pauses until it is done, and looks', async () => {
	const { states, sent, now } = await run(some(3), {
		at: (ms, left) => {
			if (ms < 30_000) return 'Pending';
			left.clear();
			return 'Success';
		},
	});
	expect(states).toEqual(['done']);
	// After 2, 6, 14, 24 and 34 s.
	expect(sent).toEqual(['GET /Account', 'POST job', 'status', 'status', 'status', 'status', 'status', 'GET /Account']);
	expect(now).toBe(34_000);
});

test('what the job has left out is asked for, which tells why', async () => {
	const { outcome, sent } = await run(some(4), {
		kept: ['r102'],
		at: (_ms, left) => {
			for (const id of ['r100', 'r101', 'r103']) left.delete(id);
			return 'Success';
		},
	});
	expect([...outcome].map(([id, { state }]) => `${id} ${state}`)).toEqual(['r100 done', 'r101 done', 'r102 refused', 'r103 done']);
	expect(sent.at(-1)).toBe('DELETE /Account/r102');
});

test('a job that failed is done without one', async () => {
	const { states, sent, left } = await run(some(3), { at: () => 'Failed' });
	expect([states, left.size]).toEqual([['done'], 0]);
	expect(sent).toEqual(['GET /Account', 'POST job', 'status', 'GET /Account', 'POST /MassAction']);
});

test('a job that cron never begins is not done a second time', async () => {
	const { states, errors, sent, now } = await run(some(3), { at: () => 'Pending' });
	expect(states).toEqual(['unknown']);
	expect(errors).toEqual(['EspoCRM has not begun the job']);
	expect(sent.filter((request) => request.startsWith('POST'))).toEqual(['POST job']);
	expect(now).toBeGreaterThan(5 * MINUTE);
	expect(now).toBeLessThan(6 * MINUTE);
});

test('a dead job, which says that it is running for ever, is finished without one', async () => {
	const { states, sent, now, logged } = await run(some(3), {
		at: (ms, left) => {
			if (ms > MINUTE) left.delete('r100');
			return 'Running';
		},
	});
	expect(states).toEqual(['done']);
	expect(sent.filter((request) => request.startsWith('POST'))).toEqual(['POST job', 'POST /MassAction']);
	expect(now).toBeGreaterThan(10 * MINUTE);
	expect(now).toBeLessThan(13 * MINUTE);
	expect(logged[0]).toBe("EspoCRM's job j1: 0 of 3 records.");
	expect(logged.at(-1)).toBe("EspoCRM's job j1: 1 of 3 records.");
});

test('a job that goes on for longer than is waited is said to be open, with what it has done', async () => {
	const { outcome, errors } = await run(some(40), {
		waitMs: 2 * MINUTE,
		at: (ms, left) => {
			for (const id of some(40).slice(0, Math.floor(ms / 10_000))) left.delete(id);
			return 'Running';
		},
	});
	const done = [...outcome.values()].filter(({ state }) => state === 'done').length;
	expect(done).toBeGreaterThan(10);
	expect([...outcome.values()].filter(({ state }) => state === 'unknown')).toHaveLength(40 - done);
	expect(errors).toEqual(['EspoCRM has not finished the job within the time to wait']);
});

test.each([
	['nobody answers for a while', (ms: number): string | HttpResponse => (ms < MINUTE ? refusal(503) : 'Success')],
	['the job is forgotten before it has ended', (ms: number): string | HttpResponse => (ms < MINUTE ? refusal(404, '') : 'Success')],
])('goes on asking where %s', async (_title, at) => {
	expect((await run(some(2), { at })).states).toEqual(['done']);
});

test('a role that may not is told so by single requests; where the start is lost, nothing is done twice', async () => {
	const at = () => 'Success';
	expect((await run(some(2), { at, start: () => refusal(403, 'No.') })).sent).toEqual(['GET /Account', 'POST job', 'POST /MassAction']);
	const { states, sent } = await run(some(2), { at, start: () => new NoResponse('hang up', 'ECONNRESET') });
	expect(states).toEqual(['unknown']);
	expect(sent.filter((request) => request.startsWith('POST'))).toEqual(['POST job']);
});

test('what was never there is not counted as deleted', async () => {
	const { outcome, sent } = await run(some(3), {
		missing: ['r101'],
		at: (_ms, left) => {
			left.clear();
			return 'Success';
		},
	});
	expect([...outcome].map(([id, { state }]) => `${id} ${state}`)).toEqual(['r100 done', 'r101 refused', 'r102 done']);
	expect(sent.filter((request) => request.startsWith('DELETE'))).toEqual(['DELETE /Account/r101']);
});

test('where nothing is there, no job is begun', async () => {
	const { states, sent } = await run(some(2), { missing: some(2), at: () => 'Success' });
	expect(states).toEqual(['refused']);
	expect(sent).not.toContain('POST job');
});

test.each([403, 400, 500, 503])('records that can no more be read (%i) are neither deleted nor asked for again', async (status) => {
	const { states, sent } = await run(some(3), { at: () => 'Success', list: (ms) => (ms ? refusal(status, 'No.') : undefined) });
	expect(states).toEqual(['unknown']);
	expect(sent.filter((request) => !/^GET|^status/.test(request))).toEqual(['POST job']);
});

test('records that can not be read at all are left alone', async () => {
	const { states, sent } = await run(some(3), { at: () => 'Success', list: () => refusal(403, 'No.') });
	expect(states).toEqual(['untried']);
	expect(sent).not.toContain('POST job');
});

test.each([
	['the user may not ask for it any more', refusal(401, '')],
	['something else answers', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } as HttpResponse],
])('a job that goes on although %s is open, not failed', async (_title, answer) => {
	const { states, sent } = await run(some(3), { at: () => answer });
	expect(states).toEqual(['unknown']);
	expect(sent.filter((request) => request.startsWith('POST'))).toEqual(['POST job']);
});
