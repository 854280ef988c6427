import type { Json } from '../Json';
import type { Condition } from '../Store';

const FOLDERS: Record<string, string> = {
	all: '1',
	inbox: `t."status" IN ('Sent', 'Archived') AND t."isUsers" = 1 AND t."inTrash" = 0 AND t."folderId" IS NULL`,
	sent: `t."status" = 'Sent'`,
	drafts: `t."status" = 'Draft'`,
	important: 't."isImportant" = 1',
	trash: 't."inTrash" = 1',
	archive: `t."folderId" = 'archive'`,
};

/** Folders, and addresses in lists of such; undefined for conditions as all types have them. */
export function mailCondition(type: string, attribute: string, value: Json): Condition | undefined {
	if (type === 'inFolder')
		return FOLDERS[String(value)]
			? { sql: FOLDERS[String(value)] ?? '', params: [] }
			: { sql: 't."folderId" = ?', params: [String(value)] };
	const columns = attribute === 'emailAddress' ? ['from', 'to', 'cc', 'bcc'] : ['to', 'cc'].filter((name) => name === attribute);
	if (type !== 'equals' || !columns.length) return undefined;
	return {
		sql: columns.map((name) => `';' || lower(t."${name}") || ';' LIKE '%;' || ? || ';%'`).join(' OR '),
		params: columns.map(() => String(value).toLowerCase()),
	};
}
