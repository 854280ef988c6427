import type { EspoClient } from '../client/EspoClient';
import { PartlyDone } from '../client/partlyDone';
import { sendIds } from '../links/sendIds';
import { listRows } from '../lists/listRows';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import { missingMail } from './readMail';

const READ_BACK = ['isRead', 'isImportant', 'inTrash', 'inArchive', 'folderId', 'groupFolderId', 'isUsers'];

/**
 * Marks or moves e-mails, and looks whether they are as they should be: EspoCRM says yes to everything, to IDs that do not exist too.
 * @param request gets the IDs in its body
 * @param isDone whether an e-mail is as it should be afterwards
 * @returns the errors by ID; IDs that are not in it are done
 */
export async function changeMails(
	client: EspoClient,
	request: EspoRequest,
	ids: string[],
	isDone: (mail: JsonObject) => boolean,
): Promise<Map<string, unknown>> {
	const failed = await sendIds(client, request, ids);
	const left = ids.filter((id) => !failed.has(id));
	if (!left.length) return failed;
	const rows = await readBack(client, left).catch((error: unknown) => asError(error));
	if (rows instanceof Error) {
		const doubt = new PartlyDone('They may have been changed all the same', rows, true);
		return new Map([...failed, ...left.map((id): [string, unknown] => [id, doubt])]);
	}
	const byId = new Map(rows.map((row) => [String(row.id), row]));
	for (const id of left) {
		const error = wrongWith(id, byId.get(id), isDone);
		if (error) failed.set(id, error);
	}
	return failed;
}

async function readBack(client: EspoClient, ids: string[]): Promise<JsonObject[]> {
	const where = [{ type: 'in', attribute: 'id', value: ids }];
	return await listRows(client, { path: ['Email'], params: { where, select: READ_BACK } });
}

function wrongWith(id: string, mail: JsonObject | undefined, isDone: (mail: JsonObject) => boolean): Error | undefined {
	if (!mail) return missingMail(id);
	if (mail.isUsers !== true)
		return new InvalidInput(
			'E-Mail IDs',
			`The e-mail ${id} (“E-Mail IDs”) is not in the mailbox of the authenticated user, so it can't be marked or moved`,
			'Marks and folders belong to a user: only those who sent or got an e-mail have them.',
		);
	return isDone(mail) ? undefined : new InvalidInput('E-Mail IDs', `EspoCRM did not change the e-mail ${id} (“E-Mail IDs”)`);
}
