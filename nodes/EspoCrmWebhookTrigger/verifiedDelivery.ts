import type { IWebhookFunctions } from 'n8n-workflow';

import { isIdentifier } from '../shared/api/values/identifier';
import type { JsonObject } from '../shared/api/values/Json';
import { deliveredItems } from '../shared/api/webhooks/deliveredItems';
import { webhookEvent, type WebhookEvent } from '../shared/api/webhooks/webhookEvent';
import { readWebhook, webhookUrl } from '../shared/api/webhooks/webhooks';
import { isSignedBy, webhookSignature } from '../shared/api/webhooks/webhookSignature';
import type { Connection } from '../shared/n8n/transport/connect';
import { keepWebhooks, registeredWebhooks, type RegisteredWebhook } from './registeredWebhooks';

export interface VerifiedDelivery {
	/** The id of the webhook. */
	hook: string;
	event: WebhookEvent;
	items: JsonObject[];
}

interface RawRequest {
	/** The bytes as they came. */
	rawBody?: unknown;
	headers: Record<string, unknown>;
	query: Record<string, unknown>;
}

const LOOK_UPS = 5;
const LOOK_UP_PERIOD_MS = 60_000;
const lookUps = new Map<string, number[]>();

/**
 * The delivery, if it is one of EspoCRM to a webhook of this workflow: signed with its secret, at the address of its event.
 * A webhook that is not known, because n8n lost the workflow's static data, is asked for and kept if it is ours.
 * @param events the events that this workflow waits for
 */
export async function verifiedDelivery(
	context: IWebhookFunctions,
	{ client }: Connection,
	events: string[],
): Promise<VerifiedDelivery | undefined> {
	const { rawBody, headers, query }: RawRequest = context.getRequestObject();
	const signature = webhookSignature(headers);
	const name = typeof query.event === 'string' ? query.event : '';
	const event = webhookEvent(name);
	if (!signature || !event || !Buffer.isBuffer(rawBody)) return undefined;

	const known = registeredWebhooks(context) ?? [];
	const registered = known.find(({ id }) => id === signature.id);
	const hook = registered ?? (await unknownWebhook());
	if (hook?.event !== name || !isSignedBy(hook.secretKey, rawBody, signature)) return undefined;
	if (!registered) keepWebhooks(context, [...known, hook]);
	const items = deliveredItems(rawBody);
	return items && { hook: hook.id, event, items };

	async function unknownWebhook(): Promise<RegisteredWebhook | undefined> {
		// Test webhooks last for minutes, and their address is not known here.
		if (context.getMode() === 'manual' || !signature || !isIdentifier(signature.id) || !events.includes(name) || !mayLookUp(context))
			return undefined;
		const found = await readWebhook(client, signature.id).catch(() => undefined);
		return found?.isActive && found.url === webhookUrl(context.getNodeWebhookUrl('default') ?? '', name) ? found : undefined;
	}
}

/** So that strangers can't make n8n ask EspoCRM again and again. */
function mayLookUp(context: IWebhookFunctions): boolean {
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const recent = (lookUps.get(node) ?? []).filter((at) => Date.now() - at < LOOK_UP_PERIOD_MS);
	if (recent.length >= LOOK_UPS) return false;
	lookUps.set(node, [...recent, Date.now()]);
	return true;
}
