import fc from 'fast-check';

import { isSame, wrongWith, type Baseline, type Tried } from '../engine/table/judge';

/** Words that must not show in a message, unless the value holds them. */
const OF_THE_VALUE = /undefined|\[object |__rl/g;

/** What is wrong with what a node did for a value; undefined when it took it as it was given, or refused it by name. */
export function faultOf(tried: Tried, baseline: Baseline, given: unknown): string | undefined {
	const { odd } = tried;
	if (odd.error !== undefined && isSame(odd, baseline.left)) return undefined;
	const held: string[] = fc.stringify(given).match(OF_THE_VALUE) ?? [];
	const error = held.length ? odd.error?.replace(OF_THE_VALUE, (word) => (held.includes(word) ? '…' : word)) : odd.error;
	return wrongWith({ ...tried, odd: { ...odd, error } }, baseline);
}
