import { isJsonObject, type Json } from './Json';

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
