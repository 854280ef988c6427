import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import type { Espo } from '../Espo';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import type { Action } from '../sandboxUsers';
import { conditions, readSearch } from '../search/search';
import { recordActions } from './recordActions';

/** What it takes, and what is done to each record. */
type MassAction = { right: Action; needsPermission: boolean; run(call: Call, entityType: string, id: string): Json };

const actions: Record<string, MassAction | undefined> = {
	update: { right: 'edit', needsPermission: true, run: (call, entityType, id) => recordActions.update(call, entityType, id) },
	delete: { right: 'delete', needsPermission: false, run: (call, entityType, id) => recordActions.remove(call, entityType, id) },
};

/** The same for each record, by IDs; those that refuse are left out without a word. */
export function massAction(call: Call): Json {
	const { entityType, action, params, data = {}, idle } = call.body();
	// Nothing is checked before the job begins.
	if (idle === true) return begin(call);
	const [type, name] = [String(entityType), String(action)];
	const found = actions[name];
	if (!found) throw ApiError.plain(404, `Mass action '${name}' not found.`);
	if (!call.espo.schema[type]) throw new ApiError(500);
	if (!access.can(call, type, found.right)) throw new ApiError(403, `No ${found.right} access for '${type}'.`);
	if (found.needsPermission && call.user.role.permissions.massUpdatePermission !== 'yes')
		throw new ApiError(403, 'No mass-update permission.');
	const ids = recordsIn(call, type, params);
	if (!ids.length) throw new ApiError(500);
	const values = isObject(data) && isObject(data.values) ? data.values : data;
	// The version of a record is not compared, and there is no look for duplicates.
	const single: Call = { ...call, method: 'PUT', body: () => values as JsonObject, header: () => undefined };
	const forbidden = access.forbidden(call, type, 'edit').attributes;
	const isNothing = name === 'update' && Object.keys(values as JsonObject).every((attribute) => forbidden.has(attribute));
	const done = isNothing ? [] : [...new Set(ids)].filter((id) => isDone(() => found.run(single, type, id)));
	return { count: done.length, ...(isObject(params) && params.where ? {} : { ids: done }) };
}

type Job = { call: Call; status: 'Pending' | 'Success' | 'Failed'; processedCount: number };
const jobs = new WeakMap<Espo, Map<string, Job>>();

function begin(call: Call): Json {
	const id = call.espo.newId();
	const own = jobs.get(call.espo) ?? new Map<string, Job>();
	jobs.set(
		call.espo,
		own.set(id, { call: { ...call, body: () => ({ ...call.body(), idle: false }) }, status: 'Pending', processedCount: 0 }),
	);
	return { id };
}

/** The jobs begin after the first question about one, as if cron came round then. */
export function massActionStatus(call: Call, id = ''): Json {
	const job = jobs.get(call.espo)?.get(id);
	if (!job) throw new ApiError(404, '');
	if (job.call.user.id !== call.user.id) throw new ApiError(403, '');
	const { status, processedCount } = job;
	if (status === 'Pending') finish(job);
	return { status, processedCount };
}

function finish(job: Job): void {
	try {
		Object.assign(job, { status: 'Success', processedCount: (massAction(job.call) as JsonObject).count });
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		job.status = 'Failed';
	}
}

/** With a filter IDs are nothing. */
function recordsIn(call: Call, entityType: string, params: Json | undefined): string[] {
	if (!isObject(params) || (!params.ids && !params.where)) throw new ApiError(400, 'Bad search params for mass action.');
	if (!params.where) return strings(params.ids);
	const where = conditions(call, entityType, readSearch({ where: params.where }));
	return call.espo.store.select(entityType, { attributes: ['id'], where }).map(({ id }) => String(id));
}

function isDone(work: () => Json): boolean {
	try {
		work();
		return true;
	} catch (error) {
		if (error instanceof ApiError) return false;
		throw error;
	}
}
