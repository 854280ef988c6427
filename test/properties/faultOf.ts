import fc from 'fast-check';

import { isSame, wrongWith, type Baseline, type Tried } from '../engine/table/judge';
import { choices } from '../engine/table/sampleOf';

/** Words that must not show in a message, unless the value holds them. */
const OF_THE_VALUE = /undefined|\[object |__rl/g;

/** What is wrong with what a node did for a value; undefined when it took it as it was given, or refused it by name. */
export function faultOf(tried: Tried, baseline: Baseline, given: unknown): string | undefined {
	const { odd } = tried;
	if (odd.error !== undefined && isSame(odd, baseline.left)) return undefined;
	const held: string[] = fc.stringify(given).match(OF_THE_VALUE) ?? [];
	const error = held.length ? odd.error?.replace(OF_THE_VALUE, (word) => (held.includes(word) ? '…' : word)) : odd.error;
	const judged = { ...tried, odd: { ...odd, error } };
	if (isChoice(tried) && isSame(odd, tried.equals ?? odd)) return undefined;
	const faults = readingsOf(tried.value.plain).map((plain) => wrongWith({ ...judged, value: { ...tried.value, plain } }, baseline));
	return faults.includes(undefined) ? undefined : faults[0];
}

/** One of the options, of which two can come to the same. */
function isChoice({ slot: { property }, value: { plain } }: Tried): boolean {
	return property.type === 'options' && typeof plain === 'string' && choices(property).includes(plain.trim());
}

/** What text can mean: itself, a list or an object in JSON as editors and agents give it, or several values with commas. */
function readingsOf(plain: unknown): unknown[] {
	if (typeof plain !== 'string') return [plain];
	const listed = plain.includes(',') ? [plain.split(',').filter((part) => part.trim())] : [];
	try {
		return /^\s*[[{]/.test(plain) ? [plain, JSON.parse(plain), ...listed] : [plain, ...listed];
	} catch {
		return [plain, ...listed];
	}
}
