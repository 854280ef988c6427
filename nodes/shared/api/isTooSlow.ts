import { EspoError } from './EspoError';

/** Whether a request failed in a way that one that asks for less may not: no answer in time, from EspoCRM or to the proxy in front of it. */
export function isTooSlow(error: unknown): boolean {
	return error instanceof EspoError && (error.kind === 'noAnswer' || error.details.status === 504);
}
