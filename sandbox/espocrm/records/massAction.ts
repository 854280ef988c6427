import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { isObject, strings, type Json } from '../Json';
import { conditions } from '../search/findRecords';
import { readSearch } from '../search/parseSearch';
import { noteActions } from '../stream/noteActions';
import { recordActions } from './recordActions';

/** Records that may not be changed, or that fail a validation, are left out without a word. */
export function massAction(call: Call): Json {
	const { entityType: name, action, params, data } = call.body();
	const entityType = String(name);
	const run: Record<string, (id: string) => Json> = {
		update: (id) => recordActions.update({ ...call, body: () => (isObject(data) ? data : {}) }, entityType, id),
		delete: (id) => recordActions.remove(call, entityType, id),
		follow: (id) => noteActions.follow(call, entityType, id, true),
		unfollow: (id) => noteActions.follow(call, entityType, id, false),
	};
	const act = run[String(action)];
	if (!act || !call.espo.schema[entityType]) throw ApiError.plain(404, `Mass action '${String(action)}' not found.`);
	const needed = { update: 'edit', delete: 'delete' }[String(action)] as 'edit' | 'delete' | undefined;
	if (needed && !access.can(call, entityType, needed)) throw ApiError.plain(403, `No ${needed} access for '${entityType}'.`);
	if (action === 'update' && call.user.role.permissions.massUpdate !== 'yes') throw ApiError.plain(403, '');
	const given = isObject(params) ? params : {};
	const raw = isObject(given.searchParams) ? given.searchParams : given.where ? { where: given.where } : undefined;
	if (!given.ids && !raw) throw ApiError.plain(400, 'Bad search params for mass action.');
	const ids = given.ids ? strings(given.ids) : call.espo.store.select(entityType, { where: conditions(call, entityType, readSearch(raw ?? {})), attributes: ['id'] }).map(({ id }) => String(id));
	const done = ids.filter((id) => {
		try {
			return Boolean(act(id));
		} catch {
			return false;
		}
	});
	return given.ids ? { count: done.length, ids: done } : { count: done.length };
}
