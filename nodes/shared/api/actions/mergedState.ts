import type { EspoClient } from '../client/EspoClient';
import { readableRecords } from '../lists/readableRecords';
import { isStored } from '../records/notStored';
import { listedIds } from '../values/listedIds';
import type { Json } from '../values/Json';
import type { Merge } from './Merge';

/** What is found of a merge that failed, or whose answer was lost. */
export interface MergedState {
	/** Whether all of it was done. */
	isDone: boolean;
	/** Whether some of it was. */
	hasBegun: boolean;
	/** A sentence about what is there. */
	text: string;
}

/** How long to wait before each further look, in ms: EspoCRM goes on when nobody waits for the answer. */
const PAUSES_MS = [1_000, 2_000];

/**
 * Looks what became of a merge. Sources are deleted before the record is written (espocrm-api.md#merging), so it is looked at as long as that may follow.
 * @param mayGoOn whether EspoCRM may still be at it
 */
export async function mergedState(client: EspoClient, merge: Merge, mayGoOn: boolean): Promise<MergedState> {
	let state = await look(client, merge);
	for (const pause of mayGoOn ? PAUSES_MS : []) {
		if (state.isDone) break;
		await client.pause(pause);
		state = await look(client, merge);
	}
	return state;
}

async function look(client: EspoClient, { entityType, id, sourceIds, attributes }: Merge): Promise<MergedState> {
	const select = ['id', ...Object.keys(attributes)];
	const rows = await readableRecords(client, entityType, [id, ...sourceIds], select).catch(() => undefined);
	if (!rows)
		return { isDone: false, hasBegun: true, text: 'It is not known what was merged, because the records could not be read afterwards.' };
	const there = new Set(rows.map((row) => row.id));
	const left = sourceIds.filter((source) => there.has(source));
	const record = rows.find((row) => row.id === id);
	if (!record)
		return {
			isDone: false,
			hasBegun: true,
			text: `Afterwards the record ${id} is not there any more; of the sources: ${listedIds(left)}.`,
		};
	if (left.length === sourceIds.length)
		return { isDone: false, hasBegun: false, text: 'Afterwards the record and all sources are still there.' };
	if (left.length)
		return { isDone: false, hasBegun: true, text: `Afterwards the record is there, and of the sources only: ${listedIds(left)}.` };
	const missing = Object.entries(attributes).filter(([name, value]) => name in record && !isStored(value as Json, record[name]));
	if (!missing.length) return { isDone: true, hasBegun: true, text: '' };
	const values = JSON.stringify(Object.fromEntries(missing));
	return { isDone: false, hasBegun: true, text: `The sources are merged, but the record does not have these values: ${values}.` };
}
