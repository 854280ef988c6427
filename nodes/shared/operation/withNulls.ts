/**
 * A parameter's value as plain JSON that loses no part: what is nothing, no number or no date becomes null instead of being left out,
 * as a filter without one of its parts would be another filter.
 */
export function withNulls(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return JSON.parse(JSON.stringify(value, (_key, plain: unknown) => plain ?? null)) as unknown;
}
