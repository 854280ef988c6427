import type { Json } from './Json';

/** A NUL character, or half of a surrogate pair: half of an emoji, where text was cut. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * The value without characters that EspoCRM answers with a bare 400 or 500; they mean nothing.
 * The very same value where it holds none.
 */
export function storableJson(value: Json): Json {
	if (typeof value === 'string') return value.replace(UNSTORABLE, '');
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const items = value.map(storableJson);
		return items.every((item, index) => item === value[index]) ? value : items;
	}
	const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, storableJson(item)]);
	return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}
