import { allEnded } from '../client/allEnded';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { listRows } from '../lists/listRows';
import { asError } from '../values/asError';
import { recordIdentifier } from '../values/identifier';
import { InvalidInput } from '../values/InvalidInput';

export interface MailFolder {
	value: string;
	name: string;
}

/** Those that every user has; into some of them nothing can be moved. */
export const OWN_FOLDERS: MailFolder[] = [
	{ value: 'all', name: 'All' },
	{ value: 'archive', name: 'Archive' },
	{ value: 'drafts', name: 'Drafts' },
	{ value: 'important', name: 'Important' },
	{ value: 'inbox', name: 'Inbox' },
	{ value: 'sent', name: 'Sent' },
	{ value: 'trash', name: 'Trash' },
];
export const TARGETS = ['inbox', 'archive'];

/** How EspoCRM writes that a folder is one of a group. */
const GROUP = 'group:';
const TYPES = { EmailFolder: '', GroupEmailFolder: GROUP };

/** The folders that were made: those of the user, and those of groups. @throws EspoError, except where the user has no access */
export async function madeFolders(client: EspoClient): Promise<MailFolder[]> {
	const found = await allEnded(
		Object.entries(TYPES).map(async ([type, mark]) => {
			const list = { path: [type], params: { select: ['id', 'name'] } };
			const rows = await listRows(client, list, { limit: 200 }).catch(noneIfForbidden);
			return rows.map(({ id, name }) => ({ value: `${mark}${String(id)}`, name: String(name ?? id) }));
		}),
	);
	return found.flat();
}

function noneIfForbidden(error: unknown): never[] {
	if (error instanceof EspoError && ['forbidden', 'notFound'].includes(error.kind)) return [];
	throw asError(error);
}

/**
 * Makes sure that a folder exists: EspoCRM takes any text for one, finds nothing in it, and what is moved there vanishes (espocrm-api.md#e-mail).
 * @param known folders that need no look
 * @throws InvalidInput, EspoError
 */
export async function requireFolder(client: EspoClient, folder: string, known: readonly string[], parameter: string): Promise<void> {
	if (known.includes(folder)) return;
	const [type, id] = folder.startsWith(GROUP) ? ['GroupEmailFolder', folder.slice(GROUP.length)] : ['EmailFolder', folder];
	const where = [{ type: 'equals', attribute: 'id', value: recordIdentifier(id, parameter) }];
	const rows = await listRows(client, { path: [type], params: { where, select: ['id'] } }, { limit: 1 });
	if (!rows.length)
		throw new InvalidInput(
			parameter,
			`There is no folder “${folder}” (“${parameter}”)`,
			`Choose it from the list, or one of: ${known.join(', ')}.`,
		);
}
