import { doneAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { readableRecords } from '../lists/readableRecords';
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
			const left = new Set((await readableRecords(client, entityType, ids, ['id'])).map(({ id }) => id));
			return ids.filter((id) => !left.has(id));
		},
	};
}
