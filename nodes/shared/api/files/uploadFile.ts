import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { Lookups } from '../metadata/Lookups';
import type { NamedBytes } from '../request/Bytes';
import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import { chunksOf } from './chunksOf';
import { fileInfo, storedFile } from './fileInfo';
import type { FileField } from './fileField';
import { storedName } from './fileName';
import { imageFile } from './imageFile';
import { leftBehind } from './leftBehind';
import { refuseUnfit } from './refuseUnfit';
import { sendChunk } from './sendChunk';
import type { FilePlace, StoredFile } from './StoredFile';

/** Up to so many bytes a file goes in one request, whatever the server's limits are. */
const SMALL = 1024 * 1024;

/** Where a file goes, and what is known of the limits there. */
export type Destination = FilePlace & Partial<Pick<FileField, 'accept' | 'largest' | 'isImage'>>;

/**
 * Uploads a file. It is good for nothing until it is set on a record of that type, in that field.
 * Small files take one request, larger ones are sent in pieces of the size that the server asks for.
 * @returns the attachment; what is stored has as many bytes as the file
 * @throws InvalidInput for what EspoCRM would not take, before anything is sent; EspoError
 */
export async function uploadFile(lookups: Lookups, given: NamedBytes, to: Destination): Promise<StoredFile> {
	const { client, metadata } = lookups;
	const named = { ...given, name: storedName(given.name) };
	const file = to.isImage || to.isInline ? imageFile(named) : named;
	const size = file.length ?? (await counted(file.open()));
	refuseUnfit(file, size, to);
	const start = startOf(file, size, to);
	if (size <= SMALL) return await sentWhole(client, file, start);
	const { largest, chunk } = await metadata.uploadLimits();
	refuseUnfit(file, size, { largest });
	return size <= chunk ? await sentWhole(client, file, start) : await sentInChunks(client, file, start, chunk);
}

type Start = JsonObject & { name: string; type: string; size: number };

/** The field decides; either of the two keys for the type will do. EspoCRM compares sizes only if it is told one (espocrm-api.md#attachments). */
function startOf({ name, type }: NamedBytes, size: number, { entityType, field, isInline, isRelated }: FilePlace): Start {
	const role = isInline ? 'Inline Attachment' : 'Attachment';
	return { name, type, role, [isRelated ? 'relatedType' : 'parentType']: entityType, field, size };
}

async function counted(parts: AsyncIterable<Uint8Array>): Promise<number> {
	let size = 0;
	for await (const part of parts) size += part.length;
	return size;
}

const CREATE: EspoRequest = { method: 'POST', path: ['Attachment'] };

async function created(client: EspoClient, body: JsonObject): Promise<JsonObject> {
	const request = { ...CREATE, body };
	return recordAnswer(request, await client.request(request));
}

async function sentWhole(client: EspoClient, file: NamedBytes, start: Start): Promise<StoredFile> {
	const bytes: Uint8Array[] = [];
	for await (const part of file.open()) bytes.push(part);
	const contents = Buffer.concat(bytes);
	const answer = await created(client, {
		...start,
		size: contents.length,
		file: `data:${start.type};base64,${contents.toString('base64')}`,
	});
	const stored = storedFile(answer);
	// Of contents that it does not understand EspoCRM makes an empty file.
	if (stored.size === contents.length) return stored;
	throw await leftBehind(
		client,
		[stored],
		new Error(`EspoCRM stored ${stored.size} bytes of the ${contents.length} of “${file.name}”`),
		'unused',
	);
}

async function sentInChunks(client: EspoClient, file: NamedBytes, start: Start, size: number): Promise<StoredFile> {
	const begun = storedFile(await created(client, { ...start, isBeingUploaded: true }));
	let sent = 0;
	try {
		for await (const chunk of chunksOf(file.open(), size)) {
			// More than announced could never be finished.
			if (sent + chunk.length > start.size) break;
			await sendChunk(client, begun.id, chunk, sent);
			sent += chunk.length;
		}
		const stored = await fileInfo(client, begun.id);
		if (sent === start.size && stored.isBeingUploaded === false) return stored;
		throw new Error(`“${file.name}” was not stored whole: it was to have ${start.size} bytes, ${sent} were sent`);
	} catch (error) {
		throw await leftBehind(client, [begun], error, 'unused');
	}
}
