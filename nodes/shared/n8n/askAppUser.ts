import type { IHttpRequestHelper } from 'n8n-workflow';

import { isCertificateFailure } from '../api/certificateFailure';
import type { EspoCredentials } from '../api/authentication';
import { LOG_IN_FAILED, type AskAppUser } from '../api/session';

/** Sends the log-in without n8n's authentication, which would call back into it. Errors are reduced to status and reason: they carry the password. */
export function createAskAppUser(context: IHttpRequestHelper, credentials: EspoCredentials): AskAppUser {
	return async (url, headers) => {
		try {
			const answer = (await context.helpers.httpRequest({
				method: 'GET',
				url,
				headers: { Accept: 'application/json', ...headers },
				returnFullResponse: true,
				disableFollowRedirect: true,
				skipSslCertificateValidation: credentials.ignoreSslIssues === true,
				timeout: 60_000,
			})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			return { status: answer.statusCode, headers: answer.headers, body: answer.body };
		} catch (error) {
			const { response, message, code } = error as {
				response?: { status: number; headers: Record<string, unknown> };
				message?: string;
				code?: string;
			};
			if (response) return { status: response.status, headers: response.headers, body: undefined };
			throw withoutRequest(message, code);
		}
	};
}

function withoutRequest(message: string | undefined, code = ''): Error {
	const text = `EspoCRM could not be reached for the log-in: ${message || code || 'no answer'}`;
	return Object.assign(new Error(text), { code: isCertificateFailure(code) ? code : LOG_IN_FAILED });
}
