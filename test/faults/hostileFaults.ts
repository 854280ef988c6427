import type { NamedFault } from './NamedFault';

type Json = Record<string, unknown>;

/** Part of every ID that is a lie: nothing may be asked for under it. */
export const EVIL = 'evil';

const DEPTH = 10_000;
/** Of each row. Much more of it would keep the whole process, and with it all other runs, from answering in time. */
const HUGE = 200_000;

/** What a list holds instead of its rows, or a record of itself. */
function rows(change: (row: Json) => unknown): (body: Json) => unknown {
	return (body) => (Array.isArray(body.list) ? { ...body, list: (body.list as Json[]).map(change) } : change(body));
}

/** The number alone, without rows, is what it is: nothing disproves it. */
function isCount({ list, total: count }: Json): boolean {
	return Array.isArray(list) && !list.length && Number(count) > 0;
}

function total(value: (count: number) => unknown): (body: Json) => unknown {
	return (body) => (Array.isArray(body.list) && !isCount(body) ? { ...body, total: value(body.list.length) } : body);
}

const LIES: Record<string, (body: Json) => unknown> = {
	'wrong types': rows((row) => Object.fromEntries(Object.keys(row).map((name, index) => [name, WRONG[index % WRONG.length]]))),
	'numbers as IDs': rows((row) => ({ ...row, id: 5 })),
	'IDs with slashes': rows((row) => ({ ...row, id: `../${EVIL}/x?y=1#` })),
	'IDs with dots': rows((row) => ({ ...row, id: `..%2f${EVIL}` })),
	'no IDs': rows(({ id, ...row }) => (id ? row : row)),
	'prototype keys': rows((row) => ({ ...row, [`${PROTOTYPE_KEY}`]: { polluted: true }, constructor: { prototype: { polluted: true } } })),
	deep: rows((row) => ({ ...row, description: DEEP_MARK })),
	huge: rows((row) => ({ ...row, description: 'x'.repeat(HUGE) })),
	'a list in the place of an object': () => [1, null, 'x'],
	null: () => null,
	'a total too small': total(() => 1),
	'a total too large': total((count) => count + 1_000),
	'a negative total': total(() => -7),
	'a total as text': total(() => 'many'),
	'rows twice': (body) => (Array.isArray(body.list) ? { ...body, list: body.list.flatMap((row) => [row, row]) } : body),
	'rows of null': (body) => (Array.isArray(body.list) ? { ...body, list: [...body.list, null] } : body),
};

/** Written as it is, because JSON.stringify leaves out the prototype and does not go deep. */
const PROTOTYPE_KEY = '__proto_as_text__';
const DEEP_MARK = '__deep__';
const WRONG = [true, 5, null, ['x'], { x: 1 }, ''];

/** Answers of a server that lies. */
export const HOSTILE_FAULTS: NamedFault[] = [
	// EspoCRM says so where it did nothing.
	{ name: 'false', hostile: true, of: () => ({ answer: { status: 200, headers: { 'content-type': 'application/json' }, body: 'false' } }) },
	...Object.entries(LIES).map(([name, lie]): NamedFault => ({
		name,
		hostile: true,
		hasRightRows: name.includes('total'),
		of: ({ path }) => (/\/(Metadata|I18n|Settings)/.test(path) ? undefined : { rewrite: (body) => rewritten(body, lie) }),
	})),
];

function rewritten(body: string, lie: (body: Json) => unknown): string {
	const given = parsed(body);
	if (typeof given !== 'object' || given === null) return JSON.stringify(lie({}) ?? null);
	return JSON.stringify(lie(given as Json))
		.replaceAll(PROTOTYPE_KEY, '__proto__')
		.replaceAll(`"${DEEP_MARK}"`, '['.repeat(DEPTH) + ']'.repeat(DEPTH));
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
