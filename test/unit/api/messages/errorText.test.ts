import { EspoError, type EspoErrorDetails, type EspoErrorKind } from '../../../../nodes/shared/api/client/EspoError';
import { errorText } from '../../../../nodes/shared/api/messages/errorText';
import { brokenRule } from '../../../../nodes/shared/api/messages/validationText';
import { createLabels } from '../../../../nodes/shared/api/metadata/Labels';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const read: Pick<EspoRequest, 'method' | 'path'> = { method: 'GET', path: ['Account', '1'] };
const create: Pick<EspoRequest, 'method' | 'path'> = { method: 'POST', path: ['Account'] };
const link: Pick<EspoRequest, 'method' | 'path'> = { method: 'POST', path: ['Account', '1', 'contacts'] };
const error = (details: Omit<EspoErrorDetails, 'request'>, request = read) => new EspoError({ request, ...details });
const validation = { messageTranslation: { label: 'validationFailure', scope: null, data: { field: 'name', type: 'required' } } };

/** What a user must be able to read out of each. */
const table: Array<[name: string, error: EspoError, says: RegExp[]]> = [
	['denied', error({ kind: 'denied', status: 401, body: '' }), [/refused/, /more than ten/]],
	['denied, with a text of our own', error({ kind: 'denied', status: 401, body: 'EspoCRM refused the API key.' }), [/API key/]],
	['lock-out', error({ kind: 'lockedOut', status: 403 }), [/log-ins/, /ten wrong log-ins/, /wait a minute/]],
	['forbidden', error({ kind: 'forbidden', status: 403, reason: 'No read access.' }), [/No read access/, /Account.*Roles/]],
	['forbidden without a reason', error({ kind: 'forbidden', status: 403, reason: '' }), [/does not allow/, /Roles/]],
	['not found', error({ kind: 'notFound', status: 404, reason: 'Record 1 does not exist.' }), [/Record 1 does not exist/, /Deleted/]],
	['not found without a reason', error({ kind: 'notFound', status: 404, reason: '' }), [/did not find/]],
	[
		'duplicate',
		error({ kind: 'duplicate', status: 409, body: [{ id: '6b04', name: 'Acme' }, { id: '6b05' }] }, create),
		[/Acme \(6b04\)/, /6b05/, /Skip Duplicate Check/],
	],
	[
		'many duplicates',
		error({ kind: 'duplicate', status: 409, body: Array.from({ length: 8 }, (_, id) => ({ id: String(id), name: 'x' })) }, create),
		[/3 more/],
	],
	[
		'duplicates of which some have no ID',
		error({ kind: 'duplicate', status: 409, body: [{ name: 'Hidden' }, { id: '6b04', name: 'Acme' }] }, create),
		[/already has it: Acme \(6b04\)$/m],
	],
	[
		'duplicates without IDs',
		error({ kind: 'duplicate', status: 409, body: [{ name: 'Hidden' }, {}] }, create),
		[/already has a record like this/],
	],
	['duplicate without the records', error({ kind: 'duplicate', status: 409, body: '' }, create), [/already/]],
	[
		'modified',
		error({ kind: 'modified', status: 409, body: { values: { name: 'New' }, versionNumber: 7 } }, { ...read, method: 'PUT' }),
		[/7/, /Nothing was changed/, /"name":"New"/],
	],
	['invalid', error({ kind: 'invalid', status: 400, reason: "Not existing attribute 'x' in where." }), [/Not existing attribute/]],
	['validation, from the body', error({ kind: 'invalid', status: 400, body: validation }, create), [/EspoCRM requires “name”/]],
	[
		'validation, from the header',
		error(
			{ kind: 'invalid', status: 400, reason: 'Field validation failure; entityType: Account, field: name, type: maxLength.', body: '' },
			create,
		),
		[/“name” is too long/],
	],
	[
		'validation by a rule of an extension',
		error({ kind: 'invalid', status: 400, body: { messageTranslation: { data: { field: 'vat', type: 'vatNumber' } } } }, create),
		[/“vat”.*vatNumber/],
	],
	['too long', error({ kind: 'tooLong', status: 414 }), [/too long/, /fewer/]],
	[
		'redirect',
		error({ kind: 'redirect', status: 301, detail: 'https://crm2.example.com/api/v1/Account?x=1' }),
		[/https:\/\/crm2\.example\.com$/m, /URL/],
	],
	['redirect to nowhere', error({ kind: 'redirect', status: 302 }), [/another address/]],
	['a page', error({ kind: 'notEspo', status: 200, body: '<html>' }), [/200/, /URL/, /proxy/]],
	["a list that can't be walked", error({ kind: 'notEspo', status: 200, detail: 'Set a limit' }), [/Set a limit/]],
	['throttled', error({ kind: 'throttled', status: 429, retryAfterMs: 90_000 }), [/limits/, /90 seconds/]],
	['unavailable', error({ kind: 'unavailable', status: 503, body: { message: 'Back at noon' } }), [/503/, /Back at noon/]],
	['server', error({ kind: 'server', status: 500 }), [/500/, /log/]],
	['server with a reason (7.5)', error({ kind: 'server', status: 500, reason: "Unknown where item type 'isEmpty'." }), [/isEmpty/]],
	[
		'unreachable',
		error({ kind: 'unreachable', detail: 'ECONNREFUSED', reason: 'connect ECONNREFUSED 127.0.0.1:80' }),
		[/could not be reached/, /ECONNREFUSED/, /Nothing was sent/],
	],
	[
		'certificate',
		error({ kind: 'unreachable', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT', reason: 'self-signed certificate' }),
		[/Ignore SSL Issues/],
	],
	[
		'no answer',
		error({ kind: 'noAnswer', detail: 'ECONNRESET', reason: 'socket hang up', attempts: 4 }),
		[/did not answer/, /tried 4 times \(socket hang up\)/],
	],
	[
		'no answer, once',
		error({ kind: 'noAnswer', detail: 'ECONNABORTED', attempts: 1 }),
		[/did not answer/, /not tried again \(ECONNABORTED\)/],
	],
	[
		'no answer to a creation',
		error({ kind: 'noAnswer', detail: 'ECONNRESET' }, create),
		[/may have created the record/, /not repeated/, /Check in EspoCRM/],
	],
	['no answer to a link', error({ kind: 'unavailable', status: 504 }, link), [/may have carried it out/, /not repeated/]],
];

test('every kind has a text', () => {
	const kinds: Record<EspoErrorKind, true> = {
		denied: true,
		lockedOut: true,
		forbidden: true,
		notFound: true,
		duplicate: true,
		modified: true,
		invalid: true,
		tooLong: true,
		redirect: true,
		notEspo: true,
		throttled: true,
		unavailable: true,
		server: true,
		unreachable: true,
		noAnswer: true,
	};
	expect(new Set(table.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(kinds)));
});

test.each(table)('%s', (_, given, says) => {
	const { message, description = '' } = errorText(given);
	for (const part of says) expect(`${message}\n${description}`).toMatch(part);
	expect(message).toMatch(/^[“A-Z]/);
	// n8n's guidelines: these words say nothing.
	expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
	expect(`${message} ${description}`).not.toMatch(/undefined|null|\[object|NaN/);
});

test('a page that answers is not shown, and nothing of its text', () => {
	const { message, description } = errorText(error({ kind: 'notEspo', status: 200, body: '<html>key=hidden</html>' }));
	expect(`${message}${String(description)}`).not.toContain('hidden');
});

test("a field is called as the user's EspoCRM calls it", () => {
	const labels = createLabels({ Global: { scopeNames: { Account: 'Company' }, fields: { name: 'Name', vat: 'Tax No.' } } });
	const { message, description } = errorText(error({ kind: 'invalid', status: 400, body: validation }, create), { labels });
	expect(message).toBe('EspoCRM requires “Name”');
	expect(description).toBe('Give it a value.');
	const other = { messageTranslation: { data: { field: 'vat', type: 'required' } } };
	expect(errorText(error({ kind: 'invalid', status: 400, body: other }, create), { labels }).description).toBe(
		'Its name in JSON is “vat”. Give it a value.',
	);
});

test('an impossible value: what would be possible, by key and label', () => {
	const labels = createLabels({});
	const impossible = error(
		{ kind: 'invalid', status: 400, reason: 'Field validation failure; entityType: Account, field: type, type: valid.' },
		create,
	);
	const { message, description } = errorText(impossible, {
		labels,
		options: [
			{ value: 'a', label: 'Customer' },
			{ value: 'Partner', label: 'Partner' },
		],
	});
	expect(message).toBe('“type” is not set to one of the allowed values');
	expect(description).toContain('Allowed values: a (Customer), Partner.');
	const many = Array.from({ length: 100 }, (_, index) => ({ value: `v${index}`, label: `v${index}` }));
	expect(errorText(impossible, { labels, options: many }).description).toMatch(/v29 and 70 more\.$/);
});

test('labels are worth a request only for an answer that names a field', () => {
	expect(brokenRule(error({ kind: 'invalid', status: 400, body: validation }))).toMatchObject({ field: 'name' });
	for (const body of ['', null, [], { messageTranslation: null }, { messageTranslation: { data: [] } }])
		expect(brokenRule(error({ kind: 'invalid', status: 400, body }))).toBeUndefined();
});

it.each([
	[true, /choose the record under “Linked Records”/],
	[false, /Give it a value\.$/],
])('a required field that is a link (%s) can be given in two places', (isLink, says) => {
	expect(
		errorText(error({ kind: 'invalid', status: 400, body: validation }, create), { labels: createLabels({}), isLink }).description,
	).toMatch(says);
});

test('no second full stop behind an option that ends with one', () => {
	const impossible = error(
		{ kind: 'invalid', status: 400, reason: 'Field validation failure; entityType: Contact, field: salutationName, type: valid.' },
		create,
	);
	const options = ['Mr.', 'Dr.'].map((value) => ({ value, label: value }));
	expect(errorText(impossible, { labels: createLabels({}), options }).description).toBe('Allowed values: Mr., Dr.');
});
