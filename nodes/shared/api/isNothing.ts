import { isBlank } from './isBlank';

/** Whether a value is none: undefined, null, empty text or blanks. */
export function isNothing(value: unknown): boolean {
	return value === undefined || value === null || isBlank(value);
}
