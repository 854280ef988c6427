import type { Json } from '../values/Json';

/** Text to look for as it is, within `contains`, `startsWith`, `endsWith` and `notContains`: EspoCRM makes a LIKE of them and escapes nothing. */
export function likeText(value: Json): Json {
	return typeof value === 'string' ? value.replace(/[\\%_]/g, '\\$&') : value;
}
