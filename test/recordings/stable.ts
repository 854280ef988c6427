import type { Json } from '../../nodes/shared/api/values/Json';

const SECRETS = ['token', 'secretKey', 'apiKey', 'password'];
const COUNTERS = ['number', 'count'];
const DAY_MS = 86_400_000;

/** A value without what differs each time: IDs, times of now, counters, secrets. `names` are what known IDs are called. */
export function stable(value: unknown, names: Map<string, string>, key = ''): Json {
	if (Array.isArray(value)) return value.map((entry) => stable(entry, names, key));
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([name, entry]) => [stableText(name, names), stable(entry, names, name)] as const);
		return Object.fromEntries(entries.filter(([, entry]) => !isNothing(entry)));
	}
	if (value === undefined || value === null) return null;
	if (SECRETS.includes(key)) return '<secret>';
	if (COUNTERS.includes(key) && typeof value === 'number') return '<number>';
	return typeof value === 'string' ? stableText(value, names) : (value as Json);
}

/** An absent attribute and an empty one are one in a recording, which keeps it small. */
function isNothing(value: Json | undefined): boolean {
	return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function stableText(text: string, names: Map<string, string>): string {
	if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) && isOfNow(text)) return '<time>';
	const named = [...names].reduce((all, [id, name]) => all.replaceAll(id, `{${name}}`), text);
	return named.replace(/\b[0-9a-f]{17}\b/g, '<id>');
}

function isOfNow(text: string): boolean {
	return Math.abs(Date.parse(`${text.replace(' ', 'T')}Z`) - Date.now()) < DAY_MS;
}
