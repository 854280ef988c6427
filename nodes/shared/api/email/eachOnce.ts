/** Lists of addresses without those that a list before has: a mail server is else told to deliver twice. Case does not count. */
export function eachOnce(...lists: ReadonlyArray<readonly string[]>): string[][] {
	const known = new Set<string>();
	const isNew = (address: string) => !known.has(address.toLowerCase()) && known.add(address.toLowerCase());
	return lists.map((list) => list.filter(isNew));
}
