/** A body that was sent, with what its files contain as text; JSON stays JSON. */
export function readable(body: string): string {
	const isJson = /^[{[]/.test(body);
	return body.replace(/base64,([A-Za-z0-9+/=]+)/g, (_whole, base64: string) => {
		const text = Buffer.from(base64, 'base64').toString();
		return `text,${isJson ? JSON.stringify(text).slice(1, -1) : text}`;
	});
}
