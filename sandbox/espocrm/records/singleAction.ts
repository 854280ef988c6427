import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, type Json } from '../Json';
import { mergeAction } from './mergeAction';

const actions: Record<string, typeof mergeAction | undefined> = { merge: mergeAction };

/** What `POST Action` does to one record; it answers with the record. */
export function singleAction(call: Call): Json {
	const { entityType, action, id, data } = call.body();
	if (typeof id !== 'string') throw new ApiError(400, '');
	const run = actions[String(action)];
	if (!run) throw new ApiError(404, `Action '${String(action)}' not found.`);
	const type = String(entityType);
	if (!call.espo.schema[type]) throw new ApiError(500);
	if (!access.can(call, type, 'edit')) throw new ApiError(403, '');
	return run(call, { entityType: type, id }, isObject(data) ? data : {});
}
