import { InvalidInput } from '../../api/values/InvalidInput';
import type { Json } from '../../api/values/Json';
import { storableJson } from '../../api/values/storableJson';

/**
 * The value, where EspoCRM can take each of its characters: without them it would be another value to look for.
 * @param parameter display name of the parameter
 * @param place what the message calls it
 * @throws InvalidInput for characters that EspoCRM answers with a bare 500
 */
export function sendable<T>(value: T, parameter: string, place = `“${parameter}”`): T {
	if (storableJson(value as Json) === value) return value;
	throw new InvalidInput(
		parameter,
		`${place} contains a character that EspoCRM can't store: NUL, or half of an emoji`,
		'Remove it in the expression.',
	);
}
