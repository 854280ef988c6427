import { changeInManner, type ManyContext, type Manner } from './changeInManner';
import { deleteChange } from './deleteChange';
import type { ManyOutcome } from './ManyOutcome';

/** Deletes many records. @param ids each once @throws Cancelled */
export async function deleteMany(context: ManyContext, entityType: string, ids: string[], manner: Manner): Promise<ManyOutcome> {
	return await changeInManner(context, deleteChange(context.client, entityType), ids, manner);
}
