import { answerError, noAnswerError } from '../../../../nodes/shared/api/client/answerError';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import { NoResponse } from '../../../../nodes/shared/api/request/Send';

const get: EspoRequest = { method: 'GET', path: ['Account'] };
const html = '\n<!DOCTYPE html><html></html>';
const reason = (text: string) => ({ 'x-status-reason': text });
const now = Date.UTC(2026, 10, 23, 9, 0, 0);

test.each<[status: number, headers: Record<string, string>, body: unknown, kind: string | undefined]>([
	[200, {}, { id: '1' }, undefined],
	[201, {}, { id: '1' }, undefined],
	[200, {}, true, undefined],
	[200, {}, false, undefined],
	[200, {}, [], undefined],
	[200, {}, '', undefined],
	[200, {}, html, 'notEspo'],
	[200, {}, '{"total": 5, "list": [', 'noAnswer'],
	[200, {}, '[{"id": "6b0', 'noAnswer'],
	[200, {}, 'Down for maintenance', 'notEspo'],
	[301, { location: 'https://other.example.com/' }, '', 'redirect'],
	[302, {}, html, 'redirect'],
	[400, reason('Bad where item.'), '', 'invalid'],
	[401, {}, '', 'denied'],
	[401, { 'www-authenticate': 'Basic realm=""' }, '', 'denied'],
	[401, reason('second-step-required'), { status: 'second-step-required' }, 'denied'],
	[401, { 'www-authenticate': 'Basic realm="Staff only"' }, '', 'notEspo'],
	[401, { 'www-authenticate': 'Negotiate' }, '', 'notEspo'],
	[401, {}, html, 'notEspo'],
	[401, {}, 'Authorization Required', 'notEspo'],
	[400, {}, html, 'notEspo'],
	[400, {}, '', 'invalid'],
	[403, {}, 'error code: 1010', 'notEspo'],
	[403, reason('Max failed login attempts exceeded.'), '', 'lockedOut'],
	[406, {}, html, 'notEspo'],
	[413, {}, html, 'notEspo'],
	[403, reason('No read access.'), '', 'forbidden'],
	[403, reason(''), '', 'forbidden'],
	[403, {}, { messageTranslation: { label: 'cannotRelateForbidden' } }, 'forbidden'],
	[403, {}, '', 'lockedOut'],
	[403, {}, html, 'notEspo'],
	[401, {}, { message: 'No API key found in request' }, 'notEspo'],
	[403, {}, { error: 'forbidden', code: 1020 }, 'notEspo'],
	[407, {}, '', 'notEspo'],
	[413, {}, '', 'notEspo'],
	[413, {}, { message: 'Request Too Long' }, 'notEspo'],
	[404, reason('Record x does not exist.'), '', 'notFound'],
	[404, reason(''), html, 'notFound'],
	[404, {}, '', 'notFound'],
	[404, {}, html, 'notEspo'],
	[404, {}, { message: 'No route' }, 'notEspo'],
	[200, {}, 'Listed: [1]', 'notEspo'],
	[200, {}, ' {"id"', 'noAnswer'],
	[402, reason('Pay.'), '', 'invalid'],
	[500, {}, html, 'server'],
	[405, {}, html, 'notEspo'],
	[409, reason('duplicate'), [{ id: '1' }], 'duplicate'],
	[409, reason('modified'), { versionNumber: 2 }, 'modified'],
	[414, {}, html, 'tooLong'],
	[429, {}, '', 'throttled'],
	[500, {}, '', 'server'],
	[502, {}, html, 'unavailable'],
	[503, {}, { message: 'Maintenance' }, 'unavailable'],
	[504, {}, html, 'unavailable'],
])('status %d with %j and %j: %s', (status, headers, body, kind) => {
	expect(answerError(get, { status, headers, body }, now)?.kind).toBe(kind);
});

test.each([
	['5', 5_000],
	[' 5 ', 5_000],
	['0', 0],
	['Mon, 23 Nov 2026 09:00:30 GMT', 30_000],
	['Mon, 23 Nov 2026 08:00:00 GMT', 0],
	['soon', undefined],
	['', undefined],
])('Retry-After “%s” is %s ms', (value, ms) => {
	expect(answerError(get, { status: 429, headers: { 'retry-after': value }, body: '' }, now)?.details.retryAfterMs).toBe(ms);
});

test('it tells request, status, reason and where a redirect points to', () => {
	expect(
		answerError(get, { status: 302, headers: { location: 'https://other.example.com/x', ...reason('r') }, body: '' }, now)?.details,
	).toMatchObject({
		request: { method: 'GET', path: ['Account'] },
		status: 302,
		reason: 'r',
		detail: 'https://other.example.com/x',
	});
});

test('it holds neither headers nor body of the request', () => {
	const request: EspoRequest = {
		method: 'POST',
		path: ['User'],
		body: { password: 'hidden' },
		headers: { 'X-Secret': 'hidden' },
		query: { a: 'hidden' },
	};
	const errors = [
		answerError(request, { status: 500, headers: {}, body: '' }, now),
		noAnswerError(request, new NoResponse('socket hang up', 'ECONNRESET')),
	];
	expect(JSON.stringify(errors)).not.toContain('hidden');
});

test.each([
	[true, 'noAnswer'],
	[false, 'unreachable'],
])('without an answer, processed %s: %s', (processed, kind) => {
	expect(noAnswerError(get, new NoResponse('x', 'CODE', { processed }))).toMatchObject({ kind, details: { detail: 'CODE' } });
});

test('an answer that is nested too deeply for n8n is none', () => {
	const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
	expect(answerError(get, { status: 200, headers: {}, body: { list: [nested(100)] } }, now)).toBeUndefined();
	expect(answerError(get, { status: 200, headers: {}, body: { list: [nested(5_000)] } }, now)).toMatchObject({ kind: 'notEspo' });
});
