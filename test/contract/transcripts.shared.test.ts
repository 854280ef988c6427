import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type Sandbox } from '../../sandbox/espocrm/startSandbox';

/** Replays recorded requests of real servers that do not depend on what else was stored, and compares the answers. */

type Headers = Record<string, string>;
interface Transcript {
	request: { method: string; path: string; headers: Headers; body: unknown };
	response: { status: number; headers: Headers; body: unknown };
}
interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: unknown;
}
type As = (method: string, signedPath: string) => Headers;

const recordings = join(__dirname, '../../../shared/espocrm');

const { full, poor, hmac, regular, inactive } = sandboxUsers;
const base64 = (...parts: Array<string | Buffer>) => Buffer.concat(parts.map((part) => Buffer.from(part))).toString('base64');
const key =
	({ apiKey }: { apiKey: string }): As =>
	() => ({ 'X-Api-Key': apiKey });
const digest = (text: string) => createHmac('sha256', hmac.secretKey).update(text).digest();
const signed =
	(text: (method: string, path: string) => string, hex = false): As =>
	(method, path) => {
		const signature = digest(text(method, path));
		return { 'X-Hmac-Authorization': base64(`${hmac.apiKey}:`, hex ? signature.toString('hex') : signature) };
	};
const path = (withQuery: string) => withQuery.split('?')[0] ?? '';
const anonymous: As = () => ({});
const espo =
	(value: string): As =>
	() => ({ 'Espo-Authorization': value });
const basic =
	(user: string, password: string): As =>
	() => ({ Authorization: `Basic ${base64(`${user}:${password}`)}` });
const api = key(full);
const nobody = key(poor);
const emma = basic(regular.userName, regular.password);

let token = '';
const withToken: As = () => ({ 'Espo-Authorization': base64(`${regular.userName}:${token}`) });

/** Name of the recording (10.0.0), and as whom. `Campaign` was closed to the recorded user as `Case` is to the poor one. */
const onTen: Array<[name: string, as: As, swap?: Record<string, string>]> = [
	['auth-none', anonymous],
	['auth-none-post', anonymous],
	['auth-none-xhr', anonymous],
	['metadata-noauth', anonymous],
	['settings-noauth', anonymous],
	['auth-apikey-app-user', api],
	['auth-apikey-wrong', () => ({ 'X-Api-Key': 'f'.repeat(32) })],
	['auth-apikey-of-hmac-user', () => ({ 'X-Api-Key': hmac.apiKey })],
	['auth-apikey-plus-bad-basic', () => ({ ...api('', ''), ...basic('x', 'y')('', '') })],
	['auth-apikey-plus-bytoken', api],
	['auth-api-user-basic', basic(full.userName, full.apiKey)],
	['auth-both-headers', () => ({ ...api('', ''), 'X-Hmac-Authorization': 'eDp5' })],
	['auth-basic-with-token', () => basic(regular.userName, token)('', '')],
	['auth-basic-wrong-password', basic(regular.userName, 'wrong')],
	['auth-bytoken-true-but-password', espo(base64(`${regular.userName}:${regular.password}`))],
	['auth-espo-authorization-by-token', withToken],
	['auth-espo-authorization-token-without-bytoken', withToken],
	['auth-espo-authorization-malformed', espo('bm9jb2xvbg==')],
	['auth-espo-authorization-password-app-user', espo(base64(`${regular.userName}:${regular.password}`))],
	['auth-espo-authorization-with-basic-prefix', espo(`Basic ${base64(`${regular.userName}:${regular.password}`)}`)],
	['auth-espo-authorization-wrong-password', espo(base64(`${regular.userName}:wrong`))],
	['auth-inactive-user', basic(inactive.userName, inactive.password)],
	['auth-destroy-token-unknown', emma],
	['auth-hmac-ok-hex', signed((method, url) => `${method} ${path(url)}`, true)],
	['auth-hmac-ok-raw-legacy', signed((method, url) => `${method} ${path(url)}`)],
	['auth-hmac-post', signed((method, url) => `${method} ${path(url)}`)],
	['auth-hmac-put', signed((method, url) => `${method} ${path(url)}`)],
	['auth-hmac-percent-encoded', signed((method, url) => `${method} ${path(url)}`)],
	['auth-hmac-query-not-signed', signed((method, url) => `${method} ${path(url)}`)],
	['auth-hmac-query-signed-fails', signed((method, url) => `${method} ${url}`)],
	['auth-hmac-full-path-fails', signed((method, url) => `${method} /api/v1${path(url)}`)],
	['auth-hmac-no-leading-slash-fails', signed((method, url) => `${method} ${path(url).slice(1)}`)],
	['api-root', api],
	['app-about', api],
	['entity-lowercase', api],
	['head-method', api],
	['options', api],
	['no-route', api],
	['post-to-record-path', api],
	['unknown-entity-list', api],
	['unknown-entity-create', api],
	['unknown-entity-read', api],
	['forbidden-scope-list', nobody, { Campaign: 'Case' }],
	['forbidden-scope-read', nobody, { Campaign: 'Case' }],
	['forbidden-scope-create', nobody, { Campaign: 'Case' }],
	['read-no-access-403', nobody, { Account: 'Lead', '6b046bc80339dd1de': '%lead%' }],
	['update-no-access-403', nobody],
	['delete-no-access-403', nobody],
	['create-no-access-403', nobody],
	['metadata-key', api],
	['metadata-key-unknown', api],
	['settings-api-user', api],
	['user-list', api],
	['team-list', api],
	['create-account', api],
	['create-charset', api],
	['create-form-encoded', api],
	['create-empty-body', api],
	['create-json-array', api],
	['create-array-of-objects', api],
	['create-json-scalar', api],
	['create-malformed-json', api],
	['create-missing-required', api],
	['create-empty-required', api],
	['create-no-content-type', api],
	['create-text-plain', api],
	['create-too-long', api],
	['create-custom-id-ignored', api],
	['create-unknown-and-readonly-fields', api],
	['create-wrong-type-string-array', api],
	['create-wrong-type-string-number', api],
	['create-duplicate-409', api],
	['create-skip-duplicate-check', api],
	['create-skip-duplicate-body-flag', api],
	['create-duplicate-contact-by-email', api],
	['create-contact-name-only', api],
	['create-contact-no-lastName', api],
	['create-bad-email', api],
	['create-bad-phone', api],
	['create-national-phone', api],
	['create-contact-email-data', api],
	['create-contact-phone', api],
	['create-contact-account-not-found', api],
	['create-opp-missing-closeDate', api],
	['create-bad-currency-code', api],
	['create-bad-date', api],
	['create-bad-enum', api],
	['create-currency-string', api],
	['create-currency-string-nonnumeric', api],
	['create-task-missing-assignedUser', api],
	['create-assigned-user-not-found', api],
	['create-meeting', api],
	['create-allday', api],
	['create-bad-parentType', api],
	['create-parentId-without-type', api],
	['create-iso-datetime-accepted', api],
	['create-datetime-no-seconds', api],
	['create-dateEnd-before-start-accepted', api],
	['read-account', api],
	['read-account-select-ignored', api],
	['read-404', api],
	['update-404', api],
	['delete-404', api],
	['update-put', api],
	['update-patch', api],
	['update-empty-object', api],
	['update-int-nonnumeric', api],
	['update-int-out-of-range', api],
	['update-bool-string', api],
	['update-email-primary-only', api],
	['update-link-null', api],
	['update-linkMultiple-nonexistent', api],
	['list-basic', api],
	['list-no-params', api],
	['list-select', api],
	['list-select-nonstorable', api],
	['list-attributeSelect-unknown', api],
	['list-maxsize-0', api],
	['list-maxsize-200', api],
	['list-maxsize-201', api],
	['list-maxsize-abc', api],
	['list-maxsize-negative', api],
	['list-no-total-more', api],
	['list-no-total-nomore', api],
	['list-offset', api],
	['list-offset-beyond', api],
	['list-offset-negative', api],
	['list-order-bad', api],
	['list-orderBy-link', api],
	['list-orderBy-order', api],
	['list-orderBy-two', api],
	['list-orderBy-unknown', api],
	['list-legacy-asc-1', api],
	['list-legacy-sortBy-asc-true', api],
	['list-primaryFilter', api],
	['list-primaryFilter-unknown', api],
	['list-q', api, { facts: 'P' }],
	['list-textFilter', api],
	['list-boolFilter-unknown', api],
	['list-boolFilterList', api],
	['list-boolFilterList-string', api],
	['list-boolFilterList-followed', api],
	['searchParams-full', api],
	['searchParams-bad-json', api],
	['searchParams-select-string', api],
	['where-bad-link', api],
	['where-between', api],
	['where-bool-item', api],
	['where-complex-expression', api],
	['where-contains', api],
	['where-datetime-bad-tz', api],
	['where-datetime-today-tz', api],
	['where-deleted', api],
	['where-equals', api],
	['where-field-key', api],
	['where-forbidden-attribute', api],
	['where-foreign-attribute', api],
	['where-foreign-forbidden', api],
	['where-in', api],
	['where-in-empty-array', api],
	['where-isEmpty', api],
	['where-isUserFromTeams', api],
	['where-like', api],
	['where-linkedWith', api],
	['where-linkedWith-nonexistent', api],
	['where-modifiedAt-greaterThan', api],
	['where-no-attribute', api],
	['where-no-type', api],
	['where-not', api],
	['where-object-instead-of-array', api],
	['where-or-nested', api],
	['where-parent', api],
	['where-primary-item', api],
	['where-string-ignored', api],
	['where-subQueryIn', api],
	['where-textFilter-item', api],
	['where-unknown-attribute', api],
	['where-unknown-key', api],
	['where-unknown-type', api],
	['where-where-param', api],
	['where-searchParams', api],
	['legacy-where-field', api],
	['rel-list', api],
	['rel-list-where-order', api],
	['rel-list-maxSize-too-big', api],
	['rel-list-children', api],
	['rel-belongsTo-account', api],
	['rel-columns-read-accountRole', api],
	['rel-columns-read-opportunityRole', api],
	['rel-columns-set-opp-contacts', api],
	['rel-columns-only-columns', api],
	['rel-columns-bad-enum', api],
	['rel-columns-set-contact-accounts', api],
	['rel-meeting-users', api],
	['rel-meetings', api],
	['rel-teams', api],
	['rel-unknown-link', api],
	['rel-parent-404', api],
	['rel-no-access-403', nobody, { Account: 'Case' }],
	['rel-link-ids', api],
	['rel-link-ids-again', api],
	['rel-link-ids-partial', api],
	['rel-link-empty', api],
	['rel-link-nonexistent', api],
	['rel-link-children', api],
	['rel-link-children-nonexistent', api],
	['rel-link-opp', api],
	['rel-link-teams-endpoint', api],
	['rel-link-unknown-link', api],
	['rel-massRelate-where', api],
	['rel-massRelate-targetlist', api],
	['rel-unlink-id-body', api],
	['rel-unlink-again', api],
	['rel-unlink-ids-body', api],
	['rel-unlink-id-query', api],
	['rel-unlink-nonexistent', api],
	['rel-unlink-path', api],
	['rel-unlink-teams-endpoint', api],
	['follow-put-subscription', api],
	['follow-again', api],
	['follow-404', api],
	['follow-no-access-403', nobody, { Account: 'Contact' }],
	['note-post', api],
	['note-post-empty', api],
	['note-post-bad-parent', api],
	['note-post-internal', api],
	['note-post-type-update', api],
	['note-post-no-target', api],
	['note-post-all', api],
	['note-post-self', api],
	['note-read', api],
	['note-edit', api],
	['note-edit-other', emma],
	['note-delete-other', emma],
	['note-list-api', api],
	['stream-list', api],
	['stream-no-params', api],
	['stream-beforeNumber', api],
	['stream-filter-posts', api],
	['stream-order-asc-ignored', api],
	['stream-select', api],
	['stream-where-bad', api],
	['stream-where-number-gt', api],
	['stream-where-type', api],
	['stream-searchParams', api],
	['stream-skipOwn', api],
	['stream-after', api],
	['stream-page-number-range', api],
	['stream-record', api],
	['stream-record-filter-posts', api],
	['stream-record-filter-bogus', api],
	['stream-record-posts', api],
	['stream-record-where-number', api],
	['stream-record-no-access-403', nobody, { Account: 'Contact', '6b046bc80339dd1de': '6b046bc80cd9189a4' }],
	['globalstream', api],
	['globalstream-offset-400', api],
	['globalstream-no-scope-403', nobody],
	['globalstream-where-number-gt', api],
	['globalstream-boolFilter-skipOwn', api],
	['unfollow', api],
	['unfollow-again', api],
	['note-delete', api],
	['list-url-too-long-414', api],
	['delete-account', api],
	['delete-again', api],
	['read-deleted', api],
	['update-deleted', api],
	['webhook-bad-entity', api],
	['webhook-bad-event', api],
	['webhook-bad-field', api],
	['webhook-bad-url', api],
	['webhook-no-url', api],
	['webhook-note-create', api],
	['webhook-field-update-by-attribute', api],
	['webhook-create-internal-url-400', api],
	['webhook-create-localhost-400', api],
	['webhook-create-regular-user-403', emma],
	['webhook-no-scope-403', nobody],
	['webhook-create-api-user', api],
	['webhook-create-with-secret-and-skipOwn', api],
	['webhook-field-update', api],
	['webhook-list-own', api],
	['webhook-list-other-api-user', signed((method, url) => `${method} ${path(url)}`)],
	['webhook-read', api],
	['webhook-update-url', api],
	['webhook-update-event', api],
	['webhook-deactivate', api],
	['webhook-read-of-other-403', signed((method, url) => `${method} ${path(url)}`)],
];

const onSeven: Array<[name: string, as: As]> = [
	['settings', api],
	['create-account', api],
	['create-duplicate-409', api],
	['create-case', api],
	['create-validation-400', api],
	['create-bad-enum-400', api],
	['create-iso-datetime-400', api],
	['create-empty-required-number-400', api],
	['follow', api],
	['follow-account', api],
	['update-status', api],
	['update-audited', api],
	['assign', api],
	['create-post', api],
	['create-contact-related', api],
	['stream', api],
	['record-stream', api],
	['stream-skipOwn', api],
	['stream-number-window', api],
	['stream-beforeNumber-ignored', api],
	['stream-createdAt', api],
	['global-stream-404', api],
	['list-no-total', api],
	['list-legacy-sort', api],
	['list-where-brackets', api],
	['list-maxSize-403', api],
	['list-bad-where-400', api],
	['related-list', api],
	['unlink', api],
	['link-ids', api],
	['link-massRelate', api],
	['link-belongsTo', api],
	['unlink-query-noop', api],
	['read', api],
	['read-404', api],
	['version-conflict-409', api],
	['about-404', api],
	['auth-bad-key-401', () => ({ 'X-Api-Key': 'f'.repeat(32) })],
	['unfollow', api],
	['webhook-create', api],
	['webhook-delete', api],
	['delete-case', api],
	['delete-contact', api],
	['delete-account', api],
];

/** Recorded ids and what they stand for here; answers to creates add to it. */
const standIns = new Map<string, string>();
const translate = (text: string): string => {
	let result = text;
	for (const [recorded, own] of standIns) result = result.replaceAll(recorded, own);
	return result;
};

interface Sent {
	method: string;
	url: string;
	headers: Headers;
	body?: string;
}

function send(sandbox: Sandbox, { method, url, headers, body }: Sent): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const outgoing = httpRequest(
			`${sandbox.url}${url}`,
			{ method, headers: { ...headers, ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }) } },
			(incoming) => {
				const chunks: Buffer[] = [];
				incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
				incoming.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					const json = incoming.headers['content-type'] === 'application/json' && text !== '';
					resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: json ? JSON.parse(text) : text });
				});
			},
		);
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

async function replay(
	sandbox: Sandbox,
	path: string,
	as: As,
	swap: Record<string, string> = {},
): Promise<{ expected: Transcript['response']; actual: Answer }> {
	const recorded = readFileSync(join(recordings, `${path}.json`), 'utf8');
	const { request, response } = JSON.parse(recorded) as Transcript;
	const swapped = (text: string) => translate(Object.entries(swap).reduce((all, [from, to]) => all.replaceAll(from, to), text));
	const url = path.includes('url-too-long') ? `/api/v1/Account?where=${'x'.repeat(9000)}` : swapped(request.path);
	const kept = Object.fromEntries(Object.entries(request.headers).filter(([, value]) => value !== '***'));
	const body = request.body == null ? undefined : swapped(typeof request.body === 'string' ? request.body : JSON.stringify(request.body));
	const actual = await send(sandbox, {
		method: request.method,
		url,
		headers: { ...kept, ...as(request.method, url.slice('/api/v1'.length)) },
		body,
	});
	const created = [response.body, actual.body].map((value) => (value as { id?: string } | null)?.id);
	if (request.method === 'POST' && created[0] && created[1]) standIns.set(created[0], created[1]);
	return { expected: JSON.parse(swapped(JSON.stringify(response))) as Transcript['response'], actual };
}

const kind = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
const essential = [
	'id',
	'name',
	'total',
	'list',
	'type',
	'number',
	'data',
	'createdAt',
	'createdById',
	'parentId',
	'parentType',
	'user',
	'acl',
	'token',
	'settings',
	'values',
	'count',
	'_scope',
	'fields',
	'attributes',
	'was',
	'became',
	'pinnedList',
];

/** Same kinds of values under the same names; what is missing must not be essential, what comes in addition must not occur in errors. */
function expectSameShape(expected: unknown, actual: unknown, where: string): void {
	if (expected === null || actual === null || (typeof expected === 'string' && expected.startsWith('…(truncated'))) return;
	expect(`${where}: ${kind(actual)}`).toBe(`${where}: ${kind(expected)}`);
	if (Array.isArray(expected) && Array.isArray(actual)) {
		if (expected.length && actual.length) expectSameShape(expected[0], actual[0], `${where}[0]`);
	} else if (typeof expected === 'object') {
		const [left, right] = [expected as Record<string, unknown>, actual as Record<string, unknown>];
		for (const name of Object.keys(left)) {
			if (name in right) expectSameShape(left[name], right[name], `${where}.${name}`);
			else if (essential.includes(name)) throw new Error(`${where}.${name} is missing`);
		}
	} else if (typeof expected === 'boolean' && where === 'body') expect(actual).toBe(expected);
}

function expectSame({ expected, actual }: { expected: Transcript['response']; actual: Answer }): void {
	const reason = actual.headers['x-status-reason'];
	expect({ status: actual.status, reason }).toEqual({ status: expected.status, reason: expected.headers['x-status-reason'] });
	expect(String(actual.headers['content-type'])).toBe(expected.headers['content-type']);
	expect(actual.headers['www-authenticate']).toBe(expected.headers['www-authenticate']);
	if (expected.headers.allow) expect(String(actual.headers.allow).split(', ').sort()).toEqual(expected.headers.allow.split(', ').sort());
	if (String(expected.headers['content-type']).startsWith('text/html')) expect(actual.body === '').toBe(expected.body === '');
	else if (expected.status >= 400 && expected.status !== 409) expect(actual.body).toEqual(expected.body);
	else expectSameShape(expected.body, actual.body, 'body');
}

describe('answers of real servers', () => {
	jest.setTimeout(20_000);

	describe('10.0', () => {
		let sandbox: Sandbox;
		const ask = async (method: string, url: string, body?: unknown, as: As = api) =>
			(
				await send(sandbox, {
					method,
					url: `/api/v1/${url}`,
					headers: { 'Content-Type': 'application/json', 'X-Skip-Duplicate-Check': 'true', ...as(method, url) },
					body: body === undefined ? undefined : JSON.stringify(body),
				})
			).body as { id: string; token: string };

		beforeAll(async () => {
			sandbox = await startSandbox();
			standIns.clear();
			token = (await ask('GET', 'App/user', undefined, espo(base64(`${regular.userName}:${regular.password}`)))).token;
			const account = (await ask('POST', 'Account', { name: 'facts-where-acc', type: 'Customer', assignedUserId: regular.id })).id;
			const contact = async (lastName: string) => (await ask('POST', 'Contact', { firstName: 'facts', lastName, accountId: account })).id;
			const team = (await ask('GET', 'Team')) as unknown as { list: Array<{ id: string }> };
			await ask('POST', 'Account', { name: 'facts-dup' });
			for (const lastName of ['Dupe', 'Dupe too'])
				await ask('POST', 'Contact', { firstName: 'facts', lastName, emailAddress: 'facts-dup@example.com' });
			const lead = (await ask('POST', 'Lead', { lastName: 'facts-lead-1' })).id;
			const leads = await Promise.all([1, 2, 3, 4].map(async (at) => (await ask('POST', 'Lead', { lastName: `facts-mass-${at}` })).id));
			const opportunity = (
				await ask('POST', 'Opportunity', { name: 'facts-where-opp', amount: 1, closeDate: '2026-12-01', accountId: account })
			).id;
			const task = (await ask('POST', 'Task', { name: 'facts-task', assignedUserId: regular.id })).id;
			const list = (await ask('POST', 'TargetList', { name: 'facts' })).id;
			const ids: Record<string, string> = {
				'6b046bc80339dd1de': account,
				'6b046bc8185ce8712': opportunity,
				'6b046d5b7b2425e79': task,
				'6b046dd1dd8713f03': list,
				'6b046bc7cba68017c': regular.id,
				'6b046bc7013b75b9a': full.id,
				'6b046bc67252c5618': team.list[0]?.id ?? '',
				'%lead%': lead,
				'6b046dd74bba5bbd9': leads[0] ?? '',
				'6b046dd752ccf1bf5': leads[1] ?? '',
				'6b046dd759ebf5642': leads[2] ?? '',
				'6b046dd760f13ad31': leads[3] ?? '',
			};
			for (const [at, recorded] of [
				'6b046bc80cd9189a4',
				'6b046bfcc08ec690f',
				'6b046d5a7ad2705a5',
				'6b046d5a829acafa5',
				'6b046d5a8bd41a649',
				'6b046d5a95156af93',
				'6b046d5aa044c1f2c',
			].entries()) {
				ids[recorded] = await contact(at === 0 ? 'Where' : `facts-rel-${at}`);
			}
			for (const [recorded, own] of Object.entries(ids)) standIns.set(recorded, own);
		});
		afterAll(async () => await sandbox.close());
		beforeEach(() => sandbox.forgetDeniedLogins());

		// Rest parameters: jest takes a declared third one for its `done`.
		it.each(onTen)('%s', async (...[name, as, swap]) => {
			if (name === 'note-edit') standIns.set('6b046dd33eab15d6b', standIns.get('6b046bfa6e0aa0883') ?? '');
			expectSame(await replay(sandbox, `transcripts/${name}`, as, swap));
		});

		it('auth-too-many-attempts-valid-key-403', async () => {
			for (let at = 0; at < 11; at += 1) await send(sandbox, { method: 'GET', url: '/api/v1/Account', headers: { 'X-Api-Key': 'wrong' } });
			expectSame(await replay(sandbox, 'transcripts/auth-too-many-attempts-valid-key-403', api));
		});

		it('auth-destroy-token', async () => {
			standIns.set('2be8c0117b04cba045635cf42a48a9a0', token);
			expectSame(await replay(sandbox, 'transcripts/auth-destroy-token', withToken));
			for (const name of ['auth-token-after-destroy', 'auth-token-after-destroy-without-bytoken'])
				expectSame(await replay(sandbox, `transcripts/${name}`, withToken));
		});
	});

	describe('7.5', () => {
		let sandbox: Sandbox;
		beforeAll(async () => {
			sandbox = await startSandbox({ version: '7.5' });
			standIns.clear();
			standIns.set('6b04778ac4e9ee82b', full.id);
		});
		afterAll(async () => await sandbox.close());

		it.each(onSeven)('%s', async (...[name, as]) => expectSame(await replay(sandbox, `7.5.6/transcripts/${name}`, as)));
	});

	it('replays many', () => expect(onTen.length + onSeven.length).toBeGreaterThan(60));
});
