import { createSend } from '../../../nodes/shared/n8n/transport/send';
import type { EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import type { HttpRequest } from '../../../nodes/shared/api/request/Send';
import { sendingContext, type HelperAnswer, type Sent } from './sendingContext';

export const KEY: EspoCredentials = { authentication: 'apiKey', apiKey: 'key-one', url: 'https://crm.example.com' };
export const PASSWORD: EspoCredentials = { authentication: 'password', username: 'ann', password: 'pass-word', url: KEY.url };
export const READ: HttpRequest = { method: 'GET', path: '/Account/a', headers: { 'X-Own': '1' }, timeoutMs: 5000 };
export const WHOLE: HelperAnswer = { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"id":"a"}' };

/** What n8n's helper gives, or throws. */
export type Answers = Array<HelperAnswer | Error | { response: object } | { httpCode: string; message: string }>;

/** Sends requests at once; the answers come in this order, an error is thrown, and the last one counts for all others. */
export function sending(answers: Answers, credentials: (read: number) => EspoCredentials = () => KEY, signal?: AbortSignal) {
	const { context, sent, state } = sendingContext({
		credentials,
		signal,
		answer: (_sent, index) => {
			const answer = answers[Math.min(index, answers.length - 1)] as Answers[number];
			if ('statusCode' in answer) return answer;
			throw answer as Error;
		},
	});
	const send = createSend(context);
	const outcome = async (request: Partial<HttpRequest> = {}) =>
		await send({ ...READ, ...request }).catch(
			(error: unknown) => error as Error & { body?: undefined; status?: undefined; chunks?: undefined },
		);
	return { send, outcome, sent, state };
}

/** With which key a request was sent. */
export const keyOf = ({ known }: Sent) => known.credentialsDecrypted?.data?.apiKey;

/** Whether n8n was asked for refusals as values. */
export const asValues = ({ options }: Sent) => options.ignoreHttpStatusErrors === true;
