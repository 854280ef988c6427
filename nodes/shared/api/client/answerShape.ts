import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type JsonObject } from '../values/Json';
import type { EspoAnswer } from './EspoClient';
import { EspoError } from './EspoError';

export interface RecordList {
	/** Matching rows, or -1 (more rows follow) or -2 (no more rows) where counting was switched off. */
	total: number;
	list: JsonObject[];
}

/** The answer as a list. @throws EspoError when it is none, so that a proxy's answer never looks like "no rows" */
export function listAnswer(request: EspoRequest, answer: EspoAnswer): RecordList {
	const { body } = answer;
	if (isJsonObject(body) && Array.isArray(body.list) && body.list.every(isJsonObject)) {
		return { total: totalOf(body.total ?? body.list.length, body.list.length), list: body.list };
	}
	throw unexpectedAnswer(request, answer);
}

/** What can't be the number of rows, or is disproved by those that came, says nothing of whether more follow. */
function totalOf(total: unknown, count: number): number {
	const isTotal = Number.isInteger(total) && (total === -1 || total === -2 || Number(total) >= count);
	return isTotal ? Number(total) : -1;
}

/** The answer as a record. @throws EspoError when it has no id */
export function recordAnswer(request: EspoRequest, answer: EspoAnswer): JsonObject {
	if (isJsonObject(answer.body) && typeof answer.body.id === 'string') return answer.body;
	throw unexpectedAnswer(request, answer);
}

/** The answer as an object. @throws EspoError when it is none */
export function objectAnswer(request: EspoRequest, answer: EspoAnswer): JsonObject {
	if (isJsonObject(answer.body)) return answer.body;
	throw unexpectedAnswer(request, answer);
}

/** Checks that the server said `true`; `false` with status 200 means that nothing was done. @throws EspoError */
export function doneAnswer(request: EspoRequest, answer: EspoAnswer): void {
	if (answer.body === true) return;
	if (answer.body !== false) throw unexpectedAnswer(request, answer);
	throw new EspoError({
		kind: 'invalid',
		request: { method: request.method, path: request.path },
		status: 200,
		reason: 'nothing was done',
		body: false,
	});
}

/** The error for an answer that EspoCRM does not give. */
export function unexpectedAnswer({ method, path }: EspoRequest, { body }: EspoAnswer): EspoError {
	return new EspoError({ kind: 'notEspo', request: { method, path }, status: 200, body });
}
