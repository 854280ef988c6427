import type { EspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { fewRecords, hasFewRecords } from '../../../../nodes/shared/api/lists/fewRecords';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ id: `u${index}`, name: `Person ${String(count - index).padStart(3, '0')}` }));

/** Answers every list with a page of this one. */
function clientOf(list: object[], total: number): { client: EspoClient; sent: EspoRequest[] } {
	const sent: EspoRequest[] = [];
	const request = async (given: EspoRequest) =>
		await Promise.resolve(
			(sent.push(given), { status: 200, headers: {}, body: { list: list.slice(0, given.searchParams?.maxSize), total } }),
		);
	return { client: { request, pageSize: 200 } as unknown as EspoClient, sent };
}

test('users are the active ones that can be assigned, by name, in one request', async () => {
	const { client, sent } = clientOf(people(3), -2);
	expect((await fewRecords(client, 'User'))?.map(({ name }) => name)).toEqual(['Person 001', 'Person 002', 'Person 003']);
	expect(sent).toMatchObject([
		{ path: ['User'], searchParams: { primaryFilter: 'active', select: ['id', 'name'], orderBy: 'id', maxSize: 200 } },
	]);
});

test.each<[string, number, number, boolean]>([
	['200 of 200', 200, -2, true],
	['200 of 200, counted', 200, 200, true],
	['200 of 300', 300, -1, false],
	['200 of 300, counted', 300, 300, false],
	['none', 0, -2, true],
])('%s', async (_title, count, total, areAll) => {
	const { client, sent } = clientOf(people(count), total);
	expect((await fewRecords(client, 'Team')) !== undefined).toBe(areAll);
	expect(sent).toHaveLength(1);
});

test('a type that cannot be read has no list', async () => {
	const request = async () => await Promise.reject(new Error('no access'));
	expect(await fewRecords({ request, pageSize: 200 } as unknown as EspoClient, 'Team')).toBeUndefined();
});

test.each([
	['User', true],
	['Team', true],
	['CCountry', true],
	['Account', false],
	['Contact', false],
])('%s may have few: %s', (type, few) => expect(hasFewRecords(type)).toBe(few));
