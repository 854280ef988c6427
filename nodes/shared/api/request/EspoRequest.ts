import type { JsonObject } from '../values/Json';
import type { Bytes } from './Bytes';
import { entryPointPath } from './entryPointPath';
import { searchParamsQuery, type SearchParams } from './SearchParams';

/** One request to EspoCRM's REST API, as plain data. */
export interface EspoRequest {
	method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
	/** Segments below `api/v1`, e.g. `['Account', id, 'contacts']`; none for an entry point. */
	path: string[];
	/** A page of EspoCRM beside the API, e.g. `pdf`; what it is to show stands in the query. */
	entryPoint?: string;
	searchParams?: SearchParams;
	query?: Record<string, string>;
	body?: JsonObject;
	/** Instead of `body`. */
	bytes?: Bytes;
	headers?: Record<string, string>;
	/** The MIME type of a file that is asked for, where no other will do. */
	fileType?: string;
	/** What a whole file that is asked for has near its end, where EspoCRM does not say how long it is. */
	fileEnd?: string;
	/** How many bytes a file that is asked for has, where EspoCRM says it: a connection can end in good order before all of them. */
	length?: number;
	/** How long the answer may take, in ms, repetitions included; as long as the client waits when absent. */
	patienceMs?: number;
}

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/**
 * The address of a request below `api/v1`, with a leading slash and the query; of an entry point below the site.
 * @throws Error when a segment could change the path (the checks of the parameters come first; this is the last line of defence)
 */
export function requestPath(request: EspoRequest): string {
	const { entryPoint } = request;
	for (const segment of [...request.path, ...(entryPoint === undefined ? [] : [entryPoint])]) {
		if (!SEGMENT.test(segment)) throw new Error(`“${segment}” can't be part of an address of EspoCRM`);
	}
	const query = Object.entries(request.query ?? {}).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
	if (request.searchParams) query.unshift(searchParamsQuery(request.searchParams));
	if (entryPoint !== undefined) return [entryPointPath(entryPoint), ...query].join('&');
	return `/${request.path.join('/')}${query.length ? `?${query.join('&')}` : ''}`;
}
