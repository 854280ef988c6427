import type { EspoClient } from '../client/EspoClient';
import { listAnswer, recordAnswer } from '../client/answerShape';
import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import type { FileField } from './fileField';

/** The attributes in which a record shows the files of a field. */
export function fileAttributes({ field, isSingle }: Pick<FileField, 'field' | 'isSingle'>): { id: string; names: string; types?: string } {
	return isSingle ? { id: `${field}Id`, names: `${field}Name` } : { id: `${field}Ids`, names: `${field}Names`, types: `${field}Types` };
}

/**
 * What a record shows of its files, read as a list of one: that leaves an e-mail unread, and is small.
 * @throws EspoError when the record is not there, or not for this user
 */
export async function readFileAttributes(client: EspoClient, fields: FileField[], recordId: string): Promise<JsonObject> {
	const [{ entityType } = { entityType: '' }] = fields;
	const select = ['id', ...fields.flatMap((field) => Object.values(fileAttributes(field)))];
	const request: EspoRequest = {
		method: 'GET',
		path: [entityType],
		searchParams: { select, where: [{ type: 'equals', attribute: 'id', value: recordId }], maxSize: 1 },
	};
	const [found] = listAnswer(request, await client.request(request)).list;
	if (found) return found;
	// EspoCRM says why.
	const single: EspoRequest = { method: 'GET', path: [entityType, recordId] };
	return recordAnswer(single, await client.request(single));
}
