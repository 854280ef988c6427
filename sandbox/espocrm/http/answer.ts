import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'qs';
import type { Call } from '../access';
import { Answer, HTML_TYPE, page } from '../Answer';
import { attachmentActions } from '../attachments/attachmentActions';
import { ApiError } from '../ApiError';
import type { Espo } from '../Espo';
import { attempt, isObject, type Json, type JsonObject } from '../Json';
import { labels } from '../labels/labels';
import { importEml } from '../mail/importEml';
import { mailActions } from '../mail/mailActions';
import { mailFlags } from '../mail/mailFlags';
import { preparedTemplate } from '../mail/preparedTemplate';
import { metadata } from '../metadata';
import { printPdf } from '../printPdf';
import { duplicateActions } from '../records/duplicateActions';
import { massAction, massActionStatus } from '../records/massAction';
import { recordActions } from '../records/recordActions';
import { relationActions } from '../records/relationActions';
import { singleAction } from '../records/singleAction';
import { followerActions } from '../stream/followerActions';
import { noteActions } from '../stream/noteActions';
import { noteMarks } from '../stream/noteMarks';
import { readStream } from '../stream/readStream';
import { webhookActions } from '../webhooks/webhookActions';
import type { Authenticator } from './Authenticator';

type Outcome = Json | undefined | Answer;
type Result = Outcome | Promise<Outcome>;
type Run = (call: Call, ...path: string[]) => Result;

/** Path, and what each method does. */
type Route = [path: string, methods: Record<string, Run>];

/** The actions of a controller, which is an entity type; HEAD reaches the route of GET, but no action. */
function record(action: string, run: (call: Call, entityType: string, id: string, link: string) => Result): Run {
	return (call, name = '', id = '', link = '') => {
		const entityType = name.charAt(0).toUpperCase() + name.slice(1);
		if (!call.espo.schema[entityType]) throw new ApiError(404, `Controller '${entityType}' does not exist.`);
		if (call.method === 'HEAD' || (entityType === 'Note' && /Link/.test(action)))
			throw new ApiError(404, `Action ${call.method} '${action}' does not exist in controller '${entityType}'.`);
		return run(call, entityType, id, link);
	};
}

export function routes(version10: boolean, authenticator: Authenticator): Route[] {
	const [update, follow] = [record('update', recordActions.update), record('follow', noteActions.follow)];
	const followers = record('followers', followerActions.change);
	const onlyNewer: Route[] = [
		['App/about', { GET: () => ({ text: 'Not EspoCRM: a sandbox that answers like it.', version: '10.0.0' }) }],
		['GlobalStream', { GET: readStream.global }],
		['Note/:id/pin', { POST: noteMarks.pin, DELETE: noteMarks.pin }],
		['Note/:id/myReactions/:type', { POST: noteMarks.react, DELETE: noteMarks.react }],
		['Email/importEml', { POST: importEml }],
	];
	return [
		['', { GET: () => 'EspoCRM REST API' }],
		['App/user', { GET: metadata.appUser }],
		['App/destroyAuthToken', { POST: (call) => authenticator.tokens.delete(String(call.body().token)) }],
		...(version10 ? onlyNewer : []),
		['Metadata', { GET: metadata.document }],
		['I18n', { GET: labels }],
		['Settings', { GET: metadata.settings }],
		['Stream', { GET: readStream.user }],
		['Note', { GET: noteActions.list, POST: noteActions.create }],
		['Note/:id', { GET: noteActions.read, DELETE: noteActions.remove, PUT: noteActions.update, PATCH: noteActions.update }],
		['Attachment', { POST: attachmentActions.create }],
		['Attachment/fromImageUrl', { POST: attachmentActions.fromImageUrl }],
		['Attachment/:id', { GET: attachmentActions.read, DELETE: attachmentActions.remove, PUT: attachmentActions.update }],
		['Attachment/chunk/:id', { POST: attachmentActions.chunk }],
		['Attachment/copy/:id', { POST: attachmentActions.copy }],
		['Attachment/file/:id', { GET: attachmentActions.file }],
		['Email', { GET: mailActions.list, POST: mailActions.create }],
		['Email/:id', { GET: mailActions.read, PUT: mailActions.update, DELETE: (call, id = '') => recordActions.remove(call, 'Email', id) }],
		['EmailTemplate/:id/prepare', { POST: preparedTemplate }],
		['Email/inbox/:flag', { POST: mailFlags.set, DELETE: mailFlags.set }],
		['Email/inbox/folders/:id', { POST: mailFlags.move }],
		['Action', { POST: singleAction }],
		['MassAction', { POST: massAction }],
		['MassAction/:id/status', { GET: massActionStatus }],
		['Webhook', { GET: webhookActions.list, POST: webhookActions.create }],
		['Webhook/:id', { GET: webhookActions.read, DELETE: webhookActions.remove, PUT: webhookActions.update }],
		[':controller', { GET: record('list', recordActions.list), POST: record('create', recordActions.create) }],
		[
			':controller/:id',
			{ GET: record('read', recordActions.read), DELETE: record('delete', recordActions.remove), PUT: update, PATCH: update },
		],
		[':controller/action/getDuplicateAttributes', { POST: record('getDuplicateAttributes', duplicateActions.attributes) }],
		[':controller/:id/followers', { GET: record('followers', followerActions.list), POST: followers, DELETE: followers }],
		[':controller/:id/subscription', { PUT: follow, DELETE: follow }],
		[':controller/:id/stream', { GET: record('listStream', readStream.record) }],
		[':controller/:id/posts', { GET: record('listPosts', readStream.posts) }],
		[
			':controller/:id/:link',
			{
				GET: record('listLinked', relationActions.list),
				POST: record('createLink', relationActions.link),
				DELETE: record('removeLink', relationActions.unlink),
			},
		],
	];
}

type RawRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string; ip: string };

const base = '/api/v1';
/** Pages beside the API. */
const ENTRY_POINTS: Record<string, Run | undefined> = { pdf: printPdf };
const php = (encoded: string) => parse(encoded, { arrayLimit: 5000, depth: 20, parameterLimit: 5000, duplicates: 'last' }) as JsonObject;

function readBody(contentType = '', raw: string): JsonObject {
	if (contentType.startsWith('application/x-www-form-urlencoded')) return php(raw);
	if (!contentType.startsWith('application/json') || raw === '') return {};
	const body = attempt(() => JSON.parse(raw) as Json, new ApiError(500));
	if (!isObject(body) && !Array.isArray(body)) throw new ApiError(400, 'Body is not a JSON object.');
	return isObject(body) ? body : {};
}

type Found = { run: Run; path: string[] };

/** The action for a path and method; for OPTIONS the methods that there are. */
function match(table: Route[], segments: string[], method: string): Found | Answer {
	const fits = table
		.map(([path, methods]) => ({ parts: path.split('/'), methods }))
		.filter(
			({ parts }) =>
				parts.length === segments.length &&
				parts.every((part, at) => part === segments[at] || (part.startsWith(':') && segments[at] !== '')),
		);
	const route = fits.find(({ methods }) => methods[method === 'HEAD' ? 'GET' : method]);
	const run = route?.methods[method === 'HEAD' ? 'GET' : method];
	if (route && run) return { run, path: segments.filter((_, at) => route.parts[at]?.startsWith(':')) };
	if (fits.length === 0) throw ApiError.html(404, '404 Not Found');
	// A path that exists with other methods only.
	const [title, allow] = ['405 Method Not Allowed', [...new Set(fits.flatMap(({ methods }) => Object.keys(methods)))].join(', ')];
	if (method === 'OPTIONS') return new Answer(200, page(title), { ...HTML_TYPE, allow });
	throw ApiError.html(405, title, { allow });
}

type Site = { espo: Espo; authenticator: Authenticator; table: Route[] };

/** Routing, log-in and the action itself; whatever goes wrong is thrown as ApiError. */
export async function answer({ espo, authenticator, table }: Site, { method, url, headers, body, ip }: RawRequest): Promise<Answer> {
	const [rawPath = '', rawQuery = ''] = url.split(/\?(.*)/s);
	if (`${method} ${url} HTTP/1.1`.length > 8190)
		throw new ApiError(414, undefined, '<html><title>414 Request-URI Too Large</title></html>', { 'content-type': 'text/html' });
	if (rawPath === base)
		return new Answer(301, '<html><title>301 Moved Permanently</title></html>', { 'content-type': 'text/html', location: `${base}/` });
	const entryPoint = rawPath === '/' && method === 'GET' ? ENTRY_POINTS[String(php(rawQuery).entryPoint)] : undefined;
	if (!rawPath.startsWith(`${base}/`) && !entryPoint) throw ApiError.html(404, '404 Not Found');
	// Decoded before routing: an encoded slash leads to the longer path.
	const found = entryPoint
		? { run: entryPoint, path: [] }
		: match(table, decodeURIComponent(rawPath.slice(base.length + 1)).split('/'), method);
	if (found instanceof Answer) return found;
	const { run, path } = found;
	const header = (name: string) => (headers[name] === undefined ? undefined : String(headers[name]));
	const anonymous = !['espo-authorization', 'x-api-key', 'x-hmac-authorization', 'authorization'].some(header);
	if (anonymous && run === metadata.settings) return new Answer(200, metadata.openSettings);
	const { user, token } = authenticator.login({ method, rawPath: entryPoint ? '/' : rawPath.slice(base.length), ip, header });
	const call: Call = {
		espo,
		user,
		token,
		method,
		query: php(rawQuery),
		header,
		body: () => readBody(header('content-type'), body),
		text: () => body,
	};
	const outcome = await run(call, ...path);
	return outcome instanceof Answer ? outcome : new Answer(200, outcome);
}
