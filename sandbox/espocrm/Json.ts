export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
/** A plain copy of the record, each value mapped; what becomes undefined is left out. */
export const each = <T>(record: Record<string, T>, map: (value: T, name: string) => unknown): JsonObject =>
	JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)])))) as JsonObject;
export const strings = (value: Json | undefined): string[] =>
	Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

export function fail(error: Error): never {
	throw error;
}

/** What cannot be done is thrown as the given error. */
export function attempt<T>(action: () => T, error: Error): T {
	try {
		return action();
	} catch {
		throw error;
	}
}
