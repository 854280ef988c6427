import type { EspoRequest } from './EspoRequest';

/** Whether a request changes nothing, so that it can be repeated. */
export function onlyReads({ method }: Pick<EspoRequest, 'method'>): boolean {
	return method === 'GET' || method === 'HEAD';
}
