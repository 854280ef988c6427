import { recordAnswer } from './answerShape';
import { asError } from './asError';
import type { EspoClient } from './EspoClient';
import { EspoError } from './EspoError';
import type { EspoRequest } from './EspoRequest';
import { isJsonObject, type JsonObject } from './Json';

/** What to do when EspoCRM's own check finds records like the new one. */
export type OnDuplicate = 'fail' | 'return' | 'skip' | 'update';

export function createRequest(entityType: string, values: JsonObject, skipDuplicateCheck: boolean): EspoRequest {
	return { method: 'POST', path: [entityType], body: values, headers: skipDuplicateCheck ? { 'X-Skip-Duplicate-Check': 'true' } : undefined };
}

export function updateRequest(entityType: string, id: string, values: JsonObject): EspoRequest {
	return { method: 'PUT', path: [entityType, id], body: values };
}

export interface CreateOutcome {
	records: JsonObject[];
	/** What was sent for them; undefined where nothing was written. */
	sent?: JsonObject;
	isNew: boolean;
	/** The records that kept it from being created. */
	duplicates: JsonObject[];
}

/**
 * Creates a record, or does with the records that the server's check finds (409 with the full records, api.md 2.1) what was chosen.
 * @throws EspoError, also for several duplicates where one is to be updated
 */
export async function createRecord(client: EspoClient, request: EspoRequest, onDuplicate: OnDuplicate): Promise<CreateOutcome> {
	const values = request.body ?? {};
	try {
		const record = recordAnswer(request, await client.request(request));
		return { records: [record], sent: values, isNew: true, duplicates: [] };
	} catch (error) {
		const duplicates = duplicatesIn(error);
		const usable = onDuplicate === 'update' ? duplicates.length === 1 : onDuplicate !== 'fail' && duplicates.length > 0;
		if (!usable) throw asError(error);
		if (onDuplicate === 'skip') return { records: [], isNew: false, duplicates };
		if (onDuplicate === 'return') return { records: duplicates, isNew: false, duplicates };
		const [existing] = duplicates as [JsonObject];
		const sent = withoutKnownAddresses(values, existing);
		const update = updateRequest(String(request.path[0]), String(existing.id), sent);
		return { records: [recordAnswer(update, await client.request(update))], sent, isNew: false, duplicates };
	}
}

/** The existing records that a refusal of the duplicate check lists. */
function duplicatesIn(error: unknown): JsonObject[] {
	if (!(error instanceof EspoError) || error.kind !== 'duplicate') return [];
	const { body } = error.details;
	return Array.isArray(body) ? body.filter((record): record is JsonObject => isJsonObject(record) && typeof record.id === 'string') : [];
}

/** Writing an address that a record has as a second one would make it the primary one (api.md 9.3). */
function withoutKnownAddresses(values: JsonObject, existing: JsonObject): JsonObject {
	const isKnown = (name: string) => {
		const all = existing[`${name}Data`];
		const same = (value: unknown) => String(value).toLowerCase() === String(values[name]).toLowerCase();
		return Array.isArray(all) && all.some((entry) => isJsonObject(entry) && same(entry[name]));
	};
	return Object.fromEntries(Object.entries(values).filter(([name]) => !['emailAddress', 'phoneNumber'].includes(name) || !isKnown(name)));
}
