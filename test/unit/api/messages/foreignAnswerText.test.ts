import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import { foreignAnswerText } from '../../../../nodes/shared/api/messages/foreignAnswerText';

const textOf = (details: Omit<EspoErrorDetails, 'request' | 'kind'>) =>
	foreignAnswerText(new EspoError({ kind: 'notEspo', request: { method: 'GET', path: ['Account'] }, ...details }));
const NOT_ESPO = "The answer does not look like EspoCRM's";
const page = (title: string) => `<html><head><title class="x">${title}</title></head><body>More</body></html>`;

test.each<[status: number | undefined, refused: boolean, advice: RegExp]>([
	[undefined, false, /^Check the URL/],
	[200, false, /^Check the URL/],
	[399, false, /^Check the URL/],
	[400, true, /^Check the URL/],
	[404, false, /^Check the URL/],
	[405, false, /^Check the URL/],
	[401, true, /^It has a log-in of its own/],
	[403, true, /^A rule blocked the request .* firewall/],
	[406, true, /mod_security/],
	[413, true, /larger than it allows/],
])('status %j is refused by something else: %j', (status, refused, advice) => {
	const { message, description } = textOf({ status });
	const shown = status === undefined ? '' : ` (status ${status})`;
	expect(message).toBe(`${NOT_ESPO}${shown}${refused ? ': something in front of EspoCRM refused the request' : ''}`);
	expect(description).toMatch(advice);
	expect(description).not.toMatch(/It (comes|says)/);
	expect(description).toMatch(/\.$/);
});

test.each<[body: unknown, says: string]>([
	[page('Just a moment...'), 'Just a moment...'],
	['  Access \n denied ', 'Access denied'],
	['x'.repeat(120), 'x'.repeat(120)],
	['x'.repeat(121), `${'x'.repeat(120)}…`],
])('what it says is shown: %j', (body, says) =>
	expect(textOf({ status: 200, body }).description).toMatch(new RegExp(` It says “${says}”\\.$`)),
);

test.each([[{ message: 'x' }], ['<html>No title</html>'], [''], [undefined]])('nothing is said by %j', (body) =>
	expect(textOf({ status: 200, body }).description).not.toContain('It says'),
);

test('who it comes from, and a text of its own', () => {
	expect(textOf({ status: 200, server: 'cloudflare' }).description).toMatch(/ It comes from “cloudflare”\.$/);
	expect(textOf({ status: 200, detail: 'Nested too deeply' })).toEqual({ message: 'Nested too deeply' });
});

test.each([
	'The plain HTTP request was sent to HTTPS port',
	'plain HTTP request was sent to the HTTPS port',
	"You're speaking plain HTTP to an SSL-enabled server port.",
])('%s', (body) => expect(textOf({ status: 400, body }).description).toMatch(/^The server speaks https/));
