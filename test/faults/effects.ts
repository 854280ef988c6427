import type { LoggedRequest } from '../harness/FaultProxy';
import { ITEMS, plain, type WorldItem } from './world';

/** How often each write was carried out, by what it does. */
export type Effects = Map<string, number>;

/** The writes that EspoCRM carried out. A request about many IDs does something for each of them. */
export function effectsOf(requests: LoggedRequest[]): Effects {
	const effects: Effects = new Map();
	for (const { method, path, body, done } of requests) {
		if (method === 'GET' || done < 200 || done >= 300) continue;
		for (const effect of parts(`${method} ${plain(path)}`, body)) effects.set(effect, (effects.get(effect) ?? 0) + 1);
	}
	return effects;
}

function parts(what: string, body: string): string[] {
	const { ids, ...rest } = (body ? JSON.parse(body) : {}) as { ids?: unknown };
	const own = plain(JSON.stringify(rest));
	return Array.isArray(ids) ? ids.map((id) => `${what} ${own} ${String(id)}`) : [`${what} ${own}`];
}

/** By what the effects of a call belong to its items: each names what only one of them has, and none is left without. Undefined where nothing tells. */
export function distinctionOf(effects: Effects, count: number): keyof WorldItem | undefined {
	const parts: Array<keyof WorldItem> = ['name', 'duplicate', 'several', 'record', 'related'];
	return parts.find((part) => {
		const items = new Set([...effects.keys()].map((effect) => itemOf(effect, part)));
		return items.size === count && !items.has(undefined);
	});
}

function itemOf(effect: string, part: keyof WorldItem): number | undefined {
	const found = ITEMS.flatMap((item, index) => (effect.includes(item[part]) ? [index] : []));
	return found.length === 1 ? found[0] : undefined;
}

/** Those that belong to an item. @param part by which they are told apart */
export function effectsOfItem(effects: Effects, index: number, part: keyof WorldItem | undefined): Effects {
	return new Map([...effects].filter(([effect]) => part !== undefined && itemOf(effect, part) === index));
}
