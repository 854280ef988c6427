import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';

/** The answer to an update without the names of parents that it cleared: 7.5 and 10.0 alike give the one before (measured). */
export function withoutOldParents({ method, body = {} }: EspoRequest, answer: JsonObject): JsonObject {
	if (method !== 'PUT') return answer;
	const cleared = Object.keys(body)
		.filter((name) => name.endsWith('Id') && body[name] === null && answer[name] === null)
		.map((name) => name.replace(/Id$/, ''))
		.filter((field) => `${field}Type` in answer && `${field}Name` in answer);
	return { ...answer, ...Object.fromEntries(cleared.map((field) => [`${field}Name`, null])) };
}
