import { EspoError } from './EspoError';

/** Whether a failure goes away by itself: the same request can succeed later. A locked out address is let in again after a minute. */
export function isPassing(error: unknown): boolean {
	return error instanceof EspoError && (error.passes || error.kind === 'lockedOut');
}
