/** The secrets in all forms in which they travel. */
export function formsOf(secrets: string[], users: string[] = []): string[] {
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	const pairs = secrets.flatMap((secret) => users.map((user) => base64(`${user}:${secret}`)));
	return [...secrets, ...secrets.map(encodeURIComponent), ...secrets.map(base64), ...pairs];
}

/** Where a value holds one of the texts: every property, those that JSON does not show included. */
export function leaks(value: unknown, texts: string[]): string[] {
	const found: string[] = [];
	const seen = new Set<unknown>();
	// Not by recursion: an answer can be deeper than the stack.
	const waiting: Array<[part: unknown, path: string]> = [[value, '']];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const [part, path] = next;
		if (typeof part === 'string' && texts.some((text) => part.includes(text))) found.push(path);
		if (typeof part !== 'object' || part === null || seen.has(part)) continue;
		seen.add(part);
		if (part instanceof Map || part instanceof Set) waiting.push([[...part], path]);
		for (const key of Reflect.ownKeys(part)) {
			const property = Object.getOwnPropertyDescriptor(part, key);
			if (property && 'value' in property) waiting.push([property.value, `${path.slice(-200)}.${String(key)}`]);
		}
	}
	return found;
}
