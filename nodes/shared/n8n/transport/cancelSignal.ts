import type { RequestContext } from './RequestContext';

/** Says when the execution is cancelled or its time is over; only executions can be. */
export function cancelSignal(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
