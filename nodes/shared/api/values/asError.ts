/** What was caught, as an error: keeps its class, and wraps what is none. */
export function asError(caught: unknown): Error {
	return caught instanceof Error ? caught : new Error(String(caught));
}
