import type { EspoRequest } from '../request/EspoRequest';
import { onlyReads } from '../request/onlyReads';
import { isJsonObject } from '../values/Json';

/** Why there is no usable answer. */
export type EspoErrorKind =
	| 'denied' // 401: wrong key, password or token
	| 'lockedOut' // 403 without a reason: too many failed log-ins, or an address that is not allowed
	| 'forbidden'
	| 'notFound'
	| 'duplicate'
	| 'modified'
	| 'invalid' // 400
	| 'tooLong' // 414
	| 'redirect'
	| 'notEspo' // an answer that EspoCRM does not give, e.g. the HTML page of a proxy
	| 'throttled' // 429
	| 'unavailable' // 502, 503, 504 and other statuses of what stands in front of EspoCRM
	| 'server' // 500
	| 'unreachable' // no connection: nothing was processed
	| 'noAnswer'; // the connection broke or timed out: it may have been processed

export interface EspoErrorDetails {
	kind: EspoErrorKind;
	request: Pick<EspoRequest, 'method' | 'path'>;
	status?: number;
	/** The `X-Status-Reason` header. */
	reason?: string;
	body?: unknown;
	/** The `Server` header, which names what answered. */
	server?: string;
	/** The address that a redirect points to, or the code of a network failure. */
	detail?: string;
	retryAfterMs?: number;
	/** How many times the request was sent. */
	attempts?: number;
}

const PASSING: EspoErrorKind[] = ['throttled', 'unavailable', 'unreachable', 'noAnswer'];

/** An answer (or the lack of one) that is not a success. Never holds a secret: no headers, no request body. */
export class EspoError extends Error {
	readonly kind: EspoErrorKind;

	constructor(readonly details: EspoErrorDetails) {
		super(details.reason || `${details.kind}${details.status ? ` (${details.status})` : ''}`);
		this.name = 'EspoError';
		this.kind = details.kind;
	}

	/** Whether the source comes back on its own. */
	get passes(): boolean {
		return PASSING.includes(this.kind);
	}

	/** Whether EspoCRM may have carried out a write although no success was reported. */
	get ambiguous(): boolean {
		const { kind, status, request } = this.details;
		if (onlyReads(request)) return false;
		return (
			kind === 'noAnswer' ||
			(kind === 'unavailable' && !this.maintenance) ||
			(kind === 'notEspo' && status !== undefined && status < 300) ||
			this.uncaught
		);
	}

	/** Without a reason something failed that EspoCRM did not foresee: before the record was saved, or after it (a hook, a workflow), as it saves without a transaction. */
	private get uncaught(): boolean {
		const { kind, reason } = this.details;
		return kind === 'server' && !reason;
	}

	/** EspoCRM's maintenance mode refuses at the log-in, with a reason of its own; a 503 of something in between proves nothing. */
	get maintenance(): boolean {
		const { status, reason, body } = this.details;
		return status === 503 && Boolean(reason) && isJsonObject(body) && typeof body.message === 'string';
	}
}
