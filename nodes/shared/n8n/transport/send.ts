import type { IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { EspoCredentials } from '../../api/login/EspoCredentials';
import { ownRefusal } from '../../api/login/ownRefusal';
import { isFromEspo } from '../../api/login/refusalSource';
import type { HttpRequest, HttpResponse, Send } from '../../api/request/Send';
import { InvalidInput } from '../../api/values/InvalidInput';
import { authenticatedRequest, refusalOf } from './authenticatedRequest';
import { CREDENTIAL_TYPE } from './credentialType';
import type { RequestContext } from './RequestContext';
import { responseOf } from './responseOf';
import { thrownAnswer } from './thrownAnswer';
import { withoutSecrets } from './withoutSecrets';

/**
 * Sends through n8n's helper, which adds the credential (and with it the base URL) and keeps n8n's proxy and network rules.
 * Every status is asked for as a value: what n8n makes of it as an exception has lost the headers and often the body before n8n 2.31.
 * Only a log-in that has ended is sent once more in the way in which n8n logs in again.
 */
export function createSend(context: RequestContext): Send {
	return async (request) => {
		const answer = await exchange(context, request, true);
		if (isUsable(answer)) return answer;
		const credentials = await context.getCredentials<EspoCredentials>(CREDENTIAL_TYPE);
		if (answer.status !== 401 || !isFromEspo(answer)) return withoutSecrets(answer, credentials, request);
		// A wrong key is not sent twice: more than ten refusals lock out everyone behind the same address (espocrm-api.md#lock-out).
		if (credentials.authentication !== 'password') {
			const { status, headers, data } = ownRefusal(refusalOf(credentials));
			return { status, headers, body: data };
		}
		const repeated = await afterLogIn(context, request);
		return isUsable(repeated) ? repeated : withoutSecrets(repeated, await context.getCredentials<EspoCredentials>(CREDENTIAL_TYPE), request);
	};
}

/** A success that is no page. */
function isUsable({ status, body }: HttpResponse): boolean {
	return status >= 200 && status < 300 && typeof body !== 'string';
}

/** n8n logs in and sends again. Before 2.31 its exceptions keep too little of a refusal; EspoCRM has then refused, so the request can be repeated. */
async function afterLogIn(context: RequestContext, request: HttpRequest): Promise<HttpResponse> {
	const answer = await exchange(context, request, false);
	const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 401;
	return answer.isCutDown && isRefusal ? await exchange(context, request, true) : answer;
}

interface Exchanged extends HttpResponse {
	/** Whether n8n kept no more than the status. */
	isCutDown?: boolean;
}

/** @throws NoResponse */
async function exchange(context: RequestContext, request: HttpRequest, asValue: boolean): Promise<Exchanged> {
	try {
		const options = { ...optionsFor(request), ...(asValue ? { ignoreHttpStatusErrors: true } : {}) };
		const response = (await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, options)) as {
			statusCode: number;
			headers: unknown;
			body: unknown;
		};
		return responseOf(response.statusCode, response.headers, response.body);
	} catch (error) {
		try {
			return thrownAnswer(context, error);
		} catch (failure) {
			throw failure instanceof NodeOperationError ? ((await unusableInput(context, request)) ?? failure) : failure;
		}
	}
}

/** What is wrong with the credential, and what to do: n8n before 2.31 keeps no more than the message of what `authenticate` threw. */
async function unusableInput(context: RequestContext, { method, path }: HttpRequest): Promise<InvalidInput | undefined> {
	try {
		authenticatedRequest(await context.getCredentials<EspoCredentials>(CREDENTIAL_TYPE), { method: method as IHttpRequestMethods, url: path });
		return undefined;
	} catch (error) {
		return error instanceof InvalidInput ? error : undefined;
	}
}

function optionsFor(request: HttpRequest): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method as IHttpRequestMethods,
		url: request.path,
		headers: request.body === undefined ? request.headers : { ...request.headers, 'Content-Type': 'application/json' },
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: request.timeoutMs,
	};
	// Text, because n8n sends no body at all for an empty object.
	if (request.body !== undefined) options.body = JSON.stringify(request.body);
	return options;
}
