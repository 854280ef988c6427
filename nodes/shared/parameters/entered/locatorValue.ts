import { isJsonObject } from '../../api/values/Json';

/**
 * What a resource locator holds, whichever of its modes is used; text that an expression put in its place counts too.
 * An expression in it that gives nothing leaves a locator without a value.
 */
export function locatorValue(raw: unknown): unknown {
	return isJsonObject(raw) && ('value' in raw || 'mode' in raw || '__rl' in raw) ? raw.value : raw;
}
