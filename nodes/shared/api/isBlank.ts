/** Whether a value is text without anything to see. */
export function isBlank(value: unknown): value is string {
	return typeof value === 'string' && !value.trim();
}
