import type { Who } from '../access';
import { ApiError } from '../ApiError';
import type { Json, JsonObject } from '../Json';
import { sandboxUsers, type SandboxUser } from '../sandboxUsers';

/** The user's own address, and the one that all share. */
export const sendingAddresses = ({ userName }: SandboxUser): string[] => [`${userName}@crm.example.com`, 'office@crm.example.com'];

/** No account sends from it. */
const ACCOUNTLESS = /^nobody@/;
/** The SMTP server refuses such recipients. */
const REFUSED = /(^|;)refused@/;

/** Sends an e-mail that is stored as Sending. @param wasDraft newer versions forget to make it one again */
export function sendMail({ espo, user }: Who, mail: JsonObject, wasDraft = false): void {
	const id = String(mail.id);
	const { from, to, cc, bcc, name } = mail;
	if (ACCOUNTLESS.test(String(from))) throw new ApiError(500);
	if ([to, cc, bcc].some((list) => REFUSED.test(String(list ?? '')))) {
		if (!wasDraft || !espo.version10) espo.store.update('Email', id, { status: 'Draft' });
		throw new ApiError(500, 'sendingFail', { id, message: espo.version10 ? 'unknownError' : 'Unknown error.' });
	}
	const files = espo.store.rows('SELECT "name" FROM "Attachment" WHERE "parentId" = ? AND "deleted" = 0', [id]);
	espo.outbox.push({ ...mail, subject: name ?? null, files: files.map((file) => String(file.name)) });
	espo.store.update('Email', id, {
		status: 'Sent',
		dateSent: espo.now(),
		messageId: `<${id}@espo>`,
		isUsers: isInMailbox(user, espo.version10, [to, cc, bcc]),
	});
	if (mail.repliedId) espo.store.update('Email', mail.repliedId, { isReplied: true });
}

/** There is one mailbox for all users here; in newer versions what an API user sends is in none. */
function isInMailbox({ type }: SandboxUser, version10: boolean, lists: Array<Json | undefined>): boolean {
	const isAddressed = lists.some((list) =>
		Object.values(sandboxUsers).some((user) => String(list).includes(sendingAddresses(user)[0] ?? '')),
	);
	return isAddressed || type !== 'api' || !version10;
}
