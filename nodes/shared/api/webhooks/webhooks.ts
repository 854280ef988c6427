import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { listRecords } from '../lists/listRecords';
import type { EspoRequest } from '../request/EspoRequest';
import type { WhereItem } from '../request/WhereItem';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { webhookRefusal } from './webhookRefusal';

/** A webhook that EspoCRM keeps for its user (espocrm-api.md#webhooks). */
export interface Webhook {
	id: string;
	/** E.g. "Account.update". */
	event: string;
	url: string;
	isActive: boolean;
	/** False too where the server knows no such thing (before 9.2). */
	skipOwn: boolean;
	secretKey: string;
}

const TYPE = 'Webhook';

/** Deliveries name no event, so each event has an address of its own. */
export function webhookUrl(baseUrl: string, event: string): string {
	return `${baseUrl}?event=${event}`;
}

/** Whether an address is one that `webhookUrl` makes of this base. */
export function isWebhookUrl(url: string, baseUrl: string): boolean {
	return url === baseUrl || url.startsWith(`${baseUrl}?event=`);
}

/** The user's webhooks at this base address, and those with these ids wherever they lead; one request. @throws EspoError */
export async function listWebhooks(client: EspoClient, baseUrl: string, ids: string[]): Promise<Webhook[]> {
	const here: WhereItem = { type: 'startsWith', attribute: 'url', value: baseUrl };
	const where: WhereItem[] = ids.length
		? [{ type: 'or', value: [here, { type: 'in', attribute: 'id', value: ids }] as JsonObject[] }]
		: [here];
	const rows = (await listRecords(client, { path: [TYPE], params: { where } })).map(webhookOf);
	// `_` and `%` in an address are wildcards to the server.
	return rows.filter(({ id, url }) => ids.includes(id) || isWebhookUrl(url, baseUrl));
}

/** @returns undefined when there is none that the user may read. @throws EspoError */
export async function readWebhook(client: EspoClient, id: string): Promise<Webhook | undefined> {
	const request: EspoRequest = { method: 'GET', path: [TYPE, id] };
	try {
		return webhookOf(recordAnswer(request, await client.request(request)));
	} catch (error) {
		if (error instanceof EspoError && ['notFound', 'forbidden'].includes(error.kind)) return undefined;
		throw asError(error);
	}
}

/** @throws EspoError; InvalidInput when EspoCRM does not send to this address */
export async function createWebhook(
	client: EspoClient,
	{ event, url, skipOwn }: Pick<Webhook, 'event' | 'url' | 'skipOwn'>,
): Promise<Webhook> {
	return await saved(client, { method: 'POST', path: [TYPE], body: { event, url, skipOwn } }, url);
}

/** The event can't be changed. @throws EspoError; InvalidInput when EspoCRM does not send to the new address */
export async function updateWebhook(client: EspoClient, id: string, { url, skipOwn }: Pick<Webhook, 'url' | 'skipOwn'>): Promise<Webhook> {
	return await saved(client, { method: 'PUT', path: [TYPE, id], body: { url, skipOwn, isActive: true } }, url);
}

/** One that is gone already is fine. @throws EspoError */
export async function deleteWebhook(client: EspoClient, id: string): Promise<void> {
	try {
		await client.request({ method: 'DELETE', path: [TYPE, id] });
	} catch (error) {
		if (!(error instanceof EspoError) || error.kind !== 'notFound') throw asError(error);
	}
}

async function saved(client: EspoClient, request: EspoRequest, url: string): Promise<Webhook> {
	try {
		return webhookOf(recordAnswer(request, await client.request(request)));
	} catch (error) {
		throw webhookRefusal(error, url);
	}
}

function webhookOf(record: JsonObject): Webhook {
	const { id, event, url, isActive, skipOwn, secretKey } = record;
	return {
		id: text(id),
		event: text(event),
		url: text(url),
		isActive: isActive === true,
		skipOwn: skipOwn === true,
		secretKey: text(secretKey),
	};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
