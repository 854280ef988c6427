import { doneAnswer, recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import type { FileField } from './fileField';
import { fileAttributes, readFileAttributes } from './fileAttributes';

/** Where files go. */
export interface Attaching {
	field: FileField;
	recordId: string;
	/** Whether other files of the field are taken out. A field for one file always loses the one that it has. */
	replaces?: boolean;
	/** What else the same update writes; for a post, or where files are replaced. */
	changes?: JsonObject;
}

/**
 * Sets uploads on a record. A field for many files keeps those that it has, also if others add some at the same moment; to a post they are lost then.
 * @throws EspoError; Error where EspoCRM did not store it
 */
export async function attachFiles(client: EspoClient, attaching: Attaching, ids: string[]): Promise<void> {
	const { field, recordId } = attaching;
	const request = await requestFor(client, attaching, ids);
	try {
		const answer = await client.request(request);
		if (request.method === 'POST') return doneAnswer(request, answer);
		// Not every answer to an update shows the whole record.
		if (holds(recordAnswer(request, answer), field, ids)) return;
	} catch (error) {
		if (!(error instanceof EspoError && error.ambiguous)) throw asError(error);
		// After a lost answer the record tells; where it has them not, it may still get them.
		const record = await readFileAttributes(client, [field], recordId).catch(() => undefined);
		if (record && holds(record, field, ids)) return;
		throw asError(error);
	}
	if (!holds(await readFileAttributes(client, [field], recordId), field, ids))
		throw new Error(`EspoCRM did not store the files in “${field.field}”`);
}

async function requestFor(client: EspoClient, { field, recordId, replaces, changes }: Attaching, ids: string[]): Promise<EspoRequest> {
	const { entityType, isSingle } = field;
	const isAdded = !isSingle && !replaces;
	// For a post EspoCRM has no request that adds (espocrm-api.md#attachments).
	const isPost = entityType === 'Note';
	if (isAdded && !isPost) return { method: 'POST', path: [entityType, recordId, field.field], body: { ids } };
	const { id } = fileAttributes(field);
	const kept = isAdded ? [(await readFileAttributes(client, [field], recordId))[id] ?? []].flat() : [];
	const all = [...new Set([...kept, ...ids])];
	return { method: 'PUT', path: [entityType, recordId], body: { ...changes, [id]: isSingle ? (ids[0] ?? null) : all } };
}

function holds(record: Record<string, unknown>, field: FileField, ids: string[]): boolean {
	const held = [record[fileAttributes(field).id]].flat();
	return ids.every((id) => held.includes(id));
}
