import { createHmac } from 'node:crypto';
import { access } from '../access';
import type { Espo } from '../Espo';
import type { JsonObject } from '../Json';
import { sandboxUsers, type SandboxUser } from '../sandboxUsers';
import { isInternal } from './internalAddress';

type QueuedEvent = { event: string; entityType: string; data: JsonObject; userId: string };
type QueuedItem = Pick<QueuedEvent, 'entityType' | 'data'> & { hook: string; attempts: number; dueAt: number };
/** `now` in ms since 1970: repetitions are due by this clock. `giveUp` ends the waiting for an answer before its ten seconds. */
export type DeliveryPass = { now?: number; giveUp?: AbortSignal };

const batch = 50;
const attempts = 4;
const pauseMs = 10 * 60_000;
const timeoutMs = 10_000;
const retried = [0, 401, 403, 404, 405, 408, 500, 503];
const never = ['isFollowed', 'isStarred', 'followersIds', 'followersNames', 'modifiedAt', 'streamUpdatedAt', 'versionNumber'];

/** Events wait here until a pass of the job sends them. */
export class WebhookQueue {
	private events: QueuedEvent[] = [];
	private items: QueuedItem[] = [];
	constructor(private readonly espo: Espo) {
		espo.changes.on('created', (...change) => this.created(...change));
		espo.changes.on('updated', (...change) => this.updated(...change));
		espo.changes.on('removed', (userId, entityType, id) => this.add(userId, `${entityType}.delete`, entityType, { id }));
	}

	private created(userId: string, entityType: string, record: JsonObject): void {
		const attributes = this.espo.attributes(entityType);
		const set = Object.entries(record).filter(([name, value]) => value !== null && (attributes.get(name)?.stored || name === 'isFollowed'));
		this.add(userId, `${entityType}.create`, entityType, Object.fromEntries(set));
	}
	private updated(userId: string, entityType: string, before: JsonObject, after: JsonObject): void {
		const changed = (name: string) => !never.includes(name) && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null);
		const names = Object.keys(after).filter(changed);
		const { id = null } = after;
		const pick = (list: string[]): JsonObject => Object.fromEntries(list.map((name) => [name, after[name] ?? null]));
		if (names.length === 0) return;
		this.add(userId, `${entityType}.update`, entityType, { ...pick(names), id });
		const attributes = [...this.espo.attributes(entityType).values()];
		for (const field of new Set(attributes.filter(({ name }) => names.includes(name)).map((attribute) => attribute.field))) {
			const own = attributes.filter((attribute) => attribute.field === field && !attribute.hidden).map(({ name }) => name);
			this.add(userId, `${entityType}.fieldUpdate.${field}`, entityType, { id, ...pick(own) });
		}
	}
	private add(userId: string, event: string, entityType: string, data: JsonObject): void {
		if (this.hooks(event).length) this.events.push({ event, entityType, data, userId });
	}
	private hooks = (event: string): JsonObject[] =>
		this.espo.store.select('Webhook', { where: [{ sql: 't."event" = ? AND t."isActive" = 1', params: [event] }], order: 't."createdAt"' });

	/** What the job does every two minutes, until nothing is due. */
	async deliver({ now = Date.now(), giveUp }: DeliveryPass = {}): Promise<void> {
		for (const { event, entityType, data, userId } of this.events.splice(0))
			for (const { id, skipOwn, createdById } of this.hooks(event))
				if (!skipOwn || createdById !== userId) this.items.push({ hook: String(id), entityType, data, attempts: 0, dueAt: 0 });
		for (;;) {
			const first = this.items.find(({ dueAt }) => dueAt <= now);
			if (!first) return;
			const due = this.items.filter(({ hook, dueAt }) => hook === first.hook && dueAt <= now).slice(0, batch);
			const left = await this.send(first.hook, due, now, giveUp);
			this.items = this.items.filter((item) => !due.includes(item) || left.includes(item));
		}
	}
	/** Returns the items that are to be sent again. */
	private async send(id: string, due: QueuedItem[], now: number, giveUp?: AbortSignal): Promise<QueuedItem[]> {
		const hook = this.espo.store.byId('Webhook', id);
		const user = Object.values(sandboxUsers as Record<string, SandboxUser>).find((known) => known.id === hook?.createdById);
		if (!hook?.isActive || !user) return [];
		const who = { espo: this.espo, user };
		const items = due.filter(({ entityType, data }) => {
			const record = this.espo.store.byId(entityType, data.id);
			return access.can(who, entityType, 'read', record);
		});
		const bodies = items.map(({ entityType, data }) => {
			const forbidden = access.forbidden(who, entityType, 'read').attributes;
			return Object.fromEntries(Object.entries(data).filter(([name]) => !forbidden.has(name)));
		});
		if (bodies.length === 0) return [];
		const status = await post(hook, JSON.stringify(bodies).replaceAll('/', '\\/'), this.espo, giveUp);
		if (status === 410) this.espo.store.update('Webhook', id, { deleted: true });
		if (!retried.includes(status)) return [];
		for (const item of items) Object.assign(item, { attempts: item.attempts + 1, dueAt: now + pauseMs });
		return items.filter((item) => item.attempts < attempts);
	}
}

/** The status; 408 when nothing came in time, -1 when there was no connection. */
async function post({ id, url, secretKey }: JsonObject, body: string, { version10, options }: Espo, giveUp?: AbortSignal): Promise<number> {
	if (version10 && isInternal(String(url), options.webhookAllowedAddresses)) return -1;
	const digest = createHmac('sha256', String(secretKey)).update(body).digest();
	const sign = (signature: Buffer) => Buffer.concat([Buffer.from(`${String(id)}:`), signature]).toString('base64');
	const headers: Record<string, string> = { 'content-type': 'application/json', accept: '*/*', 'x-signature': sign(digest) };
	if (version10) headers.signature = sign(Buffer.from(digest.toString('hex')));
	const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(giveUp ? [giveUp] : [])]);
	try {
		const request = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
		const response = await fetch(String(url), request);
		await response.arrayBuffer();
		return response.status;
	} catch {
		return signal.aborted ? 408 : -1;
	}
}
