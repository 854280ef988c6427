import type { JsonObject } from '../values/Json';
import { mailAddress } from './mailAddresses';

/** What is needed of the e-mail that is replied to. */
export const REPLIED_ATTRIBUTES = [
	...['name', 'from', 'to', 'cc', 'replyTo', 'fromString', 'body', 'isHtml', 'dateSent', 'parentType', 'parentId', 'status'],
];

export interface ReplyRecipients {
	to: string[];
	cc: string[];
	/** The address that the e-mail came to, if it is one to send from. */
	from?: string;
}

/**
 * Whom a reply goes to: the one who wrote the e-mail, or for one's own its recipients again; to all of them without oneself.
 * @param own the addresses that the user may send from
 */
export function replyRecipients(mail: JsonObject, own: readonly string[], toAll: boolean): ReplyRecipients {
	const isOwn = (address: string) => own.some((one) => one.toLowerCase() === address.toLowerCase());
	const [from, to, cc, replyTo] = [mail.from, mail.to, mail.cc, mail.replyTo].map(addressesIn);
	const received = [...(to ?? []), ...(cc ?? [])];
	const isOutgoing = (from ?? []).some(isOwn);
	const first = isOutgoing ? (to ?? []) : replyTo?.length ? replyTo : (from ?? []);
	const others = toAll ? received.filter((address) => !isOwn(address) && !first.includes(address)) : [];
	return { to: [...new Set(first)], cc: [...new Set(others)], from: (isOutgoing ? from : received)?.find(isOwn) };
}

function addressesIn(list: JsonObject[string] | undefined): string[] {
	return typeof list === 'string'
		? list
				.split(';')
				.filter(Boolean)
				.map((address) => mailAddress(address, 'E-Mail'))
		: [];
}

const REPLY = /^\s*(re|aw|antw|sv|vs|odp)\s*:/i;

/** The subject of a reply; one that says already that it is a reply stays as it is. */
export function replySubject(subject: string): string {
	return REPLY.test(subject) ? subject : `Re: ${subject}`;
}

/** A picture that belongs to the e-mail: in another one it would be taken away from there (espocrm-api.md#attachments). */
const STORED_PICTURE = /<img\b[^>]*\bentryPoint=attachment\b[^>]*>/gi;

/** The body of a reply with the text that it answers below it. @param isHtml whether the body is HTML */
export function withQuote(body: string, isHtml: boolean, mail: JsonObject, plainTextOf: (html: string) => string): string {
	const original = (typeof mail.body === 'string' ? mail.body : '').replace(STORED_PICTURE, '[…]');
	const who = `${String(mail.fromString ?? mail.from ?? '')}, ${String(mail.dateSent ?? '')} UTC:`;
	if (!isHtml) {
		const text = mail.isHtml === false ? original : plainTextOf(original);
		return `${body}\n\n${who}\n${text.replace(/^/gm, '> ')}`;
	}
	const quoted = mail.isHtml === false ? `<p>${escaped(original).replace(/\r?\n/g, '<br>')}</p>` : original;
	return `${body}<br><p>${escaped(who)}</p><blockquote type="cite">${quoted}</blockquote>`;
}

function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The record that an e-mail belongs to; nothing where it belongs to none. */
export function parentOf({ parentType, parentId }: JsonObject): JsonObject {
	return typeof parentType === 'string' && typeof parentId === 'string' ? { parentType, parentId } : {};
}
