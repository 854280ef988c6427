import { momentOf } from '../../values/dateTime';
import { isJsonObject, type Json } from '../../values/Json';
import type { StreamState } from './StreamState';

/** What static data gave back, if it is a state. */
export function storedStreamState(value: unknown): StreamState | undefined {
	if (!isJsonObject(value)) return undefined;
	const { fingerprint, filter, since, cursor, polledAt, reached, seen, known } = value;
	const whole =
		typeof fingerprint === 'string' && typeof filter === 'string' && typeof since === 'string' && Number.isFinite(momentOf(since));
	const numbers =
		[cursor, polledAt].every(Number.isFinite) && arePairs(reached, 'number') && arePairs(seen, 'number') && arePairs(known, 'string');
	return whole && numbers ? (value as unknown as StreamState) : undefined;
}

function arePairs(value: Json | undefined, second: 'number' | 'string'): boolean {
	return (
		Array.isArray(value) &&
		value.every((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'number' && typeof pair[1] === second)
	);
}
