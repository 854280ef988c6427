import { createEspoClient } from '../../nodes/shared/api/EspoClient';
import { identifiedRecords } from '../../nodes/shared/api/identifiedRecords';
import { json, requestParts } from './model/requestParts';

async function found(attribute: string, value: string, rows: object[], total = -2) {
	const asked: unknown[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => {
			asked.push(JSON.parse(requestParts(request).query.get('searchParams') ?? '{}'));
			return await Promise.resolve(json({ total, list: rows }));
		},
	});
	const { found: records, more } = await identifiedRecords(client, 'Contact', attribute, value);
	return { more, ids: records.map(({ id }) => id), asked };
}

test.each<[value: string, ids: string[]]>([
	['Jane Zed', ['full', 'last']],
	['jane  ZED', ['full', 'last']],
	['Zed, Jané', ['full', 'last']],
	['Zed', ['last']],
])('“%s” is a whole name, and no part of one', async (value, ids) => {
	const rows = [{ id: 'longer', name: 'Jane Ann Zed' }, { id: 'full', name: 'Jane Zed' }, { id: 'last', name: 'Zed' }];
	expect((await found('name', value, rows)).ids).toEqual(ids);
});

test('other fields count as the database compares them, in one request', async () => {
	const { ids, asked } = await found('emailAddress', 'Jane@example.com', [{ id: 'a', name: 'Other' }]);
	expect(ids).toEqual(['a']);
	expect(asked).toEqual([{ where: [{ type: 'equals', attribute: 'emailAddress', value: 'Jane@example.com' }], select: ['id', 'name'], orderBy: 'id', order: 'asc', maxSize: 5 }]);
});

test.each([[-1, true], [201, true], [-2, false], [2, false]])('of a total of %d rows more exist than were compared: %s', async (total, more) => {
	const rows = [{ id: 'full', name: 'Jane Zed' }, { id: 'longer', name: 'Jane Zed Zed' }];
	expect(await found('name', 'Jane Zed', rows, total)).toMatchObject({ ids: ['full'], more });
});
