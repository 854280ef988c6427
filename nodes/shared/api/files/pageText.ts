const CHARACTERS: Record<string, string> = { quot: '"', '#039': "'", lt: '<', gt: '>', amp: '&' };

/** What a page of EspoCRM says below its title, in one line of plain text. @returns '' where it says nothing */
export function pageText(body: unknown): string {
	if (typeof body !== 'string') return '';
	return body
		.replace(/<h1>.*?<\/h1>/s, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(quot|#039|lt|gt|amp);/g, (_, name: string) => CHARACTERS[name] ?? '')
		.replace(/\s+/g, ' ')
		.trim();
}
