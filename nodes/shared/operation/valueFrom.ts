/**
 * A parameter's value as plain JSON: expressions can give dates and other objects, which become what JSON makes of them
 * (a date its ISO form). In an object what is no number or no date is left out: JSON would make it null, which clears a field.
 */
export function valueFrom(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return JSON.parse(
		JSON.stringify(value, function (this: Record<string, unknown>, key: string, plain: unknown) {
			return isNothing(this[key]) ? undefined : plain;
		}),
	) as unknown;
}

function isNothing(value: unknown): boolean {
	return (typeof value === 'number' && !Number.isFinite(value)) || (value instanceof Date && Number.isNaN(value.getTime()));
}
