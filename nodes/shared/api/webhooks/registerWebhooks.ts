import type { EspoClient } from '../client/EspoClient';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import { planWebhooks, type WantedWebhooks } from './planWebhooks';
import { ADDRESS_SETTING } from './webhookRefusal';
import { createWebhook, deleteWebhook, listWebhooks, readWebhook, updateWebhook, webhookUrl, type Webhook } from './webhooks';

const LONGEST_URL = 512;

/**
 * Makes the webhooks in EspoCRM exactly the wanted ones: keeps, repairs, creates, removes. If it breaks off, what it created
 * is removed again; what could not be is found by its address the next time.
 * One request after the other: EspoCRM keeps a list of the events that anybody waits for, and two requests at once overwrite
 * each other's addition to it (source of 10.0: Webhook/Manager), so that one event would never be delivered.
 * @param knownIds ids of earlier webhooks of ours, wherever they lead
 * @returns the wanted ones, with their secrets
 * @throws EspoError, InvalidInput
 */
export async function registerWebhooks(client: EspoClient, wanted: WantedWebhooks, knownIds: string[]): Promise<Webhook[]> {
	const { baseUrl, skipOwn } = wanted;
	for (const event of wanted.events) checkLength(webhookUrl(baseUrl, event));
	const found = await listWebhooks(client, baseUrl, knownIds);
	const plan = planWebhooks(wanted, found, knownIds);
	// First, because the number of webhooks is limited; no event is missed by it, as none of them is wanted.
	for (const { id } of plan.remove) await deleteWebhook(client, id);
	try {
		const ready = await withSecrets(client, plan.keep);
		for (const { id, event } of plan.change) {
			ready.push(complete(await updateWebhook(client, id, { url: webhookUrl(baseUrl, event), skipOwn }), wanted));
		}
		for (const event of plan.create) {
			ready.push(complete(await createWebhook(client, { event, url: webhookUrl(baseUrl, event), skipOwn }), wanted));
		}
		return ready;
	} catch (error) {
		await undo(client, baseUrl, found);
		throw asError(error);
	}
}

/** Removes what was not there before, also what was created by a request that got no answer. Never throws: the reason for it matters more. */
async function undo(client: EspoClient, baseUrl: string, before: Webhook[]): Promise<void> {
	const known = new Set(before.map(({ id }) => id));
	const now = await listWebhooks(client, baseUrl, []).catch(() => []);
	for (const { id } of now) if (!known.has(id)) await deleteWebhook(client, id).catch(() => undefined);
}

/** Lists hold the secrets on all versions seen so far; a record does in any case (espocrm-api.md#webhooks). */
async function withSecrets(client: EspoClient, hooks: Webhook[]): Promise<Webhook[]> {
	const complete: Webhook[] = [];
	for (const hook of hooks) complete.push(hook.secretKey ? hook : ((await readWebhook(client, hook.id)) ?? hook));
	return complete;
}

/** Servers before 9.2 drop the setting without a word, and 10.0 does so for administrators (espocrm-api.md#webhooks). @throws InvalidInput */
function complete(hook: Webhook, { skipOwn }: WantedWebhooks): Webhook {
	if (!skipOwn || hook.skipOwn) return hook;
	throw new InvalidInput(
		'Skip Own Actions',
		'EspoCRM did not accept “Skip Own Actions” for its webhooks',
		'“Skip Own Actions” needs EspoCRM 9.2 or newer and the credential of an API user. Without it a workflow that writes to EspoCRM can start itself again and again; switch it off only if this one does not, or use the EspoCRM Trigger.',
	);
}

function checkLength(url: string): void {
	if (url.length <= LONGEST_URL) return;
	throw new InvalidInput(
		'Webhook URL',
		`The address for EspoCRM's webhook is too long: ${url.length} characters`,
		`EspoCRM accepts ${LONGEST_URL} at most. Shorten n8n's address: ${ADDRESS_SETTING}.`,
	);
}
