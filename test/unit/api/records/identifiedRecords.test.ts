import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { identifiedRecords } from '../../../../nodes/shared/api/records/identifiedRecords';
import { json, requestParts } from '../../model/requestParts';

async function found(value: string, rows: object[], { attribute = 'name', total = -2, entityType = 'Contact' } = {}) {
	const asked: unknown[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => {
			asked.push(JSON.parse(requestParts(request).query.get('searchParams') ?? '{}'));
			return await Promise.resolve(json({ total, list: rows }));
		},
	});
	const { found: records, more } = await identifiedRecords(client, entityType, attribute, value);
	return { more, ids: records.map(({ id }) => id), asked };
}

test.each<[value: string, ids: string[]]>([
	['Jane Zed', ['full', 'last']],
	['jane  ZED', ['full', 'last']],
	['Zed, Jané', ['full', 'last']],
	['Zed', ['last']],
])('“%s” is a whole name, and no part of one', async (value, ids) => {
	const rows = [
		{ id: 'longer', name: 'Jane Ann Zed' },
		{ id: 'full', name: 'Jane Zed' },
		{ id: 'last', name: 'Zed' },
	];
	expect((await found(value, rows)).ids).toEqual(ids);
});

describe('a name in another form is looked for in the same request', () => {
	const equals = (attribute: string, value: string) => ({ type: 'equals', attribute, value });
	const asWritten = (value: string) => equals('name', value);
	const parts = (lastName: string, firstName: string) => ({
		type: 'and',
		value: [equals('lastName', lastName), equals('firstName', firstName)],
	});
	test.each<[entityType: string, value: string, where: object]>([
		['Contact', 'Jane Doe', asWritten('Jane Doe')],
		['Contact', 'Jane  Doe', { type: 'or', value: [asWritten('Jane  Doe'), asWritten('Jane Doe')] }],
		['Account', 'Acme\t Inc', { type: 'or', value: [asWritten('Acme\t Inc'), asWritten('Acme Inc')] }],
		['Contact', 'Doe, Jane', { type: 'or', value: [asWritten('Doe, Jane'), parts('Doe', 'Jane')] }],
		[
			'Lead',
			'van  der Berg ,Jan',
			{ type: 'or', value: [asWritten('van  der Berg ,Jan'), asWritten('van der Berg ,Jan'), parts('van der Berg', 'Jan')] },
		],
		['Account', 'Acme, Inc.', asWritten('Acme, Inc.')],
		...['Doe, Jane, PhD', 'Doe,', ', Jane', ','].map((value): [string, string, object] => ['User', value, asWritten(value)]),
	])('%s “%s”', async (entityType, value, where) => {
		const { asked } = await found(value, [], { entityType });
		expect(asked).toEqual([expect.objectContaining({ where: [where] })]);
	});

	test.each<[value: string, names: string[], ids: string[]]>([
		['Doe, Jane', ['Jane Doe', 'Doe, Jane'], ['1']],
		['Doe, Jane', ['Jane Doe'], ['0']],
		['Doe,Jane', ['Jane Doe', 'Jane Ann Doe'], ['0']],
		['Doe , Jane', ['Jane Ann Doe'], []],
		['Doe, Jane', ['Jane Doe', 'Jane Doe'], ['0', '1']],
		['Jane  Doe', ['Jane Doe', 'JANE  DOE'], ['1']],
		['Doe, Jane', ['Jane Ann Doe'], []],
	])('“%s” of %j: what is written alike comes first', async (value, names, ids) => {
		expect(
			(
				await found(
					value,
					names.map((name, index) => ({ id: String(index), name })),
				)
			).ids,
		).toEqual(ids);
	});
});

test('other fields count as the database compares them, in one request', async () => {
	const { ids, asked } = await found('Jane@example.com', [{ id: 'a', name: 'Other' }], { attribute: 'emailAddress' });
	expect(ids).toEqual(['a']);
	expect(asked).toEqual([
		{
			where: [{ type: 'equals', attribute: 'emailAddress', value: 'Jane@example.com' }],
			select: ['id', 'name'],
			orderBy: 'id',
			order: 'asc',
			maxSize: 5,
		},
	]);
});

test.each([
	[-1, true],
	[201, true],
	[-2, false],
	[2, false],
])('of a total of %d rows more exist than were compared: %s', async (total, more) => {
	const rows = [
		{ id: 'full', name: 'Jane Zed' },
		{ id: 'longer', name: 'Jane Zed Zed' },
	];
	expect(await found('Jane Zed', rows, { total })).toMatchObject({ ids: ['full'], more });
});
