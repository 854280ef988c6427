import type { LoggedRequest } from '../harness/FaultProxy';
import { ITEMS, plain } from './world';

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

/** Those that belong to an item: they name what only it has. */
export function effectsOfItem(effects: Effects, index: number): Effects {
	return new Map([...effects].filter(([effect]) => itemOf(effect) === index));
}

/** Which item an effect belongs to; undefined where nothing tells. What items can share counts less. */
export function itemOf(effect: string): number | undefined {
	for (const part of ['name', 'duplicate', 'several', 'related', 'record'] as const) {
		const found = ITEMS.flatMap((item, index) => (effect.includes(item[part]) ? [index] : []));
		if (found.length === 1) return found[0];
	}
	return undefined;
}
