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
	const look = (part: unknown, path: string) => {
		if (typeof part === 'string') {
			if (texts.some((text) => part.includes(text))) found.push(path);
			return;
		}
		if (typeof part !== 'object' || part === null || seen.has(part)) return;
		seen.add(part);
		if (part instanceof Map || part instanceof Set) look([...part], path);
		for (const key of Reflect.ownKeys(part)) {
			const property = Object.getOwnPropertyDescriptor(part, key);
			look(property && 'value' in property ? property.value : undefined, `${path}.${String(key)}`);
		}
	};
	look(value, '');
	return found;
}
