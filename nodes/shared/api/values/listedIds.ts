const IDS_IN_TEXT = 50;

/** IDs in a message: the first ones, and how many more there are. @param most how many are named */
export function listedIds(ids: string[], most = IDS_IN_TEXT): string {
	if (!ids.length) return 'none';
	return ids.slice(0, most).join(', ') + (ids.length > most ? ` and ${ids.length - most} more` : '');
}
