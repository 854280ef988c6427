/** What a resource locator holds, whichever of its modes is used; text that an expression put in its place counts too. */
export function locatorValue(raw: unknown): unknown {
	return typeof raw === 'object' && raw !== null && 'value' in raw ? (raw as { value: unknown }).value : raw;
}
