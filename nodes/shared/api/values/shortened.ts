/** What a user entered, short enough for a message. */
export function shortened(text: string, longest = 60): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
