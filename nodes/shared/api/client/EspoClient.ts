import { requestPath, type EspoRequest } from '../request/EspoRequest';
import { NoResponse, type HttpResponse, type Send } from '../request/Send';
import { asError } from '../values/asError';
import { answerError, noAnswerError } from './answerError';
import { EspoError } from './EspoError';
import { retryDelay } from './retryDelay';
import { createTurns } from './turns';

export interface EspoAnswer {
	/** Parsed JSON; undefined when the body was empty (e.g. an unknown metadata key). */
	body: unknown;
	/** The server's clock (`Date` header) in ms since 1970, when it was sent. */
	serverTime?: number;
}

export interface EspoClientOptions {
	send: Send;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (ms: number) => Promise<void>;
	random?: () => number;
	/** Tries of one request, the first included. */
	tries?: number;
	timeoutMs?: number;
}

/** Requests with retries and checked answers. One client serves one run: it remembers what it learns of the server. */
export interface EspoClient {
	/** @throws EspoError */
	request(request: EspoRequest): Promise<EspoAnswer>;
	/** Largest page that the server has been seen to give. */
	pageSize: number;
	/** Requests that may be under way at once, however many are asked for. */
	inFlight: number;
	now(): number;
}

const DEFAULT_PAGE = 200;
const DEFAULT_IN_FLIGHT = 4;
const DEFAULT_TRIES = 4;
const DEFAULT_TIMEOUT_MS = 120_000;
/** A request that took so long, or was not answered for so long, is not repeated: whoever waits for it would not wait that long again. */
const REPEATED_WITHIN_MS = 60_000;

/** A client of one server and credential. Sends nothing yet; its requests throw EspoError. */
export function createEspoClient(options: EspoClientOptions): EspoClient {
	let denied: EspoError | undefined;
	let answered = false;
	const client: EspoClient = { request, pageSize: DEFAULT_PAGE, inFlight: DEFAULT_IN_FLIGHT, now: options.now };
	// The first request goes alone: with a wrong key each of several at once would be denied.
	const inTurn = createTurns(() => (answered ? client.inFlight : 1));
	return client;

	async function request(espoRequest: EspoRequest): Promise<EspoAnswer> {
		// Waiting for the first turn does not count.
		let began: number | undefined;
		const patience = Math.min(espoRequest.patienceMs ?? Infinity, REPEATED_WITHIN_MS);
		for (let attempt = 1; ; attempt++) {
			const outcome = await inTurn(async () => {
				began ??= options.now();
				return await once(espoRequest);
			});
			if (!(outcome.error instanceof EspoError)) return outcome.answer;
			const again = attempt < (options.tries ?? DEFAULT_TRIES) && options.now() - (began ?? 0) < patience;
			const delay = again ? retryDelay(outcome.error, attempt, outcome.passing, (options.random ?? Math.random)()) : undefined;
			if (delay === undefined) {
				outcome.error.details.attempts = attempt;
				throw outcome.error;
			}
			await options.sleep(delay);
		}
	}

	async function once(espoRequest: EspoRequest) {
		// After one denied log-in no other request may follow: more than ten lock out everyone behind the same address (espocrm-api.md#lock-out).
		if (denied) throw denied;
		const sent = await exchange(espoRequest);
		answered = true;
		if (sent instanceof NoResponse) {
			return { error: noAnswerError(espoRequest, sent), passing: sent.passing, answer: { body: undefined } };
		}
		const error = answerError(espoRequest, sent, options.now());
		if (error?.kind === 'denied') denied = error;
		const serverTime = Date.parse(sent.headers.date ?? '');
		const answer: EspoAnswer = {
			body: sent.body === '' ? undefined : sent.body,
			serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
		};
		return { error, passing: true, answer };
	}

	async function exchange(espoRequest: EspoRequest): Promise<HttpResponse | NoResponse> {
		try {
			return await options.send({
				method: espoRequest.method,
				path: requestPath(espoRequest),
				headers: { Accept: 'application/json', ...espoRequest.headers },
				body: espoRequest.body,
				timeoutMs: Math.min(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, espoRequest.patienceMs ?? Infinity),
			});
		} catch (failure) {
			if (failure instanceof NoResponse) return failure;
			// What is neither an answer nor a broken connection comes from our own side (e.g. an address that is not allowed).
			throw asError(failure);
		}
	}
}
