import type { EspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { isLastPage } from '../../../../nodes/shared/api/lists/ListRequest';
import { pageAnswer } from '../../../../nodes/shared/api/lists/pageAnswer';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const REQUEST: EspoRequest = { method: 'GET', path: ['Account'] };

/** A server that refuses pages with these reasons, one after the other, and then answers. */
async function read(reasons: Array<string | undefined>, maxSize?: number) {
	const sizes: unknown[] = [];
	const client = {
		pageSize: 200,
		request: async (request: EspoRequest) => {
			await Promise.resolve();
			sizes.push(request.searchParams?.maxSize);
			if (sizes.length > 5) throw new Error('endless');
			if (sizes.length <= reasons.length)
				throw new EspoError({ kind: 'forbidden', request, status: 403, reason: reasons[sizes.length - 1] });
			return { status: 200, headers: {}, body: {} };
		},
	};
	const request = maxSize === undefined ? REQUEST : { ...REQUEST, searchParams: { maxSize } };
	const failure: unknown = await pageAnswer(client as unknown as EspoClient, request).then(
		() => undefined,
		(error: unknown) => error,
	);
	return { sizes, pageSize: client.pageSize, message: (failure as Error | undefined)?.message };
}

test.each<[reasons: string[], maxSize: number | undefined, sizes: number[], pageSize: number]>([
	[[], undefined, [200], 200],
	[[], 20, [20], 200],
	[[], 500, [200], 200],
	[['Max size should not exceed 50. Use offset and limit.'], undefined, [200, 50], 50],
	[['Max size should not exceed 50.', 'Max size should not exceed 7.'], 60, [60, 50, 7], 7],
])('refused with %j, wanted %j: sizes %j', async (reasons, maxSize, sizes, pageSize) =>
	expect(await read(reasons, maxSize)).toEqual({ sizes, pageSize, message: undefined }),
);

test.each(['Max size should not exceed 200.', 'Max size should not exceed 0.', 'x: Max size should not exceed 50.', 'No access.'])(
	'no smaller page helps against “%s”',
	async (reason) => expect(await read([reason])).toEqual({ sizes: [200], pageSize: 200, message: reason }),
);

test('a refusal without a reason is one', async () =>
	expect(await read([undefined])).toEqual({ sizes: [200], pageSize: 200, message: 'forbidden (403)' }));

test.each([
	// More follows unless the page is empty; nothing follows; or it is counted.
	[-1, 0, 0, true],
	[-1, 5, 0, false],
	[-2, 5, 0, true],
	[5, 5, 0, true],
	[6, 5, 0, false],
	[10, 5, 5, true],
	[11, 5, 5, false],
	[11, 0, 5, true],
	[0, 0, 0, true],
])('of total %d a page of %d from %d on is the last: %s', (total, count, offset, isLast) =>
	expect(isLastPage({ total, list: Array.from({ length: count }, () => ({})) }, offset)).toBe(isLast),
);
