/**
 * A parameter's value as plain JSON: expressions can give dates and other objects, which become what JSON makes of them
 * (a date its ISO form).
 */
export function valueFrom(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return JSON.parse(JSON.stringify(value)) as unknown;
}
