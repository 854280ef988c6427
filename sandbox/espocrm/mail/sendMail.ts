import type { Who } from '../access';
import { ApiError } from '../ApiError';
import type { JsonObject } from '../Json';
import type { SandboxUser } from '../sandboxUsers';

/** The user's own address, and the one that all share. */
export const sendingAddresses = ({ userName }: SandboxUser): string[] => [`${userName}@crm.example.com`, 'office@crm.example.com'];

/** No account sends from it. */
const ACCOUNTLESS = /^nobody@/;
/** The SMTP server refuses such recipients. */
const REFUSED = /(^|;)refused@/;

/** Sends an e-mail that is stored as Sending. */
export function sendMail({ espo, user }: Who, mail: JsonObject): void {
	const id = String(mail.id);
	const { from, to, cc, bcc, replyTo, name, body, isHtml } = mail;
	if (ACCOUNTLESS.test(String(from))) throw new ApiError(500);
	if ([to, cc, bcc].some((list) => REFUSED.test(String(list ?? '')))) {
		espo.store.update('Email', id, { status: 'Draft' });
		throw new ApiError(500, 'sendingFail', { id, message: espo.version10 ? 'unknownError' : 'Unknown error.' });
	}
	const files = espo.store
		.rows('SELECT "name" FROM "Attachment" WHERE "parentId" = ? AND "deleted" = 0', [id])
		.map((file) => String(file.name));
	espo.outbox.push({
		from: from ?? null,
		to: to ?? null,
		cc: cc ?? null,
		bcc: bcc ?? null,
		replyTo: replyTo ?? null,
		subject: name ?? null,
		body: body ?? null,
		isHtml: isHtml ?? null,
		files,
		sentBy: user.id,
	});
	espo.store.update('Email', id, { status: 'Sent', dateSent: espo.now(), messageId: `<${id}@espo>`, isUsers: true });
	if (mail.repliedId) espo.store.update('Email', mail.repliedId, { isReplied: true });
}
