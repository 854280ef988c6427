import { isWebhookUrl, webhookUrl, type Webhook } from './webhooks';

/** The webhooks that there should be: one for each event, and no other. */
export interface WantedWebhooks {
	baseUrl: string;
	/** E.g. "Account.update". */
	events: string[];
	skipOwn: boolean;
}

export interface WebhookPlan {
	keep: Webhook[];
	/** Ours, but not active, at an older address or with another setting: changed in place, so that what is queued for them stays. */
	change: Webhook[];
	/** Events without a webhook. */
	create: string[];
	/** Ours, but of another event, or there twice. */
	remove: Webhook[];
}

/**
 * What has to be done. Ours are those at our address, and those with an id that we know; nothing else is touched.
 * @param found may hold others too
 */
export function planWebhooks(wanted: WantedWebhooks, found: Webhook[], knownIds: string[]): WebhookPlan {
	const own = found.filter(({ id, url }) => knownIds.includes(id) || isWebhookUrl(url, wanted.baseUrl));
	const plan: WebhookPlan = { keep: [], change: [], create: [], remove: [] };
	const chosen = new Set<Webhook>();
	for (const event of wanted.events) {
		const fitting = own.filter((hook) => hook.event === event);
		const [best] = fitting.sort((a, b) => faults(a, wanted) - faults(b, wanted) || (a.id < b.id ? -1 : 1));
		if (!best) plan.create.push(event);
		else (faults(best, wanted) === 0 ? plan.keep : plan.change).push(best);
		if (best) chosen.add(best);
	}
	plan.remove = own.filter((hook) => !chosen.has(hook));
	return plan;
}

function faults(hook: Webhook, { baseUrl, skipOwn }: WantedWebhooks): number {
	return [hook.url !== webhookUrl(baseUrl, hook.event), !hook.isActive, hook.skipOwn !== skipOwn].filter(Boolean).length;
}
