import { EspoError } from './EspoError';

/** Whether a failure goes away by itself: the same request can succeed later. A locked out address is let in again after a minute. */
export function isPassing(error: unknown): boolean {
	return error instanceof EspoError && (error.passes || error.kind === 'lockedOut');
}

/** Whether a request failed in a way that one that asks for less may not: no answer in time, from EspoCRM or to the proxy in front of it. */
export function isTooSlow(error: unknown): boolean {
	return error instanceof EspoError && (error.kind === 'noAnswer' || error.details.status === 504);
}
