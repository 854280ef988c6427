import type { Call } from '../access';
import { ApiError } from '../ApiError';
import { attachments } from '../attachments/attachments';
import type { Json } from '../Json';
import { insertRecord } from '../records/recordStore';

/** An e-mail out of the file of one; the upload goes. Of what is none an empty e-mail is made. */
export function importEml(call: Call): Json {
	const { espo } = call;
	const { fileId } = call.body();
	const file = attachments.byId(espo, fileId);
	if (!file) throw new ApiError(404, '');
	const [head = '', ...rest] = attachments
		.contents(espo, fileId)
		.toString()
		.split(/\r?\n\r?\n/);
	const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
	const address = (name: string) => /[\w.+-]+@[\w.-]+/.exec(header(name) ?? '')?.[0] ?? null;
	const messageId = header('message-id') ?? null;
	const [known] = messageId ? espo.store.select('Email', { where: [{ sql: 't."messageId" = ?', params: [messageId] }] }) : [];
	if (known) throw ApiError.translated(409, 'Email is already imported.', 'alreadyImported', { id: known.id ?? null });
	const values = { name: header('subject') ?? '', from: address('from'), to: address('to'), body: rest.join('\n\n'), isHtml: false };
	const id = insertRecord(call, 'Email', {
		...values,
		status: 'Archived',
		isUsers: true,
		isRead: false,
		isImportant: false,
		inTrash: false,
	});
	espo.store.update('Email', id, { messageId });
	attachments.update(espo, fileId, { deleted: 1 });
	return { id };
}
