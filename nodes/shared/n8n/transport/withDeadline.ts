import { NoResponse } from '../../api/request/Send';
import { cancelSignal } from './cancelSignal';
import type { RequestContext } from './RequestContext';

/** n8n's own limit comes first where nothing at all is answered, and says it in its words. */
const AFTER_OWN_LIMIT_MS = 250;

/**
 * Sends within a time that holds for the whole answer: n8n's own limit begins anew with every byte, so an answer that drips would never end.
 * @param send is given a context with which n8n's helper gives the request up then, or when the execution is cancelled
 * @throws NoResponse after that time
 */
export async function withDeadline<Result>(
	context: RequestContext,
	ms: number,
	send: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
	const [limit, cancelled, request] = [AbortSignal.timeout(ms + AFTER_OWN_LIMIT_MS), cancelSignal(context), new AbortController()];
	// n8n takes the signal from the context that its helper is called with, in all of its versions.
	const own = Object.create(context, { getExecutionCancelSignal: { value: () => request.signal } }) as RequestContext;
	const giveUp = () => request.abort();
	let isLate = giveUp;
	const late = new Promise<never>((_resolve, reject) => {
		isLate = () => {
			reject(new NoResponse(`the answer was not complete after ${Math.round(ms / 1000)} seconds`, 'ETIMEDOUT'));
			giveUp();
		};
	});
	// A signal that was given already says it no more.
	if (cancelled?.aborted) giveUp();
	cancelled?.addEventListener('abort', giveUp);
	limit.addEventListener('abort', isLate);
	try {
		return await Promise.race([send(own), late]);
	} finally {
		cancelled?.removeEventListener('abort', giveUp);
		limit.removeEventListener('abort', isLate);
	}
}
