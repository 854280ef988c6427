import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { Metadata } from '../metadata/Metadata';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { isJsonObject, type JsonObject } from '../values/Json';
import { addressesRequest, clearsAddress, showsOldAddresses, withListedAddresses, withoutLoneFlags } from './addresses';
import { needsDays, refuseHalfDays, timesRequest } from './allDay';
import { withoutOldParents } from './clearedParents';
import { doubtfulAttributes } from './doubtfulAttributes';
import { lacksEnd, withDuration } from './duration';
import { linksInDoubt, rememberLinks } from './linksInDoubt';
import { isNewerServer, keepNewer, showsOldLinks, showsOldNames } from './newerServers';
import { namelessLinks, type NamelessLinks } from './namelessLinks';
import { notStored, type NotStored } from './notStored';

export interface Written extends NamelessLinks {
	/** As it is stored. */
	record: JsonObject;
	notStored: NotStored[];
	/** Attributes of which it is not known what is stored, because the record can't be read. */
	unclear: string[];
	/** Whether a version number was given that EspoCRM does not compare: records of this type have none. */
	unversioned: boolean;
	/** Whether it is a new event with a start, but no end. */
	endless: boolean;
}

/**
 * Creates or updates a record and looks at what is stored. One request; another one only where the answer shows or can't show (see
 * `addressesRequest`, `timesRequest`, `doubtfulAttributes`, `linksInDoubt`, `showsOldNames`, `showsOldLinks`, `showsOldAddresses`) that something is not stored, where a
 * currency is missing, or where the record has to be known first (`clearsAddress`, `needsDays`).
 * @throws EspoError; InvalidInput for what can't be written to a record as it is
 */
export async function writeRecord(client: EspoClient, metadata: Metadata, request: EspoRequest): Promise<Written> {
	const [entityType = ''] = request.path;
	const sent = request.body ?? {};
	const { answer, written } = await sentRequests(client, metadata, request);
	const links = linksInDoubt(client, request, written);
	const newer = await isNewerServer(client, metadata, entityType);
	const known = { notStorable: await metadata.knownNotStorable(entityType), isNewerServer: newer };
	const doubtful = [...doubtfulAttributes(entityType, sent, written, known), ...links];
	const isOld = (!newer && showsOldNames(request, written)) || showsOldLinks(request, written) || showsOldAddresses(request, written);
	const isRead = doubtful.length > 0 || isOld;
	const read = isRead ? await readRecord(client, entityType, String(written.id)) : undefined;
	if (read) rememberLinks(client, request, links, read);
	const record = read ?? written;
	return {
		record,
		notStored: notStored(sent, record, entityType),
		...(isRead && !read ? { unknownRecords: [], withoutType: [] } : await namelessLinks(metadata, entityType, sent, record)),
		unclear: read ? [] : doubtful,
		unversioned: request.headers?.['X-Version-Number'] !== undefined && answer.versionNumber === undefined,
		endless: lacksEnd(request, record),
	};
}

/** The requests of the write itself. @returns the first answer, and the record as the last one shows it */
async function sentRequests(
	client: EspoClient,
	metadata: Metadata,
	request: EspoRequest,
): Promise<{ answer: JsonObject; written: JsonObject }> {
	const [entityType = '', id] = request.path;
	const before = (await dependsOnRecord(client, metadata, request)) ? await readRecord(client, entityType, id) : undefined;
	if (needsDays(request)) refuseHalfDays(request, before);
	const answer = await answerOf(client, metadata, request);
	const more = inOne(addressesRequest(request, answer, before), timesRequest(request, answer));
	const last = more ? withListedAddresses(more, recordAnswer(more, await client.request(more))) : answer;
	for (const seen of [before, last]) keepNewer(client, seen);
	return { answer, written: withDuration(entityType, withoutOldParents(request, withoutLoneFlags(last))) };
}

function inOne(one: EspoRequest | undefined, other: EspoRequest | undefined): EspoRequest | undefined {
	return one && other ? { ...one, body: { ...one.body, ...other.body } } : (one ?? other);
}

/** Whether what an update needs, or may do, depends on what the record holds. */
async function dependsOnRecord(client: EspoClient, metadata: Metadata, request: EspoRequest): Promise<boolean> {
	if (needsDays(request)) return true;
	return clearsAddress(request) && !(await isNewerServer(client, metadata, request.path[0] ?? ''));
}

async function readRecord(client: EspoClient, entityType: string, id = ''): Promise<JsonObject | undefined> {
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	// A write must not fail because the record can't be read.
	return await client
		.request(request)
		.then((answer) => recordAnswer(request, answer))
		.catch(() => undefined);
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
