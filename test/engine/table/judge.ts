import type { INodeProperties } from 'n8n-workflow';

import type { Observation } from './Observation';
import type { OddValue } from './OddValue';
import type { Slot } from './Slot';

/** What the slot does, seen from its default and a good value. */
export interface Baseline {
	/** Left at its default. */
	left: Observation;
	/** Filled in with a good value. */
	good: Observation;
	/** What a good value changes: which records are meant, what is written, or only how the result looks. */
	effect: 'scope' | 'write' | 'look';
}

const INTERNALS = /\bundefined\b|\[object |Cannot read|is not a function|status 500|__rl|is not iterable|Maximum call stack/;

const EMPTY = ['[]', '{}'];
const HOLDING_SEVERAL = ['multiOptions', 'json', 'collection', 'fixedCollection', 'resourceMapper'];

export function effectOf(left: Observation, good: Observation): Baseline['effect'] | undefined {
	if (left.error !== undefined) return 'scope';
	const [a, b] = [left.requests.map(withoutSelect), good.requests.map(withoutSelect)];
	if (a.join('\n') !== b.join('\n')) return b.some((request, index) => a[index] !== request && isWrite(request)) ? 'write' : 'scope';
	const shown = ({ requests, output, hints }: Observation) => JSON.stringify([requests, output, hints]);
	return shown(left) === shown(good) ? undefined : 'look';
}

/** Which attributes are returned is a matter of looks. */
function withoutSelect(request: string): string {
	return request.replace(/"select":\[[^\]]*\],?/, '').replace(',}', '}');
}

function isWrite(request: string): boolean {
	return /^(POST|PUT) /.test(request) && !/^POST Webhook/.test(request);
}

/**
 * What is wrong with what the node did for an odd value; undefined when it is right or refused by name.
 * @param equals what it did for the same value in its plain form, as far as there is one
 */
export function wrongWith(
	slot: Slot,
	value: OddValue,
	odd: Observation,
	{ left, good, effect }: Baseline,
	equals?: Observation,
): string | undefined {
	const asLeft = value.is === 'nothing' && odd.error === left.error && sameRequests(odd, left);
	if (odd.error !== undefined) return asLeft ? undefined : refusalFault(slot, odd, value);
	const like = (other: Observation) => other.error === undefined && sameRequests(odd, other);
	const told = odd.hints.some(
		(hint) => !good.hints.includes(hint) && (namesOne(slot, hint) || /surprise|characters that EspoCRM can't store/.test(hint)),
	);
	// An empty list or object is how one says that there is no filter.
	if (EMPTY.includes(value.name) && HOLDING_SEVERAL.includes(slot.property.type) && like(left)) return undefined;
	if (value.is === 'nothing') {
		if (effect === 'look') return odd.output === left.output || told ? undefined : 'another meaning';
		if (left.error === undefined && like(left))
			return effect === 'write' && !(slot.inRow && slot.property.type === 'options')
				? undefined
				: told
					? undefined
					: 'everything: as if it were not filled in';
		return told ? undefined : `another meaning: ${changed(odd, left)}`;
	}
	if (value.is === 'never' || !fits(slot, value))
		return told ? undefined : like(left) ? 'lost without a word' : `taken: ${changed(odd, left)}`;
	if (like(left) && !told && effect !== 'look' && !(equals && like(equals) && sameRequests(equals, left) && isDefault(slot, value)))
		return 'lost without a word';
	if (effect === 'look') return undefined;
	// The same moment is written in other ways in the request.
	if (slot.kind?.startsWith('date') && /^a Date/.test(value.name)) return undefined;
	if (like(good) || (equals && like(equals)) || carries(odd, value.plain)) return undefined;
	return told ? undefined : `another meaning: ${changed(odd, left)}`;
}

/** Whether a value can be meant for an attribute of the slot's kind; the database would make something else of others. */
function fits({ kind }: Slot, { plain }: OddValue): boolean {
	const text = String(plain).trim();
	if (kind === undefined || ['text', 'enum', 'id', 'list', 'idList', 'object', 'json'].includes(kind)) return true;
	if (['integer', 'number', 'decimal'].includes(kind)) return /^\[?"?\d+(\.\d+)?"?\]?$/.test(text) && typeof plain !== 'boolean';
	if (['boolean', 'flag'].includes(kind)) return /^(true|false|1|0)$/i.test(text);
	return /^\d{4}-\d\d-\d\d/.test(text);
}

function isDefault({ property }: Slot, { plain }: OddValue): boolean {
	return (
		JSON.stringify(plain)?.toLowerCase().replace(/["\s]/g, '') === JSON.stringify(property.default)?.toLowerCase().replace(/["\s]/g, '')
	);
}

function refusalFault(slot: Slot, { error = '', requests }: Observation, { plain }: OddValue): string | undefined {
	if (INTERNALS.test(error)) return `internals: ${error}`;
	// The field that a mapping, JSON or a list of names is about is a name, too.
	const ofFields =
		['resourceMapper', 'json', 'multiOptions'].includes(slot.property.type) &&
		(error.includes('“name”') || error.includes(`“${String(plain)}”`));
	// n8n 1.x itself refuses what no editor saves, before the node sees it.
	const isByHost = error.startsWith('The workflow has issues and cannot be executed') && !requests.length;
	if (!namesOne(slot, error) && !ofFields && !isByHost) return `refused without its name: ${error}`;
	const done = requests.filter((request) => !request.startsWith('GET '));
	return done.length ? `refused after ${done.join(', ')}` : undefined;
}

function namesOne({ labels, property }: Slot, text: string): boolean {
	return [...labels, ...labelsIn(property)].some((label) =>
		new RegExp(`(^|[^\\p{L}])${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\p{L}])`, 'iu').test(text),
	);
}

/** Those of what it holds. */
function labelsIn({ options = [] }: INodeProperties): string[] {
	return options.flatMap((part) =>
		'values' in part
			? [part.displayName, ...part.values.flatMap((value) => [value.displayName, ...labelsIn(value)])]
			: 'displayName' in part
				? [part.displayName, ...labelsIn(part)]
				: [],
	);
}

function sameRequests(a: Observation, b: Observation): boolean {
	return a.requests.join('\n') === b.requests.join('\n');
}

/** Whether the text of the value is in a request. */
function carries({ requests }: Observation, plain: unknown): boolean {
	const leaves = (part: unknown): unknown[] => (typeof part === 'object' && part !== null ? Object.values(part).flatMap(leaves) : [part]);
	return leaves(plain).every((leaf) => requests.some((request) => request.includes(JSON.stringify(String(leaf).trim()).slice(1, -1))));
}

function changed(odd: Observation, left: Observation): string {
	return (
		odd.requests
			.filter((request) => !left.requests.includes(request))
			.join(' ; ')
			.slice(0, 300) || 'nothing is sent'
	);
}
