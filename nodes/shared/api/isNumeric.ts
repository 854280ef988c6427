/** Whether text is a number as a database understands it: without commas and units. */
export function isNumeric(text: string): boolean {
	return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim());
}
