import type { LoggedRequest } from '../harness/FaultProxy';
import { isOfWorld, ITEMS, plain, type WorldItem } from './world';

/** How often each write was carried out, by what it does. */
export type Effects = Map<string, number>;

/**
 * The writes that EspoCRM carried out. A request about many IDs does something for each of them; an upload that was removed again is none.
 */
export function effectsOf(requests: LoggedRequest[]): Effects {
	const effects: Effects = new Map();
	const done = requests.filter(({ method, done: status }) => !['GET', 'HEAD'].includes(method) && status >= 200 && status < 300);
	const removed = new Set(done.flatMap(({ method, path }) => (method === 'DELETE' ? uploadIn(path) : [])));
	// The IDs of new ones tell nothing.
	const names = new Map(done.flatMap(({ answer }) => namedIn(answer)));
	for (const request of done) {
		const { method, path, body } = request;
		const uploads = method === 'POST' && /\/Attachment(\/copy\/\w+)?$/.test(path) ? idIn(request.answer) : uploadIn(path);
		if (uploads.some((id) => removed.has(id) && !isOfWorld(id))) continue;
		const place = path.replace(/[0-9a-f]{17}/g, (id) => names.get(id) ?? id);
		for (const effect of parts(`${method} ${plain(place)}`, body, names)) effects.set(effect, (effects.get(effect) ?? 0) + 1);
	}
	return effects;
}

/** The attachment that a request is about. */
function uploadIn(path: string): string[] {
	return /\/Attachment\/(?:\w+\/)?([0-9a-f]{16,17})$/.exec(path)?.slice(1) ?? [];
}

function idIn(answer?: Buffer): string[] {
	return /"id":"(\w+)"/.exec(String(answer))?.slice(1) ?? [];
}

function namedIn(answer?: Buffer): Array<[string, string]> {
	const [, id, name] = /^\{"id":"(\w+)",(?:"deleted":\w+,)?"name":"([^"]*)"/.exec(String(answer)) ?? [];
	return id && name ? [[id, name]] : [];
}

function parts(what: string, body: string, names: ReadonlyMap<string, string>): string[] {
	const text = body.replace(/base64,([A-Za-z0-9+/=]+)/g, (_whole, base64: string) => `text,${Buffer.from(base64, 'base64').toString()}`);
	if (text && !text.startsWith('{')) return [`${what} ${text}`];
	const { ids, ...rest } = (text ? JSON.parse(text) : {}) as { ids?: unknown };
	const own = plain(JSON.stringify(rest));
	return Array.isArray(ids) ? ids.map((id) => `${what} ${own} ${names.get(String(id)) ?? plain(String(id))}`) : [`${what} ${own}`];
}

/** By what the effects of a call belong to its items: each names what only one of them has, and none is left without. Undefined where nothing tells. */
export function distinctionOf(effects: Effects, count: number): keyof WorldItem | undefined {
	const parts: Array<keyof WorldItem> = ['name', 'duplicate', 'several', 'record', 'related', 'file'];
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
