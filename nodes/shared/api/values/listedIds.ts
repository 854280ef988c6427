const IDS_IN_TEXT = 50;

/** IDs in a message: the first ones, and how many more there are. */
export function listedIds(ids: string[]): string {
	if (!ids.length) return 'none';
	return ids.slice(0, IDS_IN_TEXT).join(', ') + (ids.length > IDS_IN_TEXT ? ` and ${ids.length - IDS_IN_TEXT} more` : '');
}
