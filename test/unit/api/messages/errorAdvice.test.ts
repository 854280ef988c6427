import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import { errorText } from '../../../../nodes/shared/api/messages/errorText';

type Method = EspoErrorDetails['request']['method'];

function textOf(details: Partial<EspoErrorDetails>, method: Method = 'GET', path = ['Account', '1']) {
	const { message, description = '' } = errorText(new EspoError({ kind: 'server', request: { method, path }, ...details }));
	return { message, description };
}

const NOT_REPEATED = 'The request was not repeated, because that could do it twice. Check in EspoCRM before you run it again.';
const LOG_FIRST = /^Its log \(data\/logs\) says why\. /;

describe('an address that EspoCRM does not know', () => {
	const notFound = (reason: string, path?: string[]) => textOf({ kind: 'notFound', status: 404, reason }, 'GET', path);

	test('is that of an entity type, which is named', () => {
		expect(notFound("Controller 'Accounts' does not exist.")).toMatchObject({
			message: 'There is no entity type “Accounts”',
			description: expect.stringContaining('singular') as string,
		});
	});

	test.each(['Link does not exist', "Entity type 'Account' does not have link 'nosuch'."])('is that of a relation: %s', (reason) =>
		expect(notFound(reason, ['Account', '1', 'nosuch'])).toMatchObject({
			message: 'Account has no relation “nosuch”',
			description: expect.stringContaining('Entity Manager') as string,
		}),
	);

	// Versions before it was added: `needs` of the operation says which have it.
	test.each(["Controller 'GlobalStream' does not exist.", "Rule 7: Controller 'X' does not exist", 'Rule 7: Link does not exist', 'Gone'])(
		'is the record in all other cases: %s',
		(reason) => {
			const { message, description } = notFound(reason, ['Account', '1', 'x']);
			expect(message).toBe(`EspoCRM did not find it: ${reason}`);
			expect(description).toMatch(/Deleted records/);
		},
	);
});

describe('a failure of the server', () => {
	const MAIL = /needs an account to send it from.*SMTP/;
	const FILTER = /A filter or sort/;
	const TYPE = /wrong type/;

	test.each<[string, Method, string[], RegExp]>([
		['a read', 'GET', ['Account'], FILTER],
		['a read of e-mails', 'GET', ['Email'], FILTER],
		['a write', 'PUT', ['Account', '1'], TYPE],
		['an e-mail', 'POST', ['Email'], MAIL],
	])('of %s has its usual cause', (_title, method, path, cause) => {
		const { description } = textOf({ status: 500 }, method, path);
		expect(description).toMatch(LOG_FIRST);
		expect([MAIL, FILTER, TYPE].filter((text) => text.test(description))).toEqual([cause]);
		expect(description).not.toMatch(/Older versions/);
	});

	test('of an e-mail that has a reason is not its account', () =>
		expect(textOf({ reason: 'Bad sender.' }, 'POST', ['Email']).description).toMatch(TYPE));

	test.each(['Could not send: SMTP is down.', 'smtp'])('that names the mail server is one of its settings: %s', (reason) =>
		expect(textOf({ reason }, 'POST', ['Email']).description).toMatch(/^Set up SMTP .* Its log \(data\/logs\) says more\.$/),
	);

	test.each<[string[], reason: string, says: boolean]>([
		[['Account', '1', 'nosuch'], '', true],
		[['Account', '1', 'nosuch'], 'Bad where.', false],
		[['Account', '1', 'stream'], '', false],
		[['Account', '1', 'subscription'], '', false],
		[['Account', '1'], '', false],
		[['Account', '', 'nosuch'], '', false],
	])('of %j with the reason %j can be a relation that is not there: %s', (path, reason, says) => {
		const older = 'Older versions answer like this where Account has no relation “nosuch”: check its name. ';
		const { description } = textOf({ reason }, 'GET', path);
		expect(description).toMatch(new RegExp(`^Its log \\(data/logs\\) says why\\. ${says ? older : ''}A filter or sort`));
	});
});

describe('what may have been done', () => {
	test.each<[Method, string[], what: string]>([
		['POST', ['Account'], 'created the record'],
		['POST', ['Account', '1', 'contacts'], 'carried it out'],
		['PUT', ['Settings'], 'carried it out'],
	])('by %s %j', (method, path, what) =>
		expect(textOf({ kind: 'noAnswer' }, method, path).message).toMatch(new RegExp(`; it may have ${what} anyway$`)),
	);

	test('is all that counts where there was no answer; a failure has causes beside it', () => {
		expect(textOf({ kind: 'noAnswer', attempts: 1 }, 'PUT').description).toBe(NOT_REPEATED);
		const { description } = textOf({ status: 500 }, 'PUT');
		expect(description).toMatch(LOG_FIRST);
		expect(description.endsWith(`cause. ${NOT_REPEATED}`)).toBe(true);
	});
});

describe('answers that lack what they usually have', () => {
	test.each([[{ message: 'x' }], [undefined], ['']])('a refusal of the credential with %j', (body) =>
		expect(textOf({ kind: 'denied', status: 401, body }).message).toBe('EspoCRM refused the credential'),
	);

	test.each([[{ message: 5 }], [{}], ['Back at noon'], [undefined]])('a server that is not available, with %j', (body) =>
		expect(textOf({ kind: 'unavailable', status: 503, body }).message).toBe('EspoCRM is not available at the moment (status 503)'),
	);

	test.each([[undefined], [''], [null], [{ id: '1' }], [[null, 'x', 5]], [[{ name: 'Hidden' }]]])('duplicates that are %j', (body) =>
		expect(textOf({ kind: 'duplicate', status: 409, body }, 'POST').message).toBe('EspoCRM already has a record like this'),
	);

	test.each([[undefined], [[]], [{ values: 'x' }]])('a newer version that is %j', (body) =>
		expect(textOf({ kind: 'modified', status: 409, body }, 'PUT')).toEqual({
			message: 'Someone changed the record in the meantime; its version number is now a different one',
			description: 'Nothing was changed. Read the record again and use its version number.',
		}),
	);

	test.each([
		[undefined, 'another address'],
		['', 'another address'],
		['/login', '“/login”'],
		['https://crm2.example.com/x', 'https://crm2.example.com'],
	])('a redirect to %j', (detail, shown) =>
		expect(textOf({ kind: 'redirect', status: 302, detail }).message).toBe(`EspoCRM's address redirects to ${shown}`),
	);

	test('a request without an entity type', () =>
		expect(textOf({ kind: 'forbidden', status: 403, reason: 'No access.' }, 'GET', []).description).toMatch(/access to it \(/));

	test.each([
		['Field is forbidden.', /not of an attribute/],
		['Something.', /^Check the parameters of the node\.$/],
	])('an invalid request: %s', (reason, says) => expect(textOf({ kind: 'invalid', status: 400, reason }).description).toMatch(says));

	test('a limit without a pause', () =>
		expect(textOf({ kind: 'throttled', status: 429 }).description).toBe('Run less often, or with fewer items at once.'));
});

test.each([
	['EPROTO', /http:\/\/ or another port/],
	['DEPTH_ZERO_SELF_SIGNED_CERT', /Ignore SSL Issues/],
	['ECONNREFUSED', /the server is running/],
])('no connection: %s', (detail, says) => {
	expect(textOf({ kind: 'unreachable', detail }).description).toMatch(says);
	expect(textOf({ kind: 'unreachable', detail }).description).toContain(`(${detail})`);
	expect(textOf({ kind: 'unreachable' }).description).toMatch(/\(no connection\).*the server is running/);
});
