import type { LoggedRequest } from '../harness/FaultProxy';
import { readable } from '../engine/table/readable';
import { ITEMS, plain, type WorldItem } from './world';

/** How often each write was carried out, by what it does. */
export type Effects = Map<string, number>;

/** Whether a request changes no record: some that only ask have to be POST. */
export function isRead({ method, path }: Pick<LoggedRequest, 'method' | 'path'>): boolean {
	return method === 'GET' || method === 'HEAD' || path.endsWith('/action/getDuplicateAttributes');
}

/**
 * The writes that EspoCRM carried out. A request about many IDs does something for each of them. New files are named by what they were made of, and
 * those that were removed again are nothing.
 */
export function effectsOf(requests: LoggedRequest[]): Effects {
	const effects: Effects = new Map();
	const carriedOut = requests.filter((request) => !isRead(request) && request.done >= 200 && request.done < 300);
	const removed = removedAgain(carriedOut);
	const files = new Map<string, string>();
	const named = (text: string) => plain([...files].reduce((rest, [id, name]) => rest.replaceAll(id, name), text));
	for (const request of carriedOut) {
		const { method, path, body } = request;
		const made = madeFile(request);
		if (removed.some((id) => id === made || path.includes(id))) continue;
		const given = readable(body);
		if (path.endsWith('/MassAction')) {
			for (const effect of ofMassAction(given, String(request.answer))) effects.set(effect, (effects.get(effect) ?? 0) + 1);
			continue;
		}
		if (made !== undefined) files.set(made, `<file of ${nameIn(path, given)}>`);
		else for (const [id, name] of namedIn(request)) files.set(id, name);
		for (const effect of parts(`${method} ${path}`, given)) effects.set(named(effect), (effects.get(named(effect)) ?? 0) + 1);
	}
	return effects;
}

/** What a mass action did, in the words of the single requests that come to the same. */
function ofMassAction(body: string, answer: string): string[] {
	const { entityType, action, data } = JSON.parse(body) as { entityType: string; action: string; data?: { values?: object } };
	const { ids } = JSON.parse(answer) as { ids: string[] };
	const single = action === 'delete' ? 'DELETE' : 'PUT';
	return ids.map((id) => `${single} /api/v1/${entityType}/${id} ${JSON.stringify(data?.values ?? {})}`);
}

/** The ID of the file that a request made in EspoCRM. */
export function madeFile({ method, path, answer }: LoggedRequest): string | undefined {
	const isUpload = method === 'POST' && /\/Attachment(\/copy\/\w+|\/fromImageUrl)?$/.test(path);
	return isUpload ? /^\{"id":"(\w+)"/.exec(String(answer))?.[1] : undefined;
}

/** What a new file is made of: another one, or what it is called. */
function nameIn(path: string, given: string): string {
	return /copy\/(\w+)$/.exec(path)?.[1] ?? /"name":"([^"]*)"/.exec(given)?.[1] ?? given;
}

/** A new e-mail is named in what follows by its ID. */
function namedIn({ method, path, answer }: LoggedRequest): Array<[string, string]> {
	const isNew = method === 'POST' && path.endsWith('/Email');
	const [, id, name] = (isNew && /^\{"id":"(\w+)",(?:"deleted":\w+,)?"name":"([^"]*)"/.exec(String(answer))) || [];
	return id && name ? [[id, name]] : [];
}

/** The new files that were deleted by the same run: their IDs. */
function removedAgain(requests: LoggedRequest[]): string[] {
	const made = requests.flatMap((request) => madeFile(request) ?? []);
	return made.filter((id) => requests.some(({ method, path }) => method === 'DELETE' && path.endsWith(`/Attachment/${id}`)));
}

function parts(what: string, body: string): string[] {
	// A piece of a file.
	if (body.startsWith('data:')) return [`${what} ${body}`];
	const { ids, ...rest } = (body ? JSON.parse(body) : {}) as { ids?: unknown };
	const own = JSON.stringify(rest);
	return Array.isArray(ids) ? ids.map((id) => `${what} ${own} ${String(id)}`) : [`${what} ${own}`];
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
