import { startSandbox } from '../../../sandbox/espocrm/startSandbox';
import { sandboxUsers } from '../../../sandbox/espocrm/sandboxUsers';
import { CredentialStore } from '../../harness/CredentialStore';
import { startServer, type Answer, type Received } from '../server/startServer';
import { readable } from './readable';

export interface TableServer {
	credentials: CredentialStore;
	/** What was sent since the last `reset`, except questions about metadata. */
	requests(): string[];
	/** The same as it came, those questions included. */
	received(): Received[];
	/** The answer to a request that goes another way than over HTTP. */
	answer(request: Received): Promise<Answer>;
	reset(): void;
	/** A record that is there. */
	recordOf(entityType: string): Promise<string>;
	/** Its name. */
	nameOf(entityType: string): Promise<string>;
	close(): Promise<void>;
}

/**
 * An EspoCRM that answers every question at once, from what the sandbox said the first time: a list is always one record, a
 * write is echoed and forgotten.
 * So runs do not depend on each other, and only what is sent tells them apart.
 * @param storing whether updates are stored, so that EspoCRM's own refusals count
 */
export async function startTableServer({ storing = false } = {}): Promise<TableServer> {
	const sandbox = await startSandbox();
	const known = new Map<string, Answer>();
	const written = new Map<string, object>();
	let sent: string[] = [];
	let received: Received[] = [];
	const key = sandboxUsers.full.apiKey;
	const credentialsFor = (url: string) => new CredentialStore({ authentication: 'apiKey', apiKey: key, url });

	const ask = async (path: string): Promise<Answer> => {
		const cached = known.get(path);
		if (cached) return cached;
		const response = await fetch(`${sandbox.url}${path}`, { headers: { 'x-api-key': key } });
		const answer = await pass(response);
		known.set(path, answer);
		return answer;
	};

	const pass = async (response: Response): Promise<Answer> => {
		const { headers, status } = response;
		return {
			status,
			headers: { 'x-status-reason': headers.get('x-status-reason') ?? '', date: headers.get('date') ?? '' },
			body: changedOnce(await response.json().catch(() => '')),
		};
	};

	const answer = async (request: Received): Promise<Answer> => {
		received.push(request);
		const { method, url, body, headers } = request;
		const { pathname, searchParams } = new URL(url, 'http://x');
		const path = pathname.replace('/api/v1/', '');
		if (/^(Metadata|I18n|Settings)/.test(path)) return withFileField(await ask(url), searchParams.get('key') ?? '');
		const conditions = ['x-skip-duplicate-check', 'x-version-number'].map((name) => headers[name] && `${name}: ${String(headers[name])}`);
		sent.push(
			[method, path, decodeURIComponent(searchParams.toString().replace(/\+/g, ' ')), readable(body), ...conditions]
				.filter(Boolean)
				.join(' '),
		);
		if (searchParams.has('entryPoint')) return PRINTED;
		const special = await ofAction(method, path, body);
		if (special) return special;
		if (method === 'GET') return await read(pathname, path, searchParams.get('searchParams') ?? '');
		if (method === 'POST' && body.includes(DUPLICATE) && !conditions[0])
			return { status: 409, headers: { 'x-status-reason': 'Duplicate' }, body: await listOf(path, 1) };
		if (storing && method === 'PUT')
			return await pass(
				await fetch(`${sandbox.url}${url}`, { method, body, headers: { 'x-api-key': key, 'content-type': 'application/json' } }),
			);
		return { body: await echo(method, path, body) };
	};

	const read = async (pathname: string, path: string, params: string): Promise<Answer> => {
		if (path === 'Email' && params.includes('"type":"in","attribute":"id"'))
			return { body: { total: -2, list: markedMails(params, sent) } };
		if (isFurtherPage(params)) return { body: { total: 0, list: [] } };
		if (/stream$/i.test(path)) return { ...(await ask(`${pathname}?maxSize=1`)), body: { total: 1, list: [NOTE] } };
		if (/^Note(\/|$)/.test(path)) return { body: noteAnswer(path, written.get(path)) };
		if (params.includes(DUPLICATE)) return { body: { total: 0, list: [] } };
		if (params.includes(SEVERAL)) return { body: { total: 2, list: await listOf(path, 2) } };
		if (path.startsWith('Attachment/')) return fileAnswer(path);
		const isRecord = path === 'App/user' || path.split('/').length === 2;
		// Lists of e-mails show addresses only when asked for.
		const search = path === 'Email' ? '?maxSize=1&select=name,from,to,cc,body,isHtml,status,dateSent' : '?maxSize=1';
		const found = await ask(pathname + (isRecord ? '' : search));
		const more = isRecord ? written.get(path) : { total: 1 };
		const address = isRecord ? { emailAddress: 'acme@example.com' } : {};
		return found.status === 200 ? { ...found, body: withFiles({ ...address, ...(found.body as object), ...more }, params) } : found;
	};

	/** What an action answers, and a record that is merged into another one. */
	const ofAction = async (method: string, path: string, body: string): Promise<Answer | undefined> => {
		const [entityType = '', , action] = path.split('/');
		if (path.endsWith(`/${MERGED}`)) return { body: { ...(await listOf(entityType, 1))[0], id: MERGED } };
		if (action === 'getDuplicateAttributes') return { body: { ...(await listOf(entityType, 1))[0], id: undefined } };
		if (path !== 'Action' || method !== 'POST') return undefined;
		const given = JSON.parse(body) as { entityType: string; id: string; data?: { attributes?: object } };
		return { body: await echo('PUT', `${given.entityType}/${given.id}`, JSON.stringify(given.data?.attributes ?? {})) };
	};

	const listOf = async (path: string, count: number): Promise<object[]> =>
		((await ask(`/api/v1/${path}?maxSize=${count}`)).body as { list?: object[] }).list ?? [];

	async function echo(method: string, path: string, body: string): Promise<unknown> {
		const given = body ? (JSON.parse(body) as Record<string, unknown>) : {};
		const parts = path.split('/');
		if (/^Attachment\/(copy\/|fromImageUrl)/.test(path)) return { id: 'new1', name: 'copy.txt', type: 'text/plain', size: 1, ...given };
		if (/^EmailTemplate\/\w+\/prepare/.test(path))
			return { subject: path.includes('unfilled') ? '{Person.name}' : 'Welcome', body: `Welcome ${body}`, attachmentsIds: [] };
		if (method === 'DELETE' || parts.length > 2 || 'ids' in given) return true;
		if (method === 'PUT') written.set(path, given);
		if (path === 'Webhook') return { id: 'hook1', secretKey: 'secret', isActive: true, ...given };
		// An e-mail leaves at once.
		if (path.startsWith('Email/') && given.status === 'Sending') given.status = 'Sent';
		const { surprise, ...kept } = given;
		void surprise;
		const before = parts[0] === 'Note' ? NOTE : (await listOf(parts[0] ?? '', 1))[0];
		return { ...before, id: parts[1] ?? 'new1', ...kept };
	}

	const server = await startServer(answer);
	return {
		credentials: credentialsFor(server.url),
		requests: () => sent,
		received: () => received,
		answer,
		reset: () => {
			[sent, received] = [[], []];
			written.clear();
		},
		async recordOf(entityType) {
			const { body } = await ask(`/api/v1/${entityType}?maxSize=1`);
			return (body as { list: Array<{ id: string }> }).list[0]?.id ?? '6b046affe09989a18';
		},
		async nameOf(entityType) {
			return String(((await listOf(entityType, 1))[0] as { name?: string } | undefined)?.name);
		},
		async close() {
			await server.close();
			await sandbox.close();
		},
	};
}

/** A name that EspoCRM knows already, and one that two records have. */
export const DUPLICATE = 'Duplicate Ltd';
export const SEVERAL = 'Several Ltd';

/** The ID of a record beside the one that operations work on. */
export const MERGED = '6b046affe09989a19';

const NOTE = {
	id: 'note1',
	number: 1,
	type: 'Update',
	parentType: 'Opportunity',
	parentId: '6b046affe09989a18',
	createdAt: '2026-01-02 00:00:00',
	modifiedAt: '2026-01-02 00:00:00',
	createdById: '1',
	attachmentsIds: ['file1'],
	attachmentsNames: { file1: 'file1.txt' },
	data: { fields: ['stage'], attributes: { was: { stage: 'Prospecting' }, became: { stage: 'Negotiation' } } },
};

/** A list with one note, or the note as it was written. */
function noteAnswer(path: string, written?: object): object {
	return path === 'Note' ? { total: 1, list: [NOTE] } : { ...NOTE, ...written };
}

/** Every record as one that was changed after it was created, and has a value with a label. */
function changedOnce(body: unknown): unknown {
	if (typeof body !== 'object' || body === null) return body;
	if ('list' in body && Array.isArray(body.list)) return { ...body, list: body.list.map(changedOnce) };
	// Definitions of fields are no record.
	if (!('createdAt' in body) || typeof body.createdAt !== 'string') return body;
	return {
		...body,
		createdAt: '2026-01-01 00:00:00',
		modifiedAt: '2026-01-02 00:00:00',
		...('salutationName' in body ? { salutationName: 'Mr.' } : {}),
	};
}

/** Where a walk goes on behind what it has seen. */
function isFurtherPage(params: string): boolean {
	return /"type":"(greaterThan|lessThan)","attribute":"(id|number)"/.test(params);
}

/** A stored file, by its ID, and its contents. */
function fileAnswer(path: string): Answer {
	const [, action, id = action] = path.split('/');
	if (action !== 'file')
		return { body: { id, name: `${id}.txt`, type: 'text/plain', size: CONTENTS.length, parentType: 'Task', field: 'attachments' } };
	return { headers: { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename="file.txt"' }, body: CONTENTS };
}

const CONTENTS = 'The contents of a stored file';

const PRINTED: Answer = {
	headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="file.pdf"' },
	body: '%PDF-%%EOF',
};

const FILE_FIELD = { attachments: { type: 'attachmentMultiple' } };

/** Some types have a field for files, as an administrator can make one. */
function withFileField(answer: Answer, key: string): Answer {
	const add = (body: unknown, path: string[]): unknown => {
		const [name, ...rest] = path;
		if (name === undefined) return { ...FILE_FIELD, ...(body as object) };
		const inner = (body as Record<string, unknown> | undefined)?.[name];
		return inner === undefined ? body : { ...(body as object), [name]: add(inner, rest) };
	};
	const asked = key ? key.split('.') : [];
	const places = ['Opportunity', 'Contact', 'Account'].map((entityType) => ['entityDefs', entityType, 'fields']);
	const within = places.filter((place) => asked.every((part, index) => part === place[index]));
	return { ...answer, body: within.reduce((body, place) => add(body, place.slice(asked.length)), answer.body) };
}

/** Lists show the files of a field if they are asked for them. */
function withFiles(body: object, params: string): object {
	if (!params.includes('attachmentsIds') || !('list' in body) || !Array.isArray(body.list)) return body;
	const files = { attachmentsIds: ['file1'], attachmentsNames: { file1: 'file1.txt' }, attachmentsTypes: { file1: 'text/plain' } };
	return { ...body, list: body.list.map((row: object) => ({ ...row, ...files })) };
}

const MARKS = { read: 'isRead', important: 'isImportant', inTrash: 'inTrash' };

/** The e-mails that are asked for, as they are after what was sent. */
function markedMails(params: string, sent: string[]): object[] {
	const { where } = JSON.parse(params) as { where: Array<{ value: string[] }> };
	const change = sent.filter((request) => /^\w+ Email\/inbox/.test(request)).at(-1) ?? '';
	const marks = Object.entries(MARKS).map(([flag, attribute]) => [attribute, change.startsWith(`POST Email/inbox/${flag} `)]);
	const folder = /folders\/([\w:]+)/.exec(change)?.[1];
	const folderId = folder === 'inbox' ? null : (folder ?? null);
	return (where[0]?.value ?? []).map((id) => ({ id, isUsers: true, ...Object.fromEntries(marks), folderId }));
}
