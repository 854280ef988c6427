import type { INodeParameters } from 'n8n-workflow';

import type { Received } from '../engine/server/startServer';

const METADATA = /^\/api\/v1\/(Metadata|I18n|Settings|App\/user)(\?|$)/;
const PATH = /^\/api\/v1(\/[A-Za-z0-9][A-Za-z0-9_-]*)+$/;
/** Pages beside the API, and what they are asked. */
const ENTRY_POINTS = new Map([['pdf', ['entryPoint', 'entityType', 'entityId', 'templateId']]]);
/** What the server gives as IDs. */
const SERVERS_ID = /^([0-9a-f]{17}|new1|note1|hook1)$/;
const QUERY = ['searchParams', 'key', 'maxSize', 'scope', 'default'];
const SEARCH = ['where', 'textFilter', 'primaryFilter', 'boolFilterList', 'orderBy', 'order', 'select', 'offset', 'maxSize'];

/** Which requests an operation may send, learned from runs with values that its parameters are made for. */
export interface Routes {
	learn(requests: Received[], parameters: INodeParameters): void;
	/** What is wrong with one of the requests; undefined when each goes where it is meant to. @param given the hostile value */
	wrongWith(requests: Received[], parameters: INodeParameters, given: unknown): string | undefined;
}

export function createRoutes(): Routes {
	const [shapes, headers] = [new Set<string>(), new Map<string, Set<string>>()];
	return {
		learn(requests, parameters) {
			for (const request of requests) {
				shapes.add(shapeOf(request, namesIn(parameters)));
				for (const [name, value] of Object.entries(request.headers)) headers.set(name, (headers.get(name) ?? new Set()).add(String(value)));
			}
		},
		wrongWith(requests, parameters, given) {
			const names = new Set([...namesIn(parameters), ...namesIn(given)]);
			const faults = requests.map((request) => wrongAddress(request) ?? wrongHeader(request, headers, names));
			const astray = requests.find((request) => !METADATA.test(request.url) && !shapes.has(shapeOf(request, names)));
			return faults.find(Boolean) ?? (astray && `goes astray: ${astray.method} ${astray.url}`);
		},
	};
}

/** The method and the path, with a star for each name that was given. */
function shapeOf({ method, url }: Received, names: Set<string>): string {
	const segments = (url.split('?')[0] ?? '').split('/').map((segment) => (names.has(segment) || SERVERS_ID.test(segment) ? '*' : segment));
	return `${method} ${segments.join('/')}`;
}

function wrongAddress({ url, body }: Received): string | undefined {
	const [path = '', query = '', ...more] = url.split('?');
	const params = new URLSearchParams(query);
	const entry = path === '/' ? ENTRY_POINTS.get(params.get('entryPoint') ?? '') : undefined;
	if ((!entry && !PATH.test(path)) || more.length) return `no plain path: ${url}`;
	const unknown = [...params.keys()].find((key) => !(entry ?? QUERY).includes(key));
	if (unknown !== undefined) return `another query: ${unknown}`;
	const search = JSON.parse(params.get('searchParams') ?? '{}') as object;
	const added = Object.keys(search).find((key) => !SEARCH.includes(key));
	if (added !== undefined) return `another search parameter: ${added}`;
	return body && typeof JSON.parse(body) !== 'object' ? `no object as body: ${body}` : undefined;
}

/** Only those that runs with good values have, and only a number or ID that was given may differ. */
function wrongHeader({ headers }: Received, known: Map<string, Set<string>>, names: Set<string>): string | undefined {
	const wrong = Object.entries(headers).find(([name, value]) => {
		const isVersion =
			name === 'x-version-number' && /^\d+$/.test(String(value)) && [...names].some((text) => Number(text) === Number(value));
		const isSource = name === 'x-duplicate-source-id' && names.has(String(value));
		return !isVersion && !isSource && name !== 'content-length' && !known.get(name)?.has(String(value));
	});
	return wrong && `another header: ${wrong.join(': ')}`;
}

/** All that may be meant as the name or ID of something. */
function namesIn(value: unknown): Set<string> {
	const texts: string[] = [];
	const collect = (part: unknown, depth = 0): void => {
		if (typeof part === 'number' || typeof part === 'bigint') texts.push(String(part));
		if (typeof part === 'string') texts.push(...part.split(',').map((text) => text.trim()), ...addressed(part), ...inJson(part));
		if (typeof part === 'object' && part !== null && depth < 8) for (const inner of Object.values(part)) collect(inner, depth + 1);
	};
	collect(value);
	return new Set(texts.filter(Boolean).flatMap((text) => [text, text.charAt(0).toUpperCase() + text.slice(1)]));
}

/** Of an address of EspoCRM's web interface. */
function addressed(text: string): string[] {
	return /#(\w+)\/(?:view|edit)\/([\w-]+)/.exec(text)?.slice(1) ?? [];
}

function inJson(text: string): string[] {
	return [...text.matchAll(/"([\w-]+)"/g)].map(([, inner = '']) => inner);
}
