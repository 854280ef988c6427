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

/** What was tried, and what the node did. */
export interface Tried {
	slot: Slot;
	value: OddValue;
	odd: Observation;
	/** What it did for the same value in its plain form, as far as there is one. */
	equals?: Observation;
}

/** What is wrong with what the node did for an odd value; undefined when it is right or refused by name. */
export function wrongWith(tried: Tried, baseline: Baseline): string | undefined {
	const { slot, value, odd } = tried;
	const { left, good } = baseline;
	if (odd.error !== undefined) return value.is === 'nothing' && isSame(odd, left) ? undefined : refusalFault(slot, odd, value);
	if (isTold(slot, odd, good)) return undefined;
	if (value.is === 'nothing') return wrongForNothing(tried, baseline);
	if (value.is === 'never' || !fits(slot, value)) return isLike(odd, left) ? 'lost without a word' : `taken: ${changed(odd, left)}`;
	return wrongForValue(tried, baseline);
}

function wrongForNothing({ slot, value, odd }: Tried, { left, effect }: Baseline): string | undefined {
	const isAsLeft = isLike(odd, left);
	// An empty list or object is how one says that there is no filter.
	if (isAsLeft && EMPTY.includes(value.name) && HOLDING_SEVERAL.includes(slot.property.type)) return undefined;
	if (effect === 'look') return odd.output === left.output ? undefined : 'another meaning';
	if (!isAsLeft) return `another meaning: ${changed(odd, left)}`;
	return effect === 'write' && !(slot.inRow && slot.property.type === 'options') ? undefined : 'everything: as if it were not filled in';
}

function wrongForValue({ slot, value, odd, equals }: Tried, { left, good, effect }: Baseline): string | undefined {
	if (effect === 'look') return undefined;
	const isAsPlain = equals !== undefined && isLike(odd, equals);
	const meansDefault = isAsPlain && sameRequests(equals, left) && isDefault(slot, value);
	if (isLike(odd, left) && !meansDefault) return 'lost without a word';
	// The same moment is written in other ways in the request.
	const isMoment = slot.kind?.startsWith('date') && /^a Date/.test(value.name);
	const isRight = isMoment || isLike(odd, good) || isAsPlain || carries(odd, value.plain);
	return isRight ? undefined : `another meaning: ${changed(odd, left)}`;
}

/** Whether a hint that a good value does not bring speaks of the value. */
function isTold(slot: Slot, odd: Observation, good: Observation): boolean {
	return odd.hints.some(
		(hint) => !good.hints.includes(hint) && (namesOne(slot, hint) || /surprise|characters that EspoCRM can't store/.test(hint)),
	);
}

/** Whether a value can be meant for an attribute of the slot's kind; the database would make something else of others. */
function fits({ kind }: Slot, { plain }: OddValue): boolean {
	const text = textOf(plain).trim();
	if (kind === undefined || ['text', 'enum', 'id', 'list', 'idList', 'object', 'json'].includes(kind)) return true;
	if (['integer', 'number', 'decimal'].includes(kind)) return /^\[?"?\d+(\.\d+)?"?\]?$/.test(text) && typeof plain !== 'boolean';
	if (['boolean', 'flag'].includes(kind)) return /^(true|false|1|0)$/i.test(text);
	return /^\d{4}-\d\d-\d\d/.test(text);
}

/** Also of what has a `toString` of its own. */
function textOf(plain: unknown): string {
	if (Array.isArray(plain)) return plain.map(textOf).join(',');
	return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

function isDefault({ property }: Slot, { plain }: OddValue): boolean {
	const loose = (value: unknown) => String(JSON.stringify(value)).toLowerCase().replace(/["\s]/g, '');
	return loose(plain) === loose(property.default);
}

function refusalFault(slot: Slot, { error = '', requests }: Observation, { plain }: OddValue): string | undefined {
	if (INTERNALS.test(error)) return `internals: ${error}`;
	// The field that a mapping, JSON or a list of names is about is a name, too.
	const ofFields =
		['resourceMapper', 'json', 'multiOptions'].includes(slot.property.type) &&
		(error.includes('“name”') || error.includes(`“${textOf(plain)}”`));
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

/** The same requests, and the same refusal if there is one. */
export function isSame(a: Observation, b: Observation): boolean {
	return a.error === b.error && sameRequests(a, b);
}

/** The same requests as of what was not refused. */
function isLike(odd: Observation, other: Observation): boolean {
	return other.error === undefined && sameRequests(odd, other);
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
