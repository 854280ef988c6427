import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { recordNames } from '../messages/recordNames';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import { isJsonObject, type JsonObject } from '../values/Json';
import { otherDuplicates } from './otherDuplicates';

/** What to do when EspoCRM's own check finds records like the new one. */
export type OnDuplicate = 'fail' | 'return' | 'skip' | 'update';

/** The request that creates a record. @param skipDuplicateCheck whether EspoCRM leaves its own check for duplicates out (since 7.0) */
export function createRequest(entityType: string, values: JsonObject, skipDuplicateCheck: boolean): EspoRequest {
	return {
		method: 'POST',
		path: [entityType],
		body: values,
		headers: skipDuplicateCheck ? { 'X-Skip-Duplicate-Check': 'true' } : undefined,
	};
}

/** The request that changes these attributes of a record, and no others. */
export function updateRequest(entityType: string, id: string, values: JsonObject): EspoRequest {
	return { method: 'PUT', path: [entityType, id], body: values };
}

export interface CreateContext {
	client: EspoClient;
	/** Gives the record as it is stored. @throws EspoError */
	write(request: EspoRequest): Promise<JsonObject>;
}

export interface CreateOutcome {
	records: JsonObject[];
	isNew: boolean;
	/** The records that kept it from being created. */
	duplicates: JsonObject[];
}

/**
 * Creates a record, or does with the records that the server's check finds (409 with the full records, espocrm-api.md#duplicates) what was chosen.
 * @throws EspoError; InvalidInput for several duplicates where one is to be updated
 */
export async function createRecord(
	{ client, write }: CreateContext,
	request: EspoRequest,
	onDuplicate: OnDuplicate,
): Promise<CreateOutcome> {
	const values = request.body ?? {};
	try {
		return { records: [await write(request)], isNew: true, duplicates: [] };
	} catch (error) {
		const duplicates = duplicatesIn(error);
		if (onDuplicate === 'fail' || !duplicates.length) throw asError(error);
		if (onDuplicate === 'update' && duplicates.length > 1) throw severalDuplicates(duplicates);
		if (onDuplicate === 'skip') return { records: [], isNew: false, duplicates };
		if (onDuplicate === 'return') return { records: duplicates, isNew: false, duplicates };
		const [entityType, existing] = [String(request.path[0]), duplicates[0] as JsonObject];
		const others = await otherDuplicates(client, entityType, existing, values);
		if (others.length) throw severalDuplicates([existing, ...others]);
		const rest = await withoutKnownAddresses(client, entityType, existing, values);
		return { records: [await write(updateRequest(entityType, String(existing.id), rest))], isNew: false, duplicates };
	}
}

function severalDuplicates(duplicates: JsonObject[]): InvalidInput {
	return new InvalidInput(
		'If a Duplicate Exists',
		`EspoCRM already has several records like it, so none was updated: ${recordNames(duplicates)}`,
		'Update the right one by its ID, or match on other fields with Create or Update.',
	);
}

/** The existing records that a refusal of the duplicate check lists. */
function duplicatesIn(error: unknown): JsonObject[] {
	if (!(error instanceof EspoError) || error.kind !== 'duplicate') return [];
	const { body } = error.details;
	return Array.isArray(body) ? body.filter((record): record is JsonObject => isJsonObject(record) && typeof record.id === 'string') : [];
}

const ADDRESSES = ['emailAddress', 'phoneNumber'];

/**
 * Writing an address that a record has as a second one would make it the primary one (espocrm-api.md#field-types). The refusal shows only
 * the primary ones, so the record is read where an address is another one.
 */
async function withoutKnownAddresses(
	client: EspoClient,
	entityType: string,
	existing: JsonObject,
	values: JsonObject,
): Promise<JsonObject> {
	const others = ADDRESSES.filter((name) => values[name] && existing[name] && !isSameForDuplicates(values[name], existing[name]));
	if (!others.length) return values;
	const request: EspoRequest = { method: 'GET', path: [entityType, String(existing.id)] };
	const record = recordAnswer(request, await client.request(request));
	const isKnown = (name: string) => {
		const all = record[`${name}Data`];
		return Array.isArray(all) && all.some((entry) => isJsonObject(entry) && isSameForDuplicates(entry[name], values[name]));
	};
	return Object.fromEntries(Object.entries(values).filter(([name]) => !others.includes(name) || !isKnown(name)));
}

function isSameForDuplicates(a: unknown, b: unknown): boolean {
	const plain = (address: unknown) =>
		String(address)
			.toLowerCase()
			.replace(/[\s()-]/g, '');
	return plain(a) === plain(b);
}
