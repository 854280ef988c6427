import type { SearchParams } from '../../../nodes/shared/api/request/SearchParams';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/api/request/Send';

/** Path and search parameters of a request, as a server reads them. */
export function requestParts({ path }: Pick<HttpRequest, 'path'>): { path: string; params: SearchParams; query: URLSearchParams } {
	const url = new URL(path, 'http://espo');
	const params = url.searchParams.get('searchParams');
	return { path: url.pathname, params: params === null ? {} : (JSON.parse(params) as SearchParams), query: url.searchParams };
}

export function json(body: unknown, headers: Record<string, string> = {}): HttpResponse {
	return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body };
}

export function refusal(status: number, reason?: string, body: unknown = ''): HttpResponse {
	return { status, headers: reason === undefined ? {} : { 'x-status-reason': reason }, body };
}
