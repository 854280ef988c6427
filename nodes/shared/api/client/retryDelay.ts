import { onlyReads } from '../request/onlyReads';
import type { EspoError } from './EspoError';
import { isPage } from './webPage';

const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

/**
 * How long to wait before the same request is sent again, in ms; undefined when it must not be.
 * A read may be repeated whenever the fault can pass; a write only when EspoCRM certainly did not process it.
 * @param attempt 1 after the first try
 * @param random 0..1, spreads the repetitions of parallel requests
 */
export function retryDelay(error: EspoError, attempt: number, passing: boolean, random: number): number | undefined {
	if (!passing || !(onlyReads(error.details.request) ? mayPass(error) : notProcessed(error))) return undefined;
	const asked = error.details.retryAfterMs;
	if (asked !== undefined && asked > LONGEST_WAIT_MS) return undefined;
	const backOff = FIRST_WAIT_MS * 2 ** (attempt - 1);
	return Math.max(asked ?? 0, backOff * (0.75 + random / 2));
}

function mayPass(error: EspoError): boolean {
	const { kind, status, body } = error.details;
	// Text that was cut off is worth another try, a web page is not.
	if (kind === 'notEspo') return status !== undefined && status < 300 && typeof body === 'string' && !isPage(body);
	return error.passes;
}

function notProcessed(error: EspoError): boolean {
	return error.kind === 'throttled' || error.kind === 'unreachable' || error.maintenance;
}
