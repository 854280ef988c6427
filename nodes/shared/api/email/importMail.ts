import { objectAnswer } from '../client/answerShape';
import { EspoError } from '../client/EspoError';
import { withUploads } from '../files/withUploads';
import type { Lookups } from '../metadata/Lookups';
import type { EspoClient } from '../client/EspoClient';
import type { NamedBytes } from '../request/Bytes';
import type { EspoRequest } from '../request/EspoRequest';
import { isIdentifier } from '../values/identifier';
import { InvalidInput } from '../values/InvalidInput';
import { asError } from '../values/asError';
import { isJsonObject } from '../values/Json';

const PLACE = { entityType: 'ImportEml', field: 'file', isRelated: true };
/** Every e-mail begins with headers, and has one of these among them. */
const HEADER = /^(from|to|subject|date|received|message-id|return-path|mime-version):/im;
const LOOKED_AT = 65_536;

/**
 * Makes an e-mail of the file of one (.eml).
 * @returns its ID, and whether it was not there before
 * @throws InvalidInput for what is no e-mail, of which EspoCRM would make an empty one, and where EspoCRM can't; EspoError, PartlyDone
 */
export async function importMail(lookups: Lookups, file: NamedBytes): Promise<{ id: string; isNew: boolean }> {
	const { client, metadata } = lookups;
	if (!(await metadata.fields(PLACE.entityType)).has(PLACE.field))
		throw new InvalidInput('Operation', "This EspoCRM can't import e-mails", 'It needs EspoCRM 8.4 or newer.');
	if (!HEADER.test(await beginningOf(file)))
		throw new InvalidInput(
			file.origin,
			`The file “${file.name}” (${file.origin}) is not an e-mail`,
			'It must be a message with its headers (.eml).',
		);
	return await withUploads(lookups, [{ file, to: PLACE }], async ([upload]) => await imported(client, upload?.id ?? ''));
}

async function imported(client: EspoClient, fileId: string): Promise<{ id: string; isNew: boolean }> {
	const request: EspoRequest = { method: 'POST', path: ['Email', 'importEml'], body: { fileId } };
	try {
		const { id } = objectAnswer(request, await client.request(request));
		return { id: String(id), isNew: true };
	} catch (error) {
		const known = knownId(error);
		if (known === undefined) throw asError(error);
		await client.request({ method: 'DELETE', path: ['Attachment', fileId] }).catch(() => undefined);
		return { id: known, isNew: false };
	}
}

/** The ID of an e-mail that was imported before. */
function knownId(error: unknown): string | undefined {
	if (!(error instanceof EspoError) || error.details.status !== 409 || !isJsonObject(error.details.body)) return undefined;
	const { messageTranslation } = error.details.body;
	const data = isJsonObject(messageTranslation) ? messageTranslation.data : undefined;
	return isJsonObject(data) && isIdentifier(data.id) ? String(data.id) : undefined;
}

async function beginningOf(file: NamedBytes): Promise<string> {
	let text = '';
	for await (const part of file.open()) {
		text += Buffer.from(part.subarray(0, LOOKED_AT)).toString('latin1');
		if (text.length >= LOOKED_AT) break;
	}
	return text.split(/\r?\n\r?\n/)[0] ?? '';
}
