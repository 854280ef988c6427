import { objectAnswer, unexpectedAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError, type EspoErrorKind } from '../client/EspoError';
import { asError } from '../values/asError';
import type { MassChange } from './ManyOutcome';
import { massRequest } from './massRequest';

/** What came of one mass action. */
export type MassAnswer =
	/** Of these records. */
	| { done: string[] }
	/** EspoCRM will not do it to many records, or not to these. */
	| { refusal: EspoError }
	/** It may have been done in part. @property isOver whether the server has ended */
	| { lost: EspoError; isOver: boolean };

/** What single requests may be allowed, or say more about. */
const REFUSALS: EspoErrorKind[] = ['forbidden', 'notFound', 'invalid', 'server'];

/**
 * Has EspoCRM change these records in one request.
 * @param ids at least one: without any, EspoCRM fails
 * @throws EspoError for what concerns every request, such as a log-in that is denied
 */
export async function massAction(client: EspoClient, change: MassChange, ids: string[]): Promise<MassAnswer> {
	const request = massRequest(change, ids);
	try {
		const body = objectAnswer(request, await client.request(request));
		if (Array.isArray(body.ids)) return { done: body.ids.map(String) };
		throw unexpectedAnswer(request, { body });
	} catch (error) {
		if (!(error instanceof EspoError)) throw asError(error);
		if (error.ambiguous) return { lost: error, isOver: error.kind === 'server' };
		if (REFUSALS.includes(error.kind)) return { refusal: error };
		throw asError(error);
	}
}
