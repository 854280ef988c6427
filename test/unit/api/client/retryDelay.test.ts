import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import { retryDelay } from '../../../../nodes/shared/api/client/retryDelay';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const maintenance = { message: 'EspoCRM is under maintenance' };

/** Which fault may be met by sending the same request again: a read, a write. */
const table: Array<[fault: string, details: Omit<EspoErrorDetails, 'request'>, read: boolean, write: boolean]> = [
	['429', { kind: 'throttled', status: 429 }, true, true],
	['no connection', { kind: 'unreachable' }, true, true],
	['maintenance', { kind: 'unavailable', status: 503, reason: 'Maintenance mode.', body: maintenance }, true, true],
	['503 of something in between', { kind: 'unavailable', status: 503, body: '<html>' }, true, false],
	['502', { kind: 'unavailable', status: 502 }, true, false],
	['504', { kind: 'unavailable', status: 504 }, true, false],
	['broken connection', { kind: 'noAnswer' }, true, false],
	['truncated body', { kind: 'notEspo', status: 200, body: '{"total":5,"list":[{"id' }, true, false],
	['a page instead of JSON', { kind: 'notEspo', status: 200, body: ' <html>' }, false, false],
	['JSON of another shape', { kind: 'notEspo', status: 200, body: { x: 1 } }, false, false],
	['a page with 404', { kind: 'notEspo', status: 404, body: '<html>' }, false, false],
	['500', { kind: 'server', status: 500 }, false, false],
	['400', { kind: 'invalid', status: 400 }, false, false],
	['401', { kind: 'denied', status: 401 }, false, false],
	['403', { kind: 'forbidden', status: 403 }, false, false],
	['lock-out', { kind: 'lockedOut', status: 403 }, false, false],
	['404', { kind: 'notFound', status: 404 }, false, false],
	['duplicate', { kind: 'duplicate', status: 409 }, false, false],
	['modified', { kind: 'modified', status: 409 }, false, false],
	['414', { kind: 'tooLong', status: 414 }, false, false],
	['redirect', { kind: 'redirect', status: 302 }, false, false],
];

describe.each(table)('%s', (_, details, read, write) => {
	test.each<[EspoRequest['method'], boolean]>([
		['GET', read],
		['POST', write],
		['PUT', write],
		['DELETE', write],
	])('%s: %s', (method, repeated) => {
		const error = new EspoError({ ...details, request: { method, path: ['Account'] } });
		expect(retryDelay(error, 1, true, 0.5) !== undefined).toBe(repeated);
		expect(retryDelay(error, 1, false, 0.5)).toBeUndefined();
		// What is not repeated and may have been done must say so, and nothing else.
		const mayBeDone = [
			'503 of something in between',
			'500',
			'502',
			'504',
			'broken connection',
			'truncated body',
			'a page instead of JSON',
			'JSON of another shape',
		].includes(_);
		expect(error.ambiguous).toBe(method !== 'GET' && mayBeDone);
	});
});

const throttled = (retryAfterMs?: number) =>
	new EspoError({ kind: 'throttled', status: 429, retryAfterMs, request: { method: 'GET', path: ['Account'] } });

test('waits grow and are spread', () => {
	expect([1, 2, 3].map((attempt) => retryDelay(throttled(), attempt, true, 0.5))).toEqual([500, 1_000, 2_000]);
	expect([0, 1].map((random) => retryDelay(throttled(), 1, true, random))).toEqual([375, 625]);
});

test.each([
	[0, 500],
	[100, 500],
	[20_000, 20_000],
	[30_000, 30_000],
	[30_001, undefined],
	[3_600_000, undefined],
])('Retry-After of %d ms: %s', (asked, delay) => expect(retryDelay(throttled(asked), 1, true, 0.5)).toBe(delay));
