import { LOCKED_OUT } from '../login/lockedOut';
import { isFromEspo } from '../login/refusalSource';
import type { EspoRequest } from '../request/EspoRequest';
import type { HttpResponse, NoResponse } from '../request/Send';
import { isDeeperThan } from '../values/isDeeperThan';
import { isJsonObject } from '../values/Json';
import { EspoError, type EspoErrorDetails, type EspoErrorKind } from './EspoError';

/** EspoCRM's own metadata has some fifteen levels; n8n can't store what has thousands. */
const DEEPEST = 1_000;
const TOO_DEEP = "The answer does not look like EspoCRM's: it is nested too deeply";

const KIND_BY_STATUS: Record<number, EspoErrorKind> = {
	400: 'invalid',
	404: 'notFound',
	405: 'notEspo',
	414: 'tooLong',
	429: 'throttled',
	500: 'server',
};

/**
 * The error for an answer, or undefined when it is a usable success.
 * An HTML page with status 200 (a proxy, maintenance, a log-in page) is no success.
 */
export function answerError(request: EspoRequest, response: HttpResponse, now: number): EspoError | undefined {
	const { status, headers, body } = response;
	const details: Omit<EspoErrorDetails, 'kind'> = {
		request: { method: request.method, path: request.path },
		status,
		reason: headers['x-status-reason'],
		body,
		server: headers.server,
		retryAfterMs: retryAfter(headers['retry-after'], now),
	};
	if (status >= 200 && status < 300) {
		if (isDeeperThan(body, DEEPEST)) return new EspoError({ ...details, kind: 'notEspo', body: undefined, detail: TOO_DEEP });
		if (typeof body !== 'string' || body === '') return undefined;
		// Cut off on the way, wherever the cut was and whether compressed or not: one outcome, that of a connection that broke.
		const isCut = /^\s*[[{]/.test(body);
		return new EspoError(isCut ? { ...details, kind: 'noAnswer', detail: 'the answer ends too early' } : { ...details, kind: 'notEspo' });
	}
	if (status >= 300 && status < 400) {
		return new EspoError({ ...details, kind: 'redirect', detail: headers.location });
	}
	return new EspoError({ ...details, kind: kindOf(response) });
}

function kindOf(response: HttpResponse): EspoErrorKind {
	const { status, headers, body } = response;
	const reason = headers['x-status-reason'];
	const isOwn = isFromEspo(response);
	if (status === 401 && isOwn) return 'denied';
	// Of a missing route EspoCRM's own answer is a page (espocrm-api.md#errors).
	if (status < 500 && !isOwn && !OF_ANYONE.includes(status)) return 'notEspo';
	if (status === 403) return isLockOut(response) ? 'lockedOut' : 'forbidden';
	if (status === 409) return reason === 'modified' ? 'modified' : 'duplicate';
	// For what is missing EspoCRM gives a reason (even if empty) and no body; anything else is an unknown route, or no EspoCRM.
	if (status === 404 && reason === undefined && body !== '') return 'notEspo';
	return KIND_BY_STATUS[status] ?? (status < 500 ? 'invalid' : 'unavailable');
}

/** What anything in front of EspoCRM may say in its place: too many requests, too long an address. */
const OF_ANYONE = [429, 414];

/**
 * A refusal by EspoCRM's access rights carries the reason header (even if empty); a lock-out after failed log-ins does not, or names it
 * on 7.x (espocrm-api.md#lock-out).
 */
function isLockOut({ headers, body }: HttpResponse): boolean {
	const reason = headers['x-status-reason'];
	return (reason === undefined && !isJsonObject(body)) || LOCKED_OUT.test(reason ?? '');
}

/** Milliseconds that `Retry-After` asks for: seconds or a date. */
function retryAfter(value: string | undefined, now: number): number | undefined {
	if (!value) return undefined;
	const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The error for a request that got no answer at all. */
export function noAnswerError(request: EspoRequest, failure: NoResponse): EspoError {
	return new EspoError({
		kind: failure.processed ? 'noAnswer' : 'unreachable',
		request: { method: request.method, path: request.path },
		detail: failure.code,
		reason: failure.message,
	});
}
