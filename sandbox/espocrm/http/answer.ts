import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'qs';
import { ApiError } from '../ApiError';
import type { Espo } from '../Espo';
import { isObject, type Json, type JsonObject } from '../Json';
import type { Authenticator } from './Authenticator';
import type { Route } from './routes';
import { appInfo } from '../metadata/appInfo';

export interface RawRequest {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
	ip: string;
}

const base = '/api/v1';
const php = (encoded: string) => parse(encoded, { arrayLimit: 5000, depth: 20, parameterLimit: 5000, duplicates: 'last' }) as JsonObject;

function readBody(contentType: string | undefined, raw: string): JsonObject {
	if (contentType?.startsWith('application/x-www-form-urlencoded')) return php(raw);
	if (!contentType?.startsWith('application/json') || raw === '') return {};
	let body: Json;
	try {
		body = JSON.parse(raw) as Json;
	} catch {
		throw new ApiError(500);
	}
	if (Array.isArray(body)) return {};
	if (!isObject(body)) throw new ApiError(400, 'Body is not a JSON object.');
	return body;
}

function match(routes: Route[], segments: string[], method: string): { route: Route; run: NonNullable<Route['methods'][string]>; path: string[] } {
	const fits = routes.filter(({ path }) => path.length === segments.length && path.every((part, at) => part === segments[at] || (part.startsWith(':') && segments[at] !== '')));
	const wanted = method === 'HEAD' ? 'GET' : method;
	const route = fits.find(({ methods }) => methods[wanted]);
	const run = route?.methods[wanted];
	if (route && run) return { route, run, path: segments.filter((_, at) => route.path[at]?.startsWith(':')) };
	if (fits.length === 0) throw ApiError.html(404, '404 Not Found');
	const allow = [...new Set(fits.flatMap(({ methods }) => Object.keys(methods)))].join(', ');
	throw ApiError.html(method === 'OPTIONS' ? 200 : 405, '405 Method Not Allowed', { allow });
}

/** Routing, log-in and the action itself; whatever goes wrong is thrown as ApiError. */
export async function answer(espo: Espo, authenticator: Authenticator, routes: Route[], request: RawRequest): Promise<Json | undefined> {
	const { method, headers } = request;
	const [rawPath = '', rawQuery = ''] = request.url.split(/\?(.*)/s);
	if (`${method} ${request.url} HTTP/1.1`.length > 8190) throw new ApiError(414, undefined, '<html><head><title>414 Request-URI Too Large</title></head></html>', { 'content-type': 'text/html' });
	if (rawPath === base) throw new ApiError(301, undefined, '<html><head><title>301 Moved Permanently</title></head></html>', { 'content-type': 'text/html', location: `${base}/` });
	if (!rawPath.startsWith(`${base}/`)) throw ApiError.html(404, '404 Not Found');
	// Decoded before routing: an encoded slash leads to the longer path.
	const segments = decodeURIComponent(rawPath.slice(base.length + 1)).split('/');
	const { route, run, path } = match(routes, segments, method);
	const header = (name: string) => {
		const value = headers[name];
		return Array.isArray(value) ? value[0] : value;
	};
	const credentials = ['espo-authorization', 'x-api-key', 'x-hmac-authorization', 'authorization'].some((name) => header(name) !== undefined);
	if (route.anonymous && !credentials) return appInfo.settings({ espo }, false);
	const { user, token } = authenticator.login({ method, rawPath: rawPath.slice(base.length), ip: request.ip, header });
	return run({ espo, user, token, method, query: php(rawQuery), header, body: () => readBody(header('content-type'), request.body.toString()) }, ...path);
}
