import { isNothing } from '../../api/values/given';
import { InvalidInput } from '../../api/values/InvalidInput';
import { textOf } from '../../api/values/textOf';

/** A text as it was entered; undefined when there is nothing in it. @throws InvalidInput for an object or a list */
export function plainText(value: unknown, parameter: string): string | undefined {
	if (typeof value === 'object' && value !== null)
		throw new InvalidInput(parameter, `“${parameter}” must be text, not an object or a list`);
	return isNothing(value) ? undefined : textOf(value);
}

/** The same where there must be something. @param why what would come of it otherwise @throws InvalidInput */
export function requiredText(value: unknown, parameter: string, why?: string): string {
	const text = plainText(value, parameter);
	if (text !== undefined) return text;
	throw new InvalidInput(parameter, `“${parameter}” is empty`, why);
}
