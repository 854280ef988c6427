/** What a user entered, short enough for a message. */
export function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
