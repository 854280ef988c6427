/** A body that was sent, with what its files contain as text. */
export function readable(body: string): string {
	return body.replace(/base64,([A-Za-z0-9+/=]+)/g, (_whole, base64: string) => `text,${Buffer.from(base64, 'base64').toString()}`);
}
