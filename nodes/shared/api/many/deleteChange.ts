import { doneAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { listRecords } from '../lists/listRecords';
import type { EspoRequest } from '../request/EspoRequest';
import type { MassChange } from './ManyOutcome';

/** Deletes records. */
export function deleteChange(client: EspoClient, entityType: string): MassChange {
	return {
		entityType,
		action: 'delete',
		async single(id) {
			const request: EspoRequest = { method: 'DELETE', path: [entityType, id] };
			doneAnswer(request, await client.request(request));
		},
		async done(ids) {
			// Records that can't be listed are not gone, so a failure is none to pass over.
			const where = [{ type: 'in', attribute: 'id', value: ids }];
			const left = new Set((await listRecords(client, { path: [entityType], params: { where, select: ['id'] } })).map(({ id }) => id));
			return ids.filter((id) => !left.has(id));
		},
		isDoneIfMissing: true,
	};
}
