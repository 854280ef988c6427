import type { EspoError } from '../client/EspoError';
import { isPage } from '../client/webPage';
import { shortened } from '../values/shortened';
import type { ErrorText } from './conflictText';

const ADDRESS = 'Check the URL in the credential. A proxy, a log-in page or a maintenance page may be in front of EspoCRM.';

/** What to do about a status that something in front of EspoCRM gave. */
const BY_STATUS: Record<number, string> = {
	401: 'It has a log-in of its own, and EspoCRM did not see the request. Enter that log-in under “Additional Headers” in the credential, or let n8n through without it.',
	403: 'A rule blocked the request before EspoCRM saw it: a firewall, a bot filter or a list of addresses. Allow the address of n8n and the path /api/v1 there, or enter its log-in under “Additional Headers” in the credential.',
	406: 'A rule of the web server (mod_security, for instance) blocked the request before EspoCRM saw it. Allow the path /api/v1 there.',
	413: 'The request is larger than it allows, and EspoCRM did not see it. Raise its limit (client_max_body_size in nginx, LimitRequestBody in Apache), or send less at once.',
};

const HTTPS_PORT = /plain HTTP request was sent to (the )?HTTPS|speaking plain HTTP to an SSL/i;

/** For an answer that EspoCRM does not give: who answered, what it says, and what to do. */
export function foreignAnswerText({ details }: EspoError): ErrorText {
	const { detail, status = 0, body, server } = details;
	if (detail) return { message: detail };
	const says = typeof body === 'string' ? wordsOf(body) : '';
	const who = server ? ` It comes from “${shortened(server)}”.` : '';
	const refused = status >= 400 && status !== 404 && status !== 405;
	const what = refused ? ': something in front of EspoCRM refused the request' : '';
	const text = says ? ` It says “${says}”.` : '';
	return {
		message: `The answer does not look like EspoCRM's${status ? ` (status ${status})` : ''}${what}`,
		description: `${adviceFor(status, says)}${who}${text}`,
	};
}

function adviceFor(status: number, says: string): string {
	if (HTTPS_PORT.test(says))
		return 'The server speaks https at this address: change the URL in the credential so that it begins with https://.';
	return BY_STATUS[status] ?? ADDRESS;
}

const LONGEST = 120;

/** The words of a page or text, as far as they tell something. */
function wordsOf(body: string): string {
	const title = /<title[^>]*>([^<]+)<\/title>/i.exec(body)?.[1];
	const plain = isPage(body) ? (title ?? '') : body;
	const words = plain.replace(/\s+/g, ' ').trim();
	return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
