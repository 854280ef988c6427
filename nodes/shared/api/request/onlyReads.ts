import type { EspoRequest } from './EspoRequest';

/** Actions that EspoCRM wants as POST, though all that they do is answer. */
const ANSWERS = ['getDuplicateAttributes'];

/** Whether a request changes no record, so that it can be repeated. */
export function onlyReads({ method, path }: Pick<EspoRequest, 'method' | 'path'>): boolean {
	return method === 'GET' || method === 'HEAD' || (path[1] === 'action' && ANSWERS.includes(path[2] ?? ''));
}
