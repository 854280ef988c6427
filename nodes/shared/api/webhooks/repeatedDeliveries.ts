import { createHash } from 'crypto';

import { isJsonObject, type JsonObject } from '../values/Json';
import type { WebhookEvent } from './webhookEvent';

/** A delivery that started the workflow. Plain, because it is stored. */
export type Delivery = {
	/** The id of the webhook. */
	hook: string;
	/** When it came, in ms since 1970. */
	at: number;
	/** The answer came so late that EspoCRM may have given up waiting, and then repeats the items. */
	late: boolean;
	/** A digest of each item, in their order. */
	items: string[];
};

export interface NewEvent {
	item: JsonObject;
	/** The same for each repetition of an item. */
	eventId: string;
	/** EspoCRM may have repeated it; it may also be an equal change. */
	repeat: boolean;
}

export interface Incoming {
	hook: string;
	event: WebhookEvent['event'];
	items: JsonObject[];
	/** In ms since 1970. */
	at: number;
}

/** EspoCRM waits 10 minutes after each of four attempts (source of 10.0: Webhook/Queue), and its job runs every few minutes. */
const EARLIEST_REPEAT_MS = 9 * 60_000;
const LATEST_REPEAT_MS = 45 * 60_000;
const KEPT_MS = 60 * 60_000;
const KEPT_DELIVERIES = 200;
const KEPT_ITEMS = 1_000;

/**
 * Tells new events from items that EspoCRM sends again. It has no id for a delivery, and what it repeats comes together with
 * what happened since (source of 10.0: Webhook/Queue), so bodies can't be compared, only items. Equal items are also those of
 * equal changes (a status set to and fro), which must not be lost. Therefore:
 * - A delivery counts as repeated only if all of its items come again, when EspoCRM would repeat them.
 * - Its items are dropped if EspoCRM had a reason to repeat them (a late answer), or if they are about the creation of a
 *   record, which happens once. Otherwise they are delivered again, marked and with the same event id.
 * @param known deliveries that started the workflow
 * @returns what is new, and the deliveries to know from then on
 */
export function withoutRepeats(incoming: Incoming, known: Delivery[]): { events: NewEvent[]; known: Delivery[] } {
	const { hook, items, at } = incoming;
	const kept = known.filter((delivery) => at - delivery.at < KEPT_MS);
	const digests = items.map(digestOf);
	const origins = repeatedItems(incoming, digests, kept);
	const fresh = digests.filter((_, index) => !origins[index]);
	let place = 0;
	const events = items.flatMap((item, index): NewEvent[] => {
		const origin = origins[index];
		if (!origin) return [{ item, eventId: eventId(hook, at, place++), repeat: false }];
		const { delivery } = origin;
		return delivery.late || incoming.event === 'create' ? [] : [{ item, eventId: eventId(hook, delivery.at, origin.place), repeat: true }];
	});
	return { events, known: bounded(fresh.length ? [...kept, { hook, at, late: false, items: fresh }] : kept) };
}

interface Origin {
	delivery: Delivery;
	place: number;
}

/** For each item where it came before, if it is repeated. */
function repeatedItems({ hook, event, at }: Incoming, digests: string[], known: Delivery[]): Array<Origin | undefined> {
	const origins: Array<Origin | undefined> = digests.map(() => undefined);
	for (const delivery of known) {
		const age = at - delivery.at;
		const possible = event === 'create' || (age >= EARLIEST_REPEAT_MS && age <= LATEST_REPEAT_MS);
		if (delivery.hook !== hook || !possible) continue;
		const taken = new Set<number>();
		for (const item of delivery.items) {
			const index = digests.findIndex((digest, candidate) => digest === item && !origins[candidate] && !taken.has(candidate));
			if (index >= 0) taken.add(index);
		}
		if (taken.size < delivery.items.length) continue;
		[...taken].forEach((index, place) => (origins[index] = { delivery, place }));
	}
	return origins;
}

function bounded(deliveries: Delivery[]): Delivery[] {
	const kept: Delivery[] = [];
	let items = 0;
	for (const delivery of [...deliveries].reverse()) {
		items += delivery.items.length;
		if (kept.length >= KEPT_DELIVERIES || items > KEPT_ITEMS) break;
		kept.unshift(delivery);
	}
	return kept;
}

/** What static data gave back, as far as it is deliveries. */
export function storedDeliveries(value: unknown): Delivery[] {
	return Array.isArray(value) ? value.filter(isDelivery) : [];
}

function isDelivery(value: unknown): value is Delivery {
	if (!isJsonObject(value)) return false;
	const { hook, at, late, items } = value;
	return typeof hook === 'string' && typeof at === 'number' && typeof late === 'boolean' && Array.isArray(items);
}

function digestOf(item: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(item)).digest('base64url').slice(0, 12);
}

function eventId(hook: string, at: number, place: number): string {
	return `${hook}-${at.toString(36)}-${place}`;
}
