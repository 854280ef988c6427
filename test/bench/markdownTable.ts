/** @param head its first line @param rows the others, as they stand in Markdown */
export function markdownTable(head: string, rows: string[]): string {
	return [head, head.replace(/[^|]+/g, ' --- '), ...rows].join('\n');
}
