import { success } from '../../../shared/api/client/checkedAnswers';
import { changeMails } from '../../../shared/api/email/changeMails';
import { requireFolder, TARGETS } from '../../../shared/api/email/mailFolders';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { FOLDER_LABEL, targetFolder } from '../../parameters/email/mailFolder';
import { mailIds } from '../../parameters/email/mailIds';

export const moveToFolder = operation({
	resource: 'email',
	value: 'moveToFolder',
	name: 'Move to Folder',
	action: 'Move e-mails to folder',
	description: 'Move e-mails to a folder of the authenticated user',
	effect: 'repeatable',
	parameters: [mailIds, targetFolder],
	needs: MAIL_NEEDS.read,
	plan: ({ mailIds, targetFolder: folder }) => {
		const shared: EspoRequest = { method: 'POST', path: ['Email', 'inbox', 'folders', folder], body: { ids: mailIds } };
		return {
			shared,
			send: async (ids, { client }) => {
				await requireFolder(client, folder, TARGETS, FOLDER_LABEL);
				return await changeMails(client, shared, ids, (mail) => isIn(mail, folder));
			},
			output: success,
		};
	},
});

/** How 7.x and newer versions say it. */
function isIn({ folderId = null, groupFolderId, inArchive }: JsonObject, folder: string): boolean {
	if (folder === 'inbox') return folderId === null && inArchive !== true;
	if (folder === 'archive') return inArchive === true || folderId === 'archive';
	return folderId === folder || `group:${String(groupFolderId)}` === folder;
}
