import type { IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { throwIfCancelled } from '../../api/client/cancelling';
import type { EspoCredentials } from '../../api/login/EspoCredentials';
import { ownRefusal } from '../../api/login/ownRefusal';
import { isFromEspo } from '../../api/login/refusalSource';
import type { HttpRequest, HttpResponse, Send } from '../../api/request/Send';
import { InvalidInput } from '../../api/values/InvalidInput';
import { authenticatedRequest, refusalOf } from './authenticatedRequest';
import { cancelSignal } from './cancelSignal';
import { CREDENTIAL_TYPE } from './credentialType';
import type { RequestContext } from './RequestContext';
import { heldCredentials, type HeldCredentials } from './heldCredentials';
import { incomingFile, isStream, wholeText } from './incomingFile';
import { pipeable } from './pipeable';
import { responseOf } from './responseOf';
import { thrownAnswer } from './thrownAnswer';
import { withDeadline } from './withDeadline';
import { withoutSecrets } from './withoutSecrets';

/**
 * Sends through n8n's helper, which adds the credential (and with it the base URL) and keeps n8n's proxy and network rules.
 * Every status is asked for as a value: what n8n makes of it as an exception has lost the headers and often the body before n8n 2.31.
 * Only a log-in that has ended is sent once more in the way in which n8n logs in again.
 */
export function createSend(context: RequestContext): Send {
	const credentials = heldCredentials(context);
	const sending: Sending = { context, credentials };
	return async (request) => {
		// Another request may change what is held. A credential that can't be read is the failure of the exchange.
		const used: EspoCredentials = await credentials.held().catch(() => ({}));
		const answer = await exchange(sending, request, 'as values');
		if (isUsable(answer)) return answer;
		if (!isDenied(answer)) return withoutSecrets(answer, used.authentication === 'password' ? await credentials.current() : used, request);
		const repeated = await repeatedAfterDenial(sending, request, used);
		if (repeated && isUsable(repeated)) return repeated;
		const current = await credentials.current();
		// n8n's own answer to a log-in that failed is an answer like others.
		return repeated && (current.authentication === 'password' || !isDenied(repeated))
			? withoutSecrets(repeated, current, request)
			: denialOf(current);
	};
}

function isDenied(answer: HttpResponse): boolean {
	return answer.status === 401 && isFromEspo(answer);
}

/**
 * The answer to the second try of a request that was denied. A wrong key is not sent twice: more than ten refusals lock out everyone behind the same
 * address (espocrm-api.md#lock-out). One that was changed during the run may be right.
 * @returns undefined where there is no second try
 */
async function repeatedAfterDenial(sending: Sending, request: HttpRequest, used: EspoCredentials): Promise<HttpResponse | undefined> {
	if (used.authentication === 'password') return await afterLogIn(sending, request);
	if (!(await sending.credentials.renew(used))) return undefined;
	// One tries the new key; the others, which were denied beside it, wait for what comes of it.
	const tried = await sending.trial?.catch(() => undefined);
	if (tried && isDenied(tried)) return undefined;
	const repeated = exchange(sending, request, 'as values');
	sending.trial ??= repeated;
	return await repeated;
}

function denialOf(credentials: EspoCredentials): HttpResponse {
	const { status, headers, data } = ownRefusal(refusalOf(credentials));
	return { status, headers, body: data };
}

/** A success that is no page. */
function isUsable({ status, body, chunks }: HttpResponse): boolean {
	return status >= 200 && status < 300 && (chunks !== undefined || typeof body !== 'string');
}

/** n8n logs in and sends again. Before 2.31 its exceptions keep too little of a refusal; EspoCRM has then refused, so the request can be repeated. */
async function afterLogIn(sending: Sending, request: HttpRequest): Promise<HttpResponse> {
	const answer = await exchange(sending, request, 'as exceptions');
	const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 401;
	return answer.isCutDown && isRefusal ? await exchange(sending, request, 'as values') : answer;
}

/** What all requests of a run are sent with. */
interface Sending {
	context: RequestContext;
	credentials: HeldCredentials;
	/** The first request that was sent with a credential that was changed during the run. */
	trial?: Promise<HttpResponse>;
}

interface FullResponse {
	statusCode: number;
	headers: unknown;
	body: unknown;
}

interface Exchanged extends HttpResponse {
	/** Whether n8n kept no more than the status. */
	isCutDown?: boolean;
}

/** @throws NoResponse */
async function exchange(
	{ context, credentials }: Sending,
	request: HttpRequest,
	refusals: 'as values' | 'as exceptions',
): Promise<Exchanged> {
	try {
		const options = { ...optionsFor(request), ...(refusals === 'as values' ? { ignoreHttpStatusErrors: true } : {}) };
		const { httpRequestWithAuthentication } = context.helpers;
		const known = await credentials.options();
		throwIfCancelled(cancelSignal(context));
		const send = async (own: RequestContext) =>
			(await httpRequestWithAuthentication.call(own as IExecuteFunctions, CREDENTIAL_TYPE, options, known)) as FullResponse;
		// Files take the time that they need; the parts of one that comes have a limit of their own.
		const isFile = request.bytes !== undefined || request.wantsBytes === true;
		return await answerOf(isFile ? await send(context) : await withDeadline(context, request.timeoutMs, send), request);
	} catch (error) {
		try {
			return await withText(thrownAnswer(context, error), request);
		} catch (failure) {
			throw failure instanceof NodeOperationError ? ((await unusableInput(context, request)) ?? failure) : failure;
		}
	}
}

/** A file is what EspoCRM gives a name, and is of the wanted type; anything else that comes as bytes (a refusal, a page) is text. */
async function answerOf({ statusCode, headers, body }: FullResponse, request: HttpRequest): Promise<HttpResponse> {
	const answer = responseOf(statusCode, headers, body);
	const { 'content-disposition': disposition, 'content-type': type = '' } = answer.headers;
	const isWanted = disposition !== undefined && type.startsWith(request.fileType ?? '');
	const isFile = isStream(body) && statusCode >= 200 && statusCode < 300 && isWanted;
	if (!isFile) return await withText(answer, request);
	return {
		...answer,
		body: '',
		chunks: incomingFile(body, {
			idleMs: request.timeoutMs,
			length: longer(announcedLength(answer), request.length),
			end: request.fileEnd,
		}),
	};
}

/** A proxy that cuts an answer off can announce the rest as the whole. */
function longer(announced: number | undefined, known: number | undefined): number | undefined {
	return announced === undefined ? known : Math.max(announced, known ?? 0);
}

function announcedLength({ headers }: HttpResponse): number | undefined {
	const length = headers['content-length'];
	return length === undefined ? undefined : Number(length);
}

async function withText<Answer extends HttpResponse>(answer: Answer, { timeoutMs }: HttpRequest): Promise<Answer> {
	if (!isStream(answer.body)) return answer;
	return { ...answer, body: responseOf(answer.status, {}, await wholeText(answer.body, timeoutMs)).body };
}

/** What is wrong with the credential, and what to do: n8n before 2.31 keeps no more than the message of what `authenticate` threw. */
async function unusableInput(context: RequestContext, { method, path }: HttpRequest): Promise<InvalidInput | undefined> {
	try {
		authenticatedRequest(await context.getCredentials<EspoCredentials>(CREDENTIAL_TYPE), {
			method: method as IHttpRequestMethods,
			url: path,
		});
		return undefined;
	} catch (error) {
		return error instanceof InvalidInput ? error : undefined;
	}
}

function optionsFor(request: HttpRequest): IHttpRequestOptions {
	const { method, path, headers, body, bytes, wantsBytes } = request;
	const type = bytes ? bytes.type : body && 'application/json';
	// Whether compressed bytes end too early is not seen on every host.
	const encoding = wantsBytes ? { 'Accept-Encoding': 'identity' } : {};
	const options: IHttpRequestOptions = {
		method: method as IHttpRequestMethods,
		url: path,
		headers: {
			...headers,
			...encoding,
			...(type ? { 'Content-Type': type } : {}),
			...(bytes?.length === undefined ? {} : { 'Content-Length': String(bytes.length) }),
		},
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: request.timeoutMs,
	};
	// Text, because n8n sends no body at all for an empty object.
	if (body !== undefined) options.body = JSON.stringify(body);
	if (bytes) options.body = pipeable(bytes.open) as IHttpRequestOptions['body'];
	if (wantsBytes) options.encoding = 'stream';
	return options;
}
