import type { Json, JsonObject } from '../values/Json';

/** As many of those that EspoCRM finds by a name are compared again, in one page. */
export const NAMESAKES = 200;

/**
 * The records of those found by a name that have it as their whole name: EspoCRM finds persons by their first or last name alone
 * too (7.5 and 10.0, measured). Only the words are counted, as what the database takes for equal stays equal.
 * @param name undefined where it was not looked for
 */
export function wholeNames(found: JsonObject[], name: Json | undefined): JsonObject[] {
	return name === undefined ? found : found.filter((record) => wordCount(record.name) <= wordCount(name));
}

function wordCount(name: unknown): number {
	return String(name ?? '')
		.split(/\s+/)
		.filter(Boolean).length;
}
