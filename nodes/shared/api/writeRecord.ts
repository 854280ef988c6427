import { recordAnswer } from './answerShape';
import { asError } from './asError';
import { doubtfulAttributes } from './doubtfulAttributes';
import type { EspoClient } from './EspoClient';
import { EspoError } from './EspoError';
import type { EspoRequest } from './EspoRequest';
import { isJsonObject, type JsonObject } from './Json';
import { linksInDoubt, rememberLinks } from './linksInDoubt';
import type { Metadata } from './Metadata';
import { notStored, type NotStored } from './notStored';
import { addressesRequest, clearsAddress, withListedAddresses, withoutLoneFlags } from './storedAddresses';

export interface Written {
	/** As it is stored. */
	record: JsonObject;
	notStored: NotStored[];
	/** Attributes with the ID of a record that EspoCRM knows no name of. */
	unknownRecords: string[];
	/** Attributes of which it is not known what is stored, because the record can't be read. */
	unclear: string[];
}

/**
 * Creates or updates a record and looks at what is stored. One request; another one only where the answer shows or can't show (see
 * `addressesRequest`, `doubtfulAttributes`, `linksInDoubt`) that something is not stored, or where a currency is missing.
 * @throws EspoError
 */
export async function writeRecord(client: EspoClient, metadata: Metadata, request: EspoRequest): Promise<Written> {
	const [entityType = ''] = request.path;
	const sent = request.body ?? {};
	const before = clearsAddress(request) ? await readRecord(client, entityType, request.path[1]) : undefined;
	const answer = await answerOf(client, metadata, request);
	const more = addressesRequest(request, answer, before);
	const written = withoutLoneFlags(more ? withListedAddresses(more, recordAnswer(more, await client.request(more))) : answer);
	const links = linksInDoubt(client, request, written);
	const doubtful = [...doubtfulAttributes(entityType, sent, written, await metadata.knownNotStorable(entityType)), ...links];
	const read = doubtful.length ? await readRecord(client, entityType, String(written.id)) : undefined;
	if (read) rememberLinks(client, request, links, read);
	const record = read ?? written;
	return {
		record,
		notStored: notStored(sent, record, entityType),
		unknownRecords: Object.keys(sent).filter((name) => isUnknownRecord(name, sent, record)),
		unclear: read ? [] : doubtful,
	};
}

async function readRecord(client: EspoClient, entityType: string, id = ''): Promise<JsonObject | undefined> {
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	// A write must not fail because the record can't be read.
	return await client
		.request(request)
		.then((answer) => recordAnswer(request, answer))
		.catch(() => undefined);
}

/** 7.x keeps the ID of a record that does not exist; its name is empty then. */
function isUnknownRecord(name: string, sent: JsonObject, record: JsonObject): boolean {
	const value = sent[name];
	return name.endsWith('Id') && typeof value === 'string' && value !== '' && record[name] === value && record[name.replace(/Id$/, 'Name')] === null;
}

/**
 * The answer to the write. An amount on a record that has no currency yet is refused; the default currency then goes along, as with a new record.
 * @throws EspoError
 */
async function answerOf(client: EspoClient, metadata: Metadata, request: EspoRequest): Promise<JsonObject> {
	try {
		return recordAnswer(request, await client.request(request));
	} catch (error) {
		const attribute = missingCurrency(error, request);
		const currency = attribute === undefined ? undefined : await metadata.defaultCurrency().catch(() => undefined);
		if (attribute === undefined || currency === undefined) throw asError(error);
		return await answerOf(client, metadata, { ...request, body: { ...request.body, [attribute]: currency } });
	}
}

/** The attribute that the refusal misses, unless it was sent. */
function missingCurrency(error: unknown, { body = {} }: EspoRequest): string | undefined {
	if (!(error instanceof EspoError) || error.kind !== 'invalid' || !isJsonObject(error.details.body)) return undefined;
	const { messageTranslation } = error.details.body;
	const data = isJsonObject(messageTranslation) ? messageTranslation.data : undefined;
	if (!isJsonObject(data) || data.type !== 'validCurrency' || typeof data.field !== 'string') return undefined;
	const attribute = `${data.field}Currency`;
	return body[data.field] !== undefined && body[attribute] === undefined ? attribute : undefined;
}
