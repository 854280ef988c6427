import type { IHttpRequestHelper } from 'n8n-workflow';

import { additionalHeaders } from '../../api/login/additionalHeaders';
import type { EspoCredentials } from '../../api/login/EspoCredentials';
import type { AskAppUser } from '../../api/login/session';
import { responseOf } from './responseOf';

/** Sends the log-in without n8n's authentication, which would call back into it. Errors are reduced to a text and a code: they carry the password. */
export function createAskAppUser(context: IHttpRequestHelper, credentials: EspoCredentials): AskAppUser {
	return async (url, headers) => {
		try {
			const answer = (await context.helpers.httpRequest({
				method: 'GET',
				url,
				headers: { Accept: 'application/json', ...additionalHeaders(credentials), ...headers },
				returnFullResponse: true,
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				skipSslCertificateValidation: credentials.ignoreSslIssues === true,
				timeout: 60_000,
			})) as { statusCode: number; headers: unknown; body: unknown };
			return responseOf(answer.statusCode, answer.headers, answer.body);
		} catch (error) {
			const { message, code } = error as { message?: string; code?: string };
			throw withoutRequest(message, code);
		}
	};
}

/** n8n puts words of its own in the place of every text that holds one of the codes it knows, so the text has none; the cause has it. */
function withoutRequest(message: string | undefined, code = ''): Error {
	const why = WORDS[code] ?? (message && !/\bE[A-Z_]{3,}/.test(message) ? message : 'no answer');
	const cause = Object.assign(new Error(message || code), { code });
	return Object.assign(new Error(`EspoCRM could not be reached for the log-in: ${why}`), { cause });
}

const WORDS: Record<string, string> = {
	ECONNREFUSED: 'nothing answers at this address. Check the URL and that the server is running',
	ENOTFOUND: 'there is no such host. Check the URL',
	EAI_AGAIN: 'the name of the host could not be looked up',
	ECONNRESET: 'the connection was closed',
	ECONNABORTED: 'it did not answer in time',
	ETIMEDOUT: 'it did not answer in time',
	EHOSTUNREACH: 'the host cannot be reached',
	EPROTO: 'the server does not speak https at this address. Try http:// or another port',
};
