import { doneAnswer, recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import type { FileField } from './fileField';
import { fileAttributes, readFileAttributes } from './fileAttributes';

/** Where files go. */
export interface Attaching {
	field: FileField;
	recordId: string;
	/** Whether other files of the field are taken out. A field for one file always loses the one that it has. */
	replaces?: boolean;
}

/**
 * Sets uploads on a record. A field for many files keeps those that it has, also if others add some at the same moment.
 * @throws EspoError; Error where EspoCRM did not store it
 */
export async function attachFiles(client: EspoClient, { field, recordId, replaces }: Attaching, ids: string[]): Promise<void> {
	const isAdded = !field.isSingle && !replaces;
	const request: EspoRequest = isAdded
		? { method: 'POST', path: [field.entityType, recordId, field.field], body: { ids } }
		: { method: 'PUT', path: [field.entityType, recordId], body: { [fileAttributes(field).id]: field.isSingle ? (ids[0] ?? null) : ids } };
	try {
		const answer = await client.request(request);
		if (isAdded) return doneAnswer(request, answer);
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

function holds(record: Record<string, unknown>, field: FileField, ids: string[]): boolean {
	const held = [record[fileAttributes(field).id]].flat();
	return ids.every((id) => held.includes(id));
}
