import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isCertificateFailure } from '../api/certificateFailure';
import { InvalidInput } from '../api/InvalidInput';
import { LOG_IN_FAILED } from '../api/session';
import { NoResponse, type HttpRequest, type HttpResponse, type Send } from '../api/Send';

export type RequestContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

/** Codes of connections that were never made: nothing was processed. */
const NEVER_CONNECTED = [LOG_IN_FAILED, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN = /^(ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|ERR_NETWORK|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|ESOCKETTIMEDOUT|HPE_.*)$/;

/**
 * Sends through n8n's helper, which adds the credential (and with it the base URL), logs in again after a 401,
 * and keeps n8n's proxy and network rules. Turns its exceptions back into answers.
 */
export function createSend(context: RequestContext): Send {
	return async (request) => {
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(context, 'espoCrmApi', optionsFor(request))) as {
				statusCode: number;
				headers: Record<string, unknown>;
				body: unknown;
			};
			return asResponse(response.statusCode, response.headers, response.body);
		} catch (error) {
			const answered = answerIn(error);
			if (answered) return answered;
			throw failureOf(context, error);
		}
	};
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

function asResponse(status: number, headers: unknown, body: unknown): HttpResponse {
	const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
	return {
		status,
		headers: Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: parsed(body),
	};
}

function parsed(body: unknown): unknown {
	if (Buffer.isBuffer(body)) return parsed(body.toString('utf8'));
	if (typeof body !== 'string') return body ?? '';
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}

/** The answer that n8n made into an exception: it keeps what the HTTP library threw as the cause. */
function answerIn(error: unknown): HttpResponse | undefined {
	const response = [error, causeOf(error), causeOf(causeOf(error))]
		.map((level) => (level as { response?: unknown } | undefined)?.response)
		.find(isResponse);
	// A success that was thrown is one whose body broke off: no answer.
	return response && response.status >= 300 ? asResponse(response.status, response.headers, response.data) : undefined;
}

function isResponse(value: unknown): value is { status: number; headers?: unknown; data?: unknown } {
	return typeof value === 'object' && value !== null && typeof (value as { status?: unknown }).status === 'number';
}

function causeOf(error: unknown): unknown {
	return typeof error === 'object' && error !== null ? (error as { cause?: unknown }).cause : undefined;
}

function failureOf(context: RequestContext, error: unknown): Error {
	const levels = [causeOf(causeOf(error)), causeOf(error), error].filter((level): level is Error => level instanceof Error);
	const code = levels.map((level) => (level as { code?: unknown }).code).find((value): value is string => typeof value === 'string') ?? '';
	const message = levels[0]?.message ?? String(error);
	// The same codes can come from an open connection, after the request was sent.
	const syscall = levels.map((level) => (level as { syscall?: unknown }).syscall).find((value) => typeof value === 'string');
	if (NEVER_CONNECTED.includes(code) && (syscall === undefined || /^(connect|getaddrinfo)/.test(String(syscall))))
		return new NoResponse(message, code, false, true);
	if (isCertificateFailure(code)) return new NoResponse(message, code, false, false);
	if (BROKEN.test(code) || NEVER_CONNECTED.includes(code) || /timeout|aborted|socket hang up/i.test(message))
		return new NoResponse(message, code || 'ECONNRESET', true, true);
	// Our own refusals (URL, host of the credential) come back wrapped.
	return levels.find((level) => level instanceof InvalidInput) ?? new NodeOperationError(context.getNode(), message);
}
