/** What a resource locator holds, whichever of its modes is used; text that an expression put in its place counts too. */
export function locatorValue(raw: unknown): unknown {
	// Without a value, where an expression in it found nothing.
	const isLocator = typeof raw === 'object' && raw !== null && ('value' in raw || 'mode' in raw || '__rl' in raw);
	return isLocator ? (raw as { value?: unknown }).value : raw;
}
