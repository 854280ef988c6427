import { isJsonObject, type Json } from './Json';

/** Whether a value is text without anything to see. */
export function isBlank(value: unknown): value is string {
	return typeof value === 'string' && !value.trim();
}

/** Whether a value is none: undefined, null, empty text or blanks. */
export function isNothing(value: unknown): boolean {
	return value === undefined || value === null || isBlank(value);
}

/** Whether there is a value at all: nothing, null and empty text are none. */
export function isGiven<Value>(value: Value): value is NonNullable<Value> {
	return value !== undefined && value !== null && (value as unknown) !== '';
}

/** Whether an attribute holds nothing, in any of the forms that EspoCRM has for it. */
export function isEmpty(value: Json | undefined): boolean {
	return (
		value === null ||
		value === undefined ||
		value === '' ||
		(Array.isArray(value) && value.length === 0) ||
		(isJsonObject(value) && Object.keys(value).length === 0)
	);
}
