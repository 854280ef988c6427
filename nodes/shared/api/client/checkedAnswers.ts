import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import { doneAnswer, objectAnswer, recordAnswer } from './answerShape';

/** For operations that answer with the record. */
export function record(body: unknown, request: EspoRequest): JsonObject {
	return recordAnswer(request, { body });
}

/** For operations that answer with an object that is no record. */
export function object(body: unknown, request: EspoRequest): JsonObject {
	return objectAnswer(request, { body });
}

/** For operations that only say that they did it. */
export function success(body: unknown, request: EspoRequest): JsonObject {
	doneAnswer(request, { body });
	return { success: true };
}

/** For operations that delete. @throws EspoError when EspoCRM did not */
export function deleted(body: unknown, request: EspoRequest): JsonObject {
	doneAnswer(request, { body });
	return { deleted: true };
}
