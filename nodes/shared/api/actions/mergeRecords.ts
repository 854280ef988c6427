import { allEnded } from '../client/allEnded';
import { doneAnswer, recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { alsoDone } from '../client/partlyDone';
import { errorText } from '../messages/errorText';
import { definedFields } from '../metadata/definedFields';
import type { Lookups } from '../metadata/Lookups';
import { notStored } from '../records/notStored';
import { notStoredText } from '../records/notStoredText';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import { filledAttributes } from './filledAttributes';
import { followersOf } from './followersOf';
import type { Merge } from './Merge';
import { mergedState } from './mergedState';

/** As the panel calls them. */
export const SOURCES = 'Records to Merge Into It';

interface MergeContext extends Lookups {
	/** Shows a note beside the output. */
	hint(text: string): void;
}

/**
 * Merges records into one. A lost answer is followed by a look at the records, never by a second merge.
 * @param fills whether what is empty in the record is taken from the sources
 * @returns the record as it is stored
 * @throws EspoError, PartlyDone that says what is there after a failure
 */
export async function mergeRecords(context: MergeContext, given: Merge, fills: boolean): Promise<JsonObject> {
	const { client, metadata, hint } = context;
	const { entityType, id, sourceIds } = given;
	const fields = fills ? await definedFields(metadata, entityType) : new Map<string, JsonObject>();
	const record = await read(client, entityType, id);
	const sources = await allEnded(sourceIds.map(async (source) => await readSource(client, entityType, source)));
	const followers = await followersOf(client, entityType, record, sources);
	const merge = fills ? { ...given, attributes: filledAttributes(record, sources, fields) } : given;
	const merged = await sent(client, merge);
	const text = notStoredText(notStored(merge.attributes, merged, entityType));
	if (text) hint(text);
	await addFollowers(context, merge, followers);
	return merged;
}

async function sent(client: EspoClient, merge: Merge): Promise<JsonObject> {
	const { entityType, id, sourceIds, attributes } = merge;
	const data = { sourceIdList: sourceIds, attributes };
	const request: EspoRequest = { method: 'POST', path: ['Action'], body: { entityType, action: 'merge', id, data } };
	try {
		return recordAnswer(request, await client.request(request));
	} catch (error) {
		if (!(error instanceof EspoError)) throw asError(error);
		const state = await mergedState(client, merge, error.ambiguous);
		if (state.isDone) return await read(client, entityType, id);
		throw alsoDone([state.text], error, state.hasBegun);
	}
}

async function read(client: EspoClient, entityType: string, id: string): Promise<JsonObject> {
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	return recordAnswer(request, await client.request(request));
}

/** @throws InvalidInput for one that is not there; EspoError */
async function readSource(client: EspoClient, entityType: string, id: string): Promise<JsonObject> {
	const found = await read(client, entityType, id).catch((error: unknown) => asError(error));
	if (!(found instanceof Error)) return found;
	if (!(found instanceof EspoError) || found.kind !== 'notFound') throw found;
	throw new InvalidInput(SOURCES, `“${SOURCES}” names a record that does not exist: ${id}`, 'Nothing was merged. Check the IDs.');
}

/** EspoCRM forgets who followed the sources (espocrm-api.md#merging). */
async function addFollowers({ client, hint }: MergeContext, { entityType, id }: Merge, ids: string[]): Promise<void> {
	if (!ids.length) return;
	const request: EspoRequest = { method: 'POST', path: [entityType, id, 'followers'], body: { ids } };
	try {
		doneAnswer(request, await client.request(request));
	} catch (error) {
		const reason = error instanceof EspoError ? errorText(error).message : asError(error).message;
		hint(`merged, but those who followed the sources do not follow the record: ${ids.join(', ')} (${reason}).`);
	}
}
