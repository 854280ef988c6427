/**
 * What `String` makes of a value, for every value that JSON can hold: objects are shown as JSON, and nothing throws where one has a key
 * `toString`, which JavaScript would call.
 */
export function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map((item: unknown) => (item === undefined || item === null ? '' : textOf(item))).join();
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
