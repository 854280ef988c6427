import type { Profiler } from 'node:inspector';

/** Where time is spent, in the order of the table. */
export const PLACES = ['this package', 'n8n: expressions', 'n8n: requests', 'n8n: the rest', 'Node.js', 'garbage collection'] as const;

export type Place = (typeof PLACES)[number];

/** The first that fits counts. */
const BY_PATH: Array<[RegExp, Place]> = [
	[/\/(nodes|credentials)\/[^/]+.*\.ts$/, 'this package'],
	[
		/\/(axios|follow-redirects|form-data|proxy-from-env|qs|https?-proxy-agent|agent-base)\/|request-helper|ssrf|http-proxy/,
		'n8n: requests',
	],
	[
		/\/(n8n-workflow|@n8n\/(tournament|expression-runtime)|luxon|lodash|recast|esprima[^/]*|ast-types|jmespath|jsonrepair)\//,
		'n8n: expressions',
	],
	[/\/(n8n-core|@n8n|test\/harness)\/|node_modules/, 'n8n: the rest'],
];

/** What a CPU profile says. */
export interface Spent {
	/** Milliseconds by place. */
	places: Map<Place, number>;
	/** Milliseconds of this package's functions, as “name (file:line)”, the most expensive first. */
	own: Array<[name: string, ms: number]>;
}

/** Adds up the time of the functions themselves. Functions of the engine (e.g. JSON.parse) count to whoever called them. */
export function spentIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Spent {
	const [places, own] = [new Map<Place, number>(), new Map<string, number>()];
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const callerOf = (id: number | undefined): Profiler.ProfileNode | undefined => {
		const node = id === undefined ? undefined : byId.get(id);
		return !node || node.callFrame.url || node.callFrame.functionName.startsWith('(') ? node : callerOf(parents.get(node.id));
	};
	for (const [index, id] of samples.entries()) {
		const frame = callerOf(id)?.callFrame;
		const place = frame && placeOf(frame);
		if (!place) continue;
		const ms = (timeDeltas[index] ?? 0) / 1_000;
		places.set(place, (places.get(place) ?? 0) + ms);
		if (place !== 'this package') continue;
		const name = `${frame.functionName || 'anonymous'} (${frame.url.replace(/^.*\/(?=(nodes|credentials)\/)/, '')}:${frame.lineNumber + 1})`;
		own.set(name, (own.get(name) ?? 0) + ms);
	}
	return { places, own: [...own].sort(([, a], [, b]) => b - a) };
}

function placeOf({ url, functionName }: Profiler.Profile['nodes'][number]['callFrame']): Place | undefined {
	if (functionName === '(garbage collector)') return 'garbage collection';
	// Waiting, what is no JavaScript, and the profiler itself.
	if (functionName.startsWith('(') || !url || url === 'node:inspector') return undefined;
	const path = url.replace(/^file:\/\//, '');
	return path.startsWith('node:') ? 'Node.js' : BY_PATH.find(([pattern]) => pattern.test(path))?.[1];
}
