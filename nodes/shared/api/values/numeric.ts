/** Whether a value is a number, or text that is one as a database understands it: without commas and units. */
export function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()));
}
