/**
 * Something that the user entered can't be used; thrown before any request is sent.
 * `parameter` is the display name of the parameter that holds it.
 */
export class InvalidInput extends Error {
	constructor(
		readonly parameter: string,
		message: string,
		readonly hint?: string,
	) {
		super(message);
		this.name = 'InvalidInput';
	}
}
