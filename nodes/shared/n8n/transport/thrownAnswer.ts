import { NodeOperationError } from 'n8n-workflow';

import { isCertificateFailure } from '../../api/client/certificateFailure';
import { ownRefusal } from '../../api/login/ownRefusal';
import { isFailedLogIn } from '../../api/login/session';
import { NoResponse, type HttpResponse } from '../../api/request/Send';
import { InvalidInput } from '../../api/values/InvalidInput';
import type { RequestContext } from './RequestContext';
import { responseOf } from './responseOf';

/** Codes of connections that were never made: nothing was processed. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Codes of connections that broke, and of compressed answers that end too early. */
const BROKEN =
	/^(ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|ERR_NETWORK|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|ESOCKETTIMEDOUT|HPE_.*|Z_.*|ERR__?BROTLI.*)$/;

/** What n8n before 2.31 leaves of them, those of zlib included. */
const BROKEN_TEXT =
	/timeout|aborted|socket hang up|unexpected end of file|^(incorrect (header|data|length) check|invalid (block type|stored block|code length|distance|literal|bit length|window))/i;

/**
 * The answer that n8n made into an exception. n8n 2.31 and newer keep what the HTTP library threw as the cause; older ones
 * only the status and some texts, which is then said.
 * @throws NoResponse when there was no answer, NodeOperationError or InvalidInput when nothing was sent
 */
export function thrownAnswer(context: RequestContext, error: unknown): HttpResponse & { isCutDown?: boolean } {
	const levels = [error, causeOf(error), causeOf(causeOf(error))];
	const response = levels.map((level) => (level as { response?: unknown } | undefined)?.response).find(isResponse);
	// A success that was thrown is one whose body broke off: no answer.
	if (response && response.status >= 300) return responseOf(response.status, response.headers, response.data);
	const status = Number(httpCodeOf(error));
	if (!response && status >= 300) return { ...statusOnly(error, status), isCutDown: true };
	throw failureOf(context, error);
}

/** What n8n before 2.31 leaves of an answer. Our own refusals at the log-in are among its texts. */
function statusOnly(error: unknown, status: number): HttpResponse {
	const text = textOf(error);
	if (status === 401 && /^EspoCRM /.test(text)) return responseOf(status, ownRefusal(text).headers, text);
	const location = /redirects to another address \((\S+)\)/.exec(text)?.[1];
	const isForeign = /^Something in front of EspoCRM /.test(text);
	return { status, headers: location === undefined ? {} : { location }, body: isForeign ? text : '' };
}

function failureOf(context: RequestContext, error: unknown): Error {
	if (error instanceof NoResponse) return error;
	const levels = [causeOf(causeOf(error)), causeOf(error), error].filter((level): level is Error => level instanceof Error);
	const known = levels.map((level) => (level as { code?: unknown }).code).find((value): value is string => typeof value === 'string');
	const code = known ?? (/^[A-Z]/.test(httpCodeOf(error)) ? httpCodeOf(error) : '');
	const message = known === undefined ? textOf(error) : (levels[0]?.message ?? String(error));
	const certificate = isCertificateFailure(code) ? code : /certificate/i.test(message) ? 'CERT' : undefined;
	if (certificate !== undefined) return new NoResponse(message, certificate, { processed: false, passing: false });
	if (isFailedLogIn(textOf(error))) return new NoResponse(textOf(error), code, { processed: false });
	// Our own refusals (URL, host of the credential) come back wrapped.
	return (
		brokenOff(levels, message, code) ??
		levels.find((level) => level instanceof InvalidInput) ??
		new NodeOperationError(context.getNode(), message)
	);
}

/** Undefined for what is not about the connection. */
function brokenOff(levels: Error[], message: string, code: string): NoResponse | undefined {
	const isNeverConnected = NEVER_CONNECTED.includes(code);
	// The same codes can come from an open connection, after the request was sent.
	if (isNeverConnected && isOfConnecting(levels, message)) return new NoResponse(message, code, { processed: false });
	return isNeverConnected || BROKEN.test(code) || BROKEN_TEXT.test(message) ? new NoResponse(message, code || 'ECONNRESET') : undefined;
}

function isOfConnecting(levels: Error[], message: string): boolean {
	const syscall = levels.map((level) => (level as { syscall?: unknown }).syscall).find((value) => typeof value === 'string');
	const known = syscall ?? /^(\w+) E[A-Z_]+\b/.exec(message)?.[1];
	return known === undefined || /^(connect|getaddrinfo)/.test(String(known));
}

function isResponse(value: unknown): value is { status: number; headers?: unknown; data?: unknown } {
	return typeof value === 'object' && value !== null && typeof (value as { status?: unknown }).status === 'number';
}

function causeOf(error: unknown): unknown {
	return typeof error === 'object' && error !== null ? (error as { cause?: unknown }).cause : undefined;
}

function httpCodeOf(error: unknown): string {
	const { httpCode } = (error ?? {}) as { httpCode?: unknown };
	return typeof httpCode === 'string' ? httpCode : '';
}

/** What was thrown first, which n8n keeps in a list of its own when it shows another message. */
function textOf(error: unknown): string {
	const { messages, message } = (causeOf(causeOf(error)) ?? causeOf(error) ?? error ?? {}) as { messages?: unknown; message?: unknown };
	const [first] = Array.isArray(messages) ? (messages as unknown[]) : [];
	return typeof first === 'string' && first ? first : String(message ?? error);
}
