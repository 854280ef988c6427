import type { JsonObject } from '../values/Json';
import { withAddresses } from './withAddresses';

/** What is shown of an e-mail that was written: what every answer and every list has of it, on all versions. */
export const WRITTEN_ATTRIBUTES = [
	'name',
	'status',
	'from',
	'to',
	'cc',
	'bcc',
	'replyTo',
	'dateSent',
	'sendAt',
	'messageId',
	'isHtml',
	'body',
	'attachmentsIds',
	'attachmentsNames',
	'parentType',
	'parentId',
	'parentName',
	'repliedId',
	'assignedUserId',
];

/** An e-mail that was written, the same whether it comes from an answer or from a list. */
export function sentMail(mail: JsonObject): JsonObject {
	const whole = withAddresses(mail);
	return Object.fromEntries(['id', ...WRITTEN_ATTRIBUTES].map((name) => [name, shown(whole[name] ?? null)])) as JsonObject;
}

/** Answers and lists differ in how they say “none”. */
function shown(value: JsonObject[string]): JsonObject[string] {
	return value === '' ? null : value;
}
