import { Cancelled } from '../../../../nodes/shared/api/client/cancelling';
import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { json, refusal } from '../../model/requestParts';
import { VirtualClock } from '../../model/VirtualClock';

const get: EspoRequest = { method: 'GET', path: ['Account'] };
const create: EspoRequest = { method: 'POST', path: ['Account'], body: { name: 'Acme' } };
const broken = new NoResponse('socket hang up', 'ECONNRESET');
const refused = new NoResponse('connect ECONNREFUSED', 'ECONNREFUSED', { processed: false });
const untrusted = new NoResponse('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', { processed: false, passing: false });

/** A client whose server gives these answers one after the other, the last one again and again. */
function clientOf(answers: Array<HttpResponse | Error>, limits: { tries?: number; timeoutMs?: number; signal?: AbortSignal } = {}) {
	const clock = new VirtualClock(0);
	const sent: Array<HttpRequest & { at: number }> = [];
	const send = async (request: HttpRequest): Promise<HttpResponse> => {
		await new Promise(setImmediate);
		const answer = answers[Math.min(sent.length, answers.length - 1)];
		sent.push({ ...request, at: clock.now() });
		if (answer instanceof Error) throw answer;
		return answer as HttpResponse;
	};
	return { sent, client: createEspoClient({ send, now: clock.now, sleep: clock.sleep, random: () => 0.5, ...limits }) };
}

test('what goes over the wire', async () => {
	const { client, sent } = clientOf([json({ id: '1' })], { timeoutMs: 12_000 });
	await client.request({ ...create, headers: { 'X-Skip-Duplicate-Check': 'true' } });
	expect(sent).toEqual([
		{
			at: 0,
			method: 'POST',
			path: '/Account',
			headers: { Accept: 'application/json', 'X-Skip-Duplicate-Check': 'true' },
			body: { name: 'Acme' },
			timeoutMs: 12_000,
		},
	]);
});

test("the answer has the body and the server's time", async () => {
	const { client } = clientOf([json({ a: 1 }, { date: 'Mon, 23 Nov 2026 09:00:00 GMT' }), json('')]);
	expect(await client.request(get)).toEqual({ body: { a: 1 }, serverTime: Date.UTC(2026, 10, 23, 9) });
	expect(await client.request(get)).toEqual({ body: undefined, serverTime: undefined });
});

test('a read is repeated with growing waits until it succeeds', async () => {
	const { client, sent } = clientOf([broken, refusal(503), refusal(429), json({ id: '1' })]);
	expect((await client.request(get)).body).toEqual({ id: '1' });
	expect(sent.map(({ at }) => at)).toEqual([0, 500, 1_500, 3_500]);
});

test('it ends after four tries, or as many as are set', async () => {
	const four = clientOf([refusal(503)]);
	await expect(four.client.request(get)).rejects.toMatchObject({ kind: 'unavailable', details: { attempts: 4 } });
	expect(four.sent).toHaveLength(4);
	const two = clientOf([refusal(503)], { tries: 2 });
	await expect(two.client.request(get)).rejects.toMatchObject({ kind: 'unavailable' });
	expect(two.sent).toHaveLength(2);
});

test('what took a minute is not repeated, nor what took as long as was asked for', async () => {
	const late = (tookMs: number, request: EspoRequest, timeoutMs?: number) => {
		const clock = new VirtualClock(0);
		const sent: number[] = [];
		const send = async ({ timeoutMs: allowed }: HttpRequest): Promise<HttpResponse> => {
			sent.push(allowed);
			await clock.sleep(Math.min(tookMs, allowed));
			throw new NoResponse('timeout', 'ECONNABORTED');
		};
		return {
			sent,
			ended: createEspoClient({ send, now: clock.now, sleep: clock.sleep, timeoutMs })
				.request(request)
				.catch(() => clock.now()),
		};
	};
	const usual = late(500_000, get);
	expect([await usual.ended, usual.sent]).toEqual([120_000, [120_000]]);
	const patient = late(500_000, { ...get, patienceMs: 12_000 });
	expect([await patient.ended, patient.sent]).toEqual([12_000, [12_000]]);
	const quick = late(500_000, get, 10_000);
	expect(await quick.ended).toBeLessThan(60_000);
	expect(quick.sent).toHaveLength(4);
});

test('a repetition has no more time than what is left of the time that was asked for', async () => {
	const clock = new VirtualClock(0);
	const sent: number[] = [];
	const send = async ({ timeoutMs }: HttpRequest): Promise<HttpResponse> => {
		sent.push(timeoutMs);
		await clock.sleep(5_000);
		return refusal(502);
	};
	const client = createEspoClient({ send, now: clock.now, sleep: clock.sleep, random: () => 0.5 });
	await expect(client.request({ ...get, patienceMs: 11_000 })).rejects.toMatchObject({ kind: 'unavailable' });
	expect(sent).toEqual([11_000, 5_500]);
	expect(clock.now()).toBeLessThan(11_000);
});

test('Retry-After is kept', async () => {
	const { client, sent } = clientOf([{ status: 429, headers: { 'retry-after': '7' }, body: '' }, json({})]);
	await client.request(get);
	expect(sent[1]?.at).toBe(7_000);
});

test.each<[name: string, answer: HttpResponse | Error]>([
	['a broken connection', broken],
	['502', refusal(502)],
	['504', refusal(504)],
	['503 of something in between', refusal(503, undefined, '<html>')],
	['500', refusal(500)],
	['a page', json('<html>')],
	['a truncated answer', json('{"id":')],
])('a write that may have been done is never sent twice: %s', async (_, answer) => {
	for (const method of ['POST', 'PUT', 'DELETE'] as const) {
		const { client, sent } = clientOf([answer, json({ id: '1' })]);
		await expect(client.request({ ...create, method })).rejects.toMatchObject({ name: 'EspoError' });
		expect(sent).toHaveLength(1);
	}
});

test.each<[name: string, answer: HttpResponse | Error]>([
	['no connection', refused],
	['429', refusal(429)],
	['maintenance', refusal(503, 'Maintenance mode.', { message: 'Maintenance' })],
])('a write that was certainly not done is sent again: %s', async (_, answer) => {
	const { client, sent } = clientOf([answer, json({ id: '1' })]);
	expect((await client.request(create)).body).toEqual({ id: '1' });
	expect(sent).toHaveLength(2);
});

test('a certificate that is not trusted is not tried again', async () => {
	const { client, sent } = clientOf([untrusted]);
	await expect(client.request(get)).rejects.toMatchObject({ kind: 'unreachable' });
	expect(sent).toHaveLength(1);
});

test('after a denied log-in nothing more is sent', async () => {
	const { client, sent } = clientOf([refusal(401), json({})]);
	const outcomes = await Promise.allSettled(Array.from({ length: 20 }, async () => await client.request(get)));
	expect(outcomes.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
	await expect(client.request(create)).rejects.toMatchObject({ kind: 'denied' });
	expect(sent).toHaveLength(1);
});

test('never more under way than set, the first one alone', async () => {
	let [underWay, most] = [0, 0];
	const together: number[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async () => {
			together.push(++underWay);
			most = Math.max(most, underWay);
			await new Promise(setImmediate);
			underWay--;
			return json({});
		},
	});
	await Promise.all(Array.from({ length: 30 }, async () => await client.request(get)));
	expect(most).toBe(4);
	expect(together.slice(0, 2)).toEqual([1, 1]);
});

test('what comes from our own side is passed on as it is, once', async () => {
	const own = new Error('The URL of EspoCRM is missing');
	const { client, sent } = clientOf([own]);
	await expect(client.request(get)).rejects.toBe(own);
	expect(sent).toHaveLength(1);
});

test('a path that could lead elsewhere is not sent', async () => {
	const { client, sent } = clientOf([json({})]);
	await expect(client.request({ method: 'GET', path: ['Account', '../User'] })).rejects.toThrow("can't be part of an address");
	expect(sent).toEqual([]);
});

test('waiting for its turn does not count as time that a request took', async () => {
	const clock = new VirtualClock(0);
	const sent: string[] = [];
	const send = async ({ path }: HttpRequest): Promise<HttpResponse> => {
		sent.push(path);
		if (path === '/Account') await clock.sleep(90_000);
		if (sent.length === 2) throw broken;
		return json({ id: '1' });
	};
	const client = createEspoClient({ send, now: clock.now, sleep: clock.sleep, random: () => 0.5 });
	await Promise.all([client.request(get), client.request({ method: 'GET', path: ['Contact'] })]);
	expect(sent).toEqual(['/Account', '/Contact', '/Contact']);
});

describe('a run that is cancelled', () => {
	const cancelling = new AbortController();
	beforeAll(() => cancelling.abort());

	test('sends nothing', async () => {
		const { client, sent } = clientOf([json({ id: '1' })], { signal: cancelling.signal });
		await expect(client.request(get)).rejects.toThrow('cancelled');
		expect(sent).toEqual([]);
	});

	test.each([
		['an answer', () => new Promise<HttpResponse>(() => undefined)],
		['the next try', async () => await Promise.resolve(refusal(503))],
	])('does not wait for %s', async (_, send) => {
		const cancel = new AbortController();
		const sleep = async () => await new Promise<void>(() => undefined);
		const client = createEspoClient({ send, now: () => 0, sleep, signal: cancel.signal });
		const ended = client.request(get).catch((error: unknown) => error);
		await new Promise(setImmediate);
		cancel.abort();
		expect(await ended).toBeInstanceOf(Cancelled);
	});
});

describe('a file', () => {
	async function* pieces() {
		yield await Promise.resolve(Buffer.from('a'));
	}
	const file: EspoRequest = { method: 'GET', path: ['Attachment', 'file', 'x'] };
	const bytes = { content: Buffer.from('a') } as unknown as NonNullable<EspoRequest['bytes']>;

	test('comes as bytes of any type', async () => {
		const chunks = pieces();
		const { client, sent } = clientOf([{ status: 200, headers: { 'content-type': 'text/plain' }, body: undefined, chunks }]);
		const kept = await client.download(file, async (incoming) => await Promise.resolve(incoming));
		expect(kept).toEqual({ headers: { 'content-type': 'text/plain' }, chunks });
		expect(sent).toEqual([expect.objectContaining({ path: '/Attachment/file/x', headers: { Accept: '*/*' }, wantsBytes: true })]);
	});
	test('that breaks off is asked for again', async () => {
		const answer = { status: 200, headers: {}, body: undefined, chunks: pieces() };
		const { client, sent } = clientOf([answer, answer]);
		let tries = 0;
		const keep = async () => await (++tries < 2 ? Promise.reject(broken) : Promise.resolve('kept'));
		expect(await client.download(file, keep)).toBe('kept');
		expect(sent).toHaveLength(2);
	});
	test('is sent as bytes', async () => {
		const { client, sent } = clientOf([json({ id: 'x' })]);
		await client.request({ method: 'POST', path: ['Attachment'], bytes });
		expect(sent[0]).toMatchObject({ bytes, headers: { Accept: 'application/json' } });
		expect(sent[0]).not.toHaveProperty('wantsBytes');
	});
});
