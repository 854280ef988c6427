import { listAnswer } from '../../../../nodes/shared/api/client/answerShape';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const request: EspoRequest = { method: 'GET', path: ['Account'] };

test.each<[total: unknown, known: number]>([
	[5, 5],
	[2, 2],
	[-1, -1],
	[-2, -2],
	[undefined, 2],
	[1, -1],
	[-7, -1],
	[2.5, -1],
	['many', -1],
])('a total of %j beside two rows counts as %d', (total, known) => {
	expect(listAnswer(request, { body: { total, list: [{ id: 'a' }, { id: 'b' }] } }).total).toBe(known);
});
