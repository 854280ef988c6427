import { recordAnswer } from '../client/answerShape';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { Lookups } from '../metadata/Lookups';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { isIdentifier } from '../values/identifier';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';

const FROM = 'From Address Name or ID';

/**
 * Stores an e-mail without sending it.
 * @param attributes all but the status; without `from` the first address that the user may send from is taken
 * @param status Archived for one that was sent elsewhere
 * @returns the stored e-mail
 * @throws EspoError; InvalidInput for a sender that EspoCRM refuses, with those that it takes; PartlyDone where a part was not stored
 */
export async function writeDraft(
	{ client, metadata }: Lookups,
	attributes: JsonObject,
	status: 'Draft' | 'Archived' = 'Draft',
): Promise<JsonObject> {
	const from = attributes.from ?? (await metadata.sendingAddresses())[0];
	if (from === undefined) throw noAccount('There is no address that the authenticated user may send from');
	const request: EspoRequest = { method: 'POST', path: ['Email'], body: { ...attributes, from, status } };
	const mail = await client.request(request).then(
		(answer) => withUsableId(request, recordAnswer(request, answer)),
		async (error: unknown) => {
			if (!isRefusedSender(error)) throw asError(error);
			throw status === 'Archived' ? refusedArchive(String(from)) : await refusedSender(metadata, String(from));
		},
	);
	const lost = lostParts(attributes, mail);
	if (!lost.length && mail.status === status) return mail;
	const what = lost.length ? `without ${lost.join(' and ')}` : `with the status ${String(mail.status)}`;
	const isDraft = status === 'Draft';
	const refusal = new InvalidInput('E-Mail', `EspoCRM stored the e-mail ${what}${isDraft ? ', so it was not sent' : ''}`);
	throw new PartlyDone(isDraft ? keptAs(String(mail.id)) : `The e-mail is kept as ${String(mail.id)}.`, refusal, true);
}

/** It becomes part of an address. @throws EspoError */
function withUsableId(request: EspoRequest, mail: JsonObject): JsonObject {
	if (isIdentifier(mail.id)) return mail;
	throw new EspoError({ kind: 'notEspo', request: { method: request.method, path: request.path }, status: 200 });
}

/** What is said of an e-mail that was stored and not sent. */
export function keptAs(id: string): string {
	return `The e-mail is kept as the draft ${id}.`;
}

function isRefusedSender(error: unknown): boolean {
	return error instanceof EspoError && error.kind === 'forbidden' && /'from' address/.test(error.details.reason ?? '');
}

async function refusedSender(metadata: Lookups['metadata'], from: string): Promise<InvalidInput> {
	const allowed = await metadata.sendingAddresses().catch(() => []);
	const message = `The authenticated user may not send from “${from}”`;
	return allowed.length ? new InvalidInput(FROM, message, `“${FROM}” can be: ${allowed.join(', ')}.`) : noAccount(message);
}

/** An e-mail that was sent elsewhere has any sender, if the user may import (espocrm-api.md#sending). */
function refusedArchive(from: string): InvalidInput {
	return new InvalidInput(
		'From',
		`The authenticated user may not store e-mails from “${from}” (“From”)`,
		'Give the role of the user the scope Import (Administration > Roles).',
	);
}

function noAccount(message: string): InvalidInput {
	return new InvalidInput(
		FROM,
		`${message} (“${FROM}”)`,
		'Give the user an e-mail account, or share the system address or a group e-mail account with it (Administration > Outbound Emails, Group Email Accounts).',
	);
}

/** What EspoCRM dropped without a word: it must be in the e-mail before that leaves. */
function lostParts(given: JsonObject, stored: JsonObject): string[] {
	const files = idsIn(given.attachmentsIds);
	const isWithout = files.some((id) => !idsIn(stored.attachmentsIds).includes(id));
	const isUnlinked = given.parentId !== undefined && stored.parentId !== given.parentId;
	const isUnscheduled = given.sendAt !== undefined && stored.sendAt !== given.sendAt;
	return [
		...(isWithout ? ['some of its files'] : []),
		...(isUnlinked ? ['its record'] : []),
		...(isUnscheduled ? ['its time to be sent'] : []),
	];
}

function idsIn(list: unknown): unknown[] {
	return Array.isArray(list) ? list : [];
}
