import { randomBytes } from 'node:crypto';
import { access, type Call } from '../access';
import { Answer } from '../Answer';
import { ApiError } from '../ApiError';
import type { Json, JsonObject } from '../Json';
import { findRecords, parseSearch } from '../search/search';
import { isInternal } from './internalAddress';

const type = 'Webhook';
const longestUrl = 512;
const most = 50;

/** Before 9.2 there is no such setting, in neither direction. */
const shown = ({ espo }: Call, { skipOwn, ...hook }: JsonObject): JsonObject =>
	espo.version10 ? { ...hook, skipOwn: skipOwn ?? false } : hook;

function requireScope({ espo, user }: Call, action: string): void {
	if (user.type !== 'api') throw new ApiError(403, "No access to 'Webhook'.");
	if (!user.role.scopes.includes(type)) throw new ApiError(403, espo.version10 ? `No ${action} access.` : '');
}

function existing(call: Call, id: string, action: 'read' | 'edit' | 'delete'): JsonObject {
	requireScope(call, action);
	const hook = call.espo.store.byId(type, id);
	if (!hook) throw new ApiError(404, `Record ${id} ${action === 'read' ? 'does not exist' : 'not found'}.`);
	if (hook.createdById !== call.user.id) throw new ApiError(403, action === 'read' ? "No 'read' access." : `No ${action} access.`);
	return hook;
}

function checkUrl({ espo }: Call, url: Json): void {
	const refuse = (rule: string) =>
		ApiError.translated(400, `Field validation failure; entityType: Webhook, field: url, type: ${rule}.`, 'validationFailure', {
			field: 'url',
			type: rule,
		});
	if (!url) throw refuse('required');
	if (espo.version10 && !URL.canParse(String(url))) throw refuse('valid');
	if (String(url).length > longestUrl) throw refuse('maxLength');
	if (espo.version10 && isInternal(String(url), espo.options.webhookAllowedAddresses)) throw refuse('notInternal');
}

function eventParts(call: Call, event: string): JsonObject {
	const [entityType = '', kind = '', field = null, ...more] = event.split('.');
	const known = call.espo.schema[entityType];
	const refuse = (reason: string) => new ApiError(403, reason);
	if (!kind || more.length) throw refuse('Not supported event.');
	if (!known || ['Note', 'Team', type].includes(entityType)) throw refuse('Entity type is not available for Webhooks.');
	if (!access.can(call, entityType, 'read')) throw refuse('Entity type is forbidden.');
	if (!['create', 'update', 'delete', 'fieldUpdate'].includes(kind)) throw refuse('Not supported event.');
	if (kind === 'fieldUpdate' && !known.fields[field ?? '']) throw refuse('Field does not exist.');
	return { entityType, type: kind, field: kind === 'fieldUpdate' ? field : null };
}

export const webhookActions = {
	/** Only one's own. */
	list(call: Call): Json {
		requireScope(call, 'read');
		const own = { sql: 't."createdById" = ?', params: [call.user.id] };
		const { total, list } = findRecords(call, type, parseSearch(call.query), { where: [own] });
		return { total: total ?? 0, list: (list as JsonObject[]).map((hook) => shown(call, hook)) };
	},
	read: (call: Call, id: string): Json => shown(call, existing(call, id, 'read')),
	create(call: Call): Answer {
		requireScope(call, 'create');
		const { event = '', url = null, isActive = true, skipOwn = false } = call.body();
		const { store, newId, now } = call.espo;
		checkUrl(call, url);
		const parts = eventParts(call, String(event));
		if (store.count(type, { where: [{ sql: 't."createdById" = ?', params: [call.user.id] }] }) >= most)
			throw new ApiError(403, 'Webhook number per user exceeded the limit.');
		const moments = { createdAt: now(), modifiedAt: now(), createdById: call.user.id };
		const hook: JsonObject = {
			id: newId(),
			deleted: false,
			event,
			url,
			isActive,
			...parts,
			secretKey: randomBytes(16).toString('hex'),
			skipOwn,
			...moments,
		};
		store.insert(type, hook);
		// Not as 200, unlike all other records.
		return new Answer(201, shown(call, { ...hook, createdByName: call.user.lastName }));
	},
	/** A changed event is ignored without a word. */
	update(call: Call, id: string): Json {
		const hook = existing(call, id, 'edit');
		const { url = hook.url ?? null, isActive = hook.isActive ?? null, skipOwn = hook.skipOwn ?? null, description = null } = call.body();
		checkUrl(call, url);
		call.espo.store.update(type, id, { url, isActive, skipOwn, description, modifiedAt: call.espo.now(), modifiedById: call.user.id });
		return webhookActions.read(call, id);
	},
	remove(call: Call, id: string): Json {
		call.espo.store.update(type, existing(call, id, 'delete').id, { deleted: true });
		return true;
	},
};
