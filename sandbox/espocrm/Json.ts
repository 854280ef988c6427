export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
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
