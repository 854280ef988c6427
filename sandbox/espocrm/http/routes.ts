import { ApiError } from '../ApiError';
import type { Json } from '../Json';
import { appInfo } from '../metadata/appInfo';
import { labels, metadata } from '../metadata/metadata';
import { massAction } from '../records/massAction';
import { recordActions } from '../records/recordActions';
import { relationActions } from '../relations/relationActions';
import { noteActions } from '../stream/noteActions';
import { readStream } from '../stream/readStream';
import type { Authenticator } from './Authenticator';
import type { Call } from './Call';

type Run = (call: Call, ...path: string[]) => Json | undefined | Promise<Json | undefined>;

export interface Route {
	path: string[];
	methods: Record<string, Run>;
	anonymous?: boolean;
}

function controller(call: Call, name: string, action: string): string {
	const entityType = name.charAt(0).toUpperCase() + name.slice(1);
	if (!call.espo.schema[entityType]) throw new ApiError(404, `Controller '${entityType}' does not exist.`);
	if (call.method === 'HEAD') throw new ApiError(404, `Action HEAD '${action}' does not exist in controller '${entityType}'.`);
	return entityType;
}

/** The first matching path decides; a path that exists with other methods only is a 405. */
export function routes(version10: boolean, authenticator: Authenticator): Route[] {
	const of = (action: string, onNote: Run | undefined, run: (call: Call, entityType: string, id: string, link: string) => ReturnType<Run>): Run =>
		(call, name = '', id = '', link = '') => {
			const entityType = controller(call, name, action);
			return entityType === 'Note' && onNote ? onNote(call, id) : run(call, entityType, id, link);
		};
	const update = of('update', noteActions.update, recordActions.update);
	const only10: Route[] = [
		{ path: ['App', 'about'], methods: { GET: () => ({ text: 'A sandbox that answers like EspoCRM.', version: '10.0.0' }) } },
		{ path: ['GlobalStream'], methods: { GET: (call) => readStream.global(call) } },
	];
	const action: Run = (call, name = '', actionName = '') => {
		const entityType = controller(call, name, actionName);
		if (call.method === 'GET' && actionName === 'list') return recordActions.list(call, entityType);
		throw new ApiError(404, `Action ${call.method} '${actionName}' does not exist in controller '${entityType}'.`);
	};
	const follow = (on: boolean) => of('follow', undefined, (call, entityType, id) => noteActions.follow(call, entityType, id, on));
	const stream = (posts: boolean) => of('stream', undefined, (call, entityType, id) => readStream.record(call, entityType, id, posts));
	return [
		{ path: [''], methods: { GET: () => 'EspoCRM REST API' } },
		{ path: ['App', 'user'], methods: { GET: (call) => appInfo.user(call) } },
		{ path: ['App', 'destroyAuthToken'], methods: { POST: (call) => authenticator.destroyToken(String(call.body().token)) } },
		...(version10 ? only10 : []),
		{ path: ['Metadata'], methods: { GET: metadata } },
		{ path: ['I18n'], methods: { GET: labels } },
		{ path: ['Settings'], methods: { GET: (call) => appInfo.settings(call, true) }, anonymous: true },
		{ path: ['Stream'], methods: { GET: (call) => readStream.user(call) } },
		{ path: ['MassAction'], methods: { POST: massAction } },
		{ path: [':controller', 'action', ':action'], methods: { GET: action, POST: action, PUT: action } },
		{ path: [':controller'], methods: { GET: of('list', noteActions.list, recordActions.list), POST: of('create', noteActions.create, recordActions.create) } },
		{ path: [':controller', ':id'], methods: { GET: of('read', noteActions.read, recordActions.read), DELETE: of('delete', noteActions.remove, recordActions.remove), PUT: update, PATCH: update } },
		{ path: [':controller', ':id', 'subscription'], methods: { PUT: follow(true), DELETE: follow(false) } },
		{ path: [':controller', ':id', 'stream'], methods: { GET: stream(false) } },
		{ path: [':controller', ':id', 'posts'], methods: { GET: stream(true) } },
		{ path: [':controller', ':id', ':link'], methods: { GET: of('listLinked', undefined, relationActions.list), POST: of('createLink', undefined, relationActions.link), DELETE: of('removeLink', undefined, relationActions.unlink) } },
	];
}
