import type { IncomingBytes } from '../request/Bytes';
import { requestPath, type EspoRequest } from '../request/EspoRequest';
import { NoResponse, type HttpResponse, type Send } from '../request/Send';
import { asError } from '../values/asError';
import { answerError, noAnswerError } from './answerError';
import { bytesAnswer } from './bytesAnswer';
import { unlessCancelled } from './cancelling';
import type { EspoError } from './EspoError';
import { retryDelay } from './retryDelay';
import { createTurns } from './turns';

export interface EspoAnswer {
	/** Parsed JSON; undefined when the body was empty (e.g. an unknown metadata key). */
	body: unknown;
	/** The server's clock (`Date` header) in ms since 1970, when it was sent. */
	serverTime?: number;
	/** Of the body, in bytes, as the answer says it; what a HEAD asks for. */
	length?: number;
}

export interface EspoClientOptions {
	send: Send;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (ms: number) => Promise<void>;
	/** Ends the run: what is under way is given up, and nothing more is sent. */
	signal?: AbortSignal;
	random?: () => number;
	/** Tries of one request, the first included. */
	tries?: number;
	timeoutMs?: number;
}

/** Requests with retries and checked answers. One client serves one run: it remembers what it learns of the server. */
export interface EspoClient {
	/** @throws EspoError, Cancelled */
	request(request: EspoRequest): Promise<EspoAnswer>;
	/**
	 * A file. One that breaks off is asked for anew.
	 * @param keep takes the bytes, from their beginning each time it is called, as a whole or not at all
	 * @throws EspoError, Cancelled, and what `keep` throws by itself
	 */
	download<Kept>(request: EspoRequest, keep: (bytes: IncomingBytes) => Promise<Kept>): Promise<Kept>;
	/** Largest page that the server has been seen to give. */
	pageSize: number;
	/** Requests that may be under way at once, however many are asked for. */
	inFlight: number;
	now(): number;
	/** Waits. @throws Cancelled */
	pause(ms: number): Promise<void>;
}

const DEFAULT_PAGE = 200;
const DEFAULT_IN_FLIGHT = 4;
const DEFAULT_TRIES = 4;
const DEFAULT_TIMEOUT_MS = 120_000;
/** A request that took so long, or was not answered for so long, is not repeated: whoever waits for it would not wait that long again. */
const REPEATED_WITHIN_MS = 60_000;

/** In which form an answer is wanted. */
type Wanted = 'as JSON' | 'as bytes';

/** What came of one try: an answer, or an error that a repetition may help against. */
type Outcome<Answer> = { answer: Answer } | { error: EspoError; passing: boolean };

/** A client of one server and credential. Sends nothing yet; its requests throw EspoError and Cancelled. */
export function createEspoClient(options: EspoClientOptions): EspoClient {
	let denied: EspoError | undefined;
	let answered = false;
	const client: EspoClient = {
		request: async (request) => await repeated(request, async (now) => await once(now, 'as JSON', answerOf)),
		download: async (request, keep) =>
			await repeated(request, async (now) => await once(now, 'as bytes', async (sent) => await keep(bytesAnswer(request, sent)))),
		pageSize: DEFAULT_PAGE,
		inFlight: DEFAULT_IN_FLIGHT,
		now: options.now,
		pause: async (ms) => await unlessCancelled(options.signal, async () => await options.sleep(ms)),
	};
	// The first request goes alone: with a wrong key each of several at once would be denied.
	const inTurn = createTurns(() => (answered ? client.inFlight : 1));
	return client;

	async function repeated<Answer>(
		espoRequest: EspoRequest,
		attemptOnce: (request: EspoRequest) => Promise<Outcome<Answer>>,
	): Promise<Answer> {
		// Waiting for the first turn does not count.
		let began: number | undefined;
		const { patienceMs } = espoRequest;
		for (let attempt = 1; ; attempt++) {
			const outcome = await inTurn(async () => {
				began ??= options.now();
				const left = patienceMs === undefined ? {} : { patienceMs: patienceMs - (options.now() - began) };
				return await unlessCancelled(options.signal, async () => await attemptOnce({ ...espoRequest, ...left }));
			});
			if ('answer' in outcome) return outcome.answer;
			const took = options.now() - (began ?? 0);
			const again = attempt < (options.tries ?? DEFAULT_TRIES) && took < REPEATED_WITHIN_MS;
			const delay = again ? retryDelay(outcome.error, attempt, outcome.passing, (options.random ?? Math.random)()) : undefined;
			if (delay === undefined || took + delay >= (patienceMs ?? Infinity)) {
				outcome.error.details.attempts = attempt;
				throw outcome.error;
			}
			await client.pause(delay);
		}
	}

	async function once<Answer>(
		espoRequest: EspoRequest,
		wanted: Wanted,
		read: (sent: HttpResponse) => Answer | Promise<Answer>,
	): Promise<Outcome<Answer>> {
		// After one denied log-in no other request may follow: more than ten lock out everyone behind the same address (espocrm-api.md#lock-out).
		if (denied) throw denied;
		const sent = await exchange(espoRequest, wanted);
		answered = true;
		if (sent instanceof NoResponse) return { error: noAnswerError(espoRequest, sent), passing: sent.passing };
		const error = answerError(espoRequest, sent, options.now());
		if (error?.kind === 'denied') denied = error;
		if (error) return { error, passing: true };
		const answer = await orNoResponse(async () => await read(sent));
		return answer instanceof NoResponse ? { error: noAnswerError(espoRequest, answer), passing: answer.passing } : { answer };
	}

	async function exchange(espoRequest: EspoRequest, wanted: Wanted): Promise<HttpResponse | NoResponse> {
		const { method, headers, body, bytes, length, fileType, fileEnd, patienceMs } = espoRequest;
		const timeoutMs = Math.min(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, patienceMs ?? Infinity);
		const wantsBytes = wanted === 'as bytes';
		const accept = wantsBytes ? '*/*' : 'application/json';
		const ofFile = {
			wantsBytes,
			...(length === undefined ? {} : { length }),
			...(fileType === undefined ? {} : { fileType }),
			...(fileEnd === undefined ? {} : { fileEnd }),
		};
		const ofBytes = { ...(bytes ? { bytes } : {}), ...(wantsBytes ? ofFile : {}) };
		return await orNoResponse(
			async () =>
				await options.send({
					method,
					path: requestPath(espoRequest),
					headers: { Accept: accept, ...headers },
					body,
					...ofBytes,
					timeoutMs,
				}),
		);
	}
}

/** What is neither an answer nor a broken connection comes from our own side (e.g. an address that is not allowed), and is thrown. */
async function orNoResponse<Result>(work: () => Promise<Result>): Promise<Result | NoResponse> {
	try {
		return await work();
	} catch (failure) {
		const broken = [failure, (failure as { cause?: unknown } | undefined)?.cause].find((error) => error instanceof NoResponse);
		if (broken instanceof NoResponse) return broken;
		throw asError(failure);
	}
}

function answerOf({ headers, body }: HttpResponse): EspoAnswer {
	const serverTime = Date.parse(headers.date ?? '');
	const length = headers['content-length'];
	return {
		body: body === '' ? undefined : body,
		...(Number.isNaN(serverTime) ? {} : { serverTime }),
		...(length === undefined ? {} : { length: Number(length) }),
	};
}
