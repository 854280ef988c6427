import { InvalidInput } from './InvalidInput';

/** For JSON that a user entered and that can't be parsed. */
export function unreadable(parameter: string, error: unknown): InvalidInput {
	const detail = error instanceof Error ? error.message : String(error);
	return new InvalidInput(parameter, `“${parameter}” is not valid JSON`, `${detail}. Check quotes, commas and brackets.`);
}
