import { NoResponse, type HttpRequest, type HttpResponse } from '../../nodes/shared/api/request/Send';
import { json, refusal } from '../unit/model/requestParts';

/** What can go wrong with a request, and what comes back. */
const FAULTS = {
	'connection reset': () => new NoResponse('socket hang up', 'ECONNRESET'),
	'time-out': () => new NoResponse('timeout exceeded', 'ECONNABORTED'),
	'5xx': (variant) => refusal([500, 502, 503, 504][variant % 4] as number),
	'truncated answer': () => json('{"total":-2,"list":[{"id":"n1","number":'),
	'HTML answer with 200': () => ({
		status: 200,
		headers: { 'content-type': 'text/html' },
		body: '<!DOCTYPE html><html><body>Maintenance</body></html>',
	}),
	'429 with Retry-After': (variant) => ({ status: 429, headers: { 'retry-after': variant % 2 ? '900' : '1' }, body: '' }),
} satisfies Record<string, (variant: number) => HttpResponse | NoResponse>;

export type RequestFaultName = keyof typeof FAULTS;
export const REQUEST_FAULTS = Object.keys(FAULTS) as RequestFaultName[];

/** A fault of some requests of one poll. */
export interface RequestFault {
	name: RequestFaultName;
	variant?: number;
	/** Index of the first request that fails, within the poll. */
	first?: number;
	times?: number;
}

/** For the server: which answer each request of a poll gets instead. @param hit told for each one that fails */
export function failing(
	fault: RequestFault | undefined,
	hit: (name: RequestFaultName) => void,
): (request: HttpRequest) => HttpResponse | NoResponse | undefined {
	let index = 0;
	return () => {
		const at = index++;
		if (!fault) return undefined;
		const { name, variant = 0, first = 0, times = 1 } = fault;
		if (at < first || at >= first + times) return undefined;
		hit(name);
		return FAULTS[name](variant);
	};
}
