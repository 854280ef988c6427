import { presented, type Presentation } from '../../../../nodes/shared/api/presented/presented';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { describedServer } from '../../model/describedServer';

const document = {
	entityDefs: { Account: { fields: { name: { type: 'varchar' }, website: { type: 'url' }, phase: { type: 'varchar' } } } },
};

async function show(records: JsonObject[], more: Partial<Presentation>, refused = false) {
	const server = describedServer({ metadata: document });
	if (refused) server.refused.set('entityDefs.Account.fields', 500);
	const told: string[] = [];
	const presentation: Presentation = { entityType: 'Account', dateTimes: 'espo', labels: false, ...more };
	const shown = await presented(records, presentation, server.metadata, (text) => told.push(text));
	return { shown, told, requests: server.requests.length };
}

const A = { id: 'a', name: 'A' };
const B = { id: 'b', website: 'x' };

describe('attributes that EspoCRM did not return', () => {
	test('in none of the records are told, by their names', async () => {
		const { shown, told, requests } = await show([A, B], { attributes: ['name', 'website', 'nosuch', 'other'] });
		expect(shown).toEqual([A, B]);
		expect(told).toEqual([expect.stringContaining('EspoCRM returned no “nosuch”, “other” here')]);
		expect(requests).toBe(0);
	});

	test.each<[title: string, records: JsonObject[], more: Partial<Presentation>]>([
		['in some of the records', [A, B], { attributes: ['name', 'website'] }],
		['of no records', [], { attributes: ['nosuch'] }],
		['that nobody chose by name', [A], { attributes: ['nosuch'], atMost: 5 }],
		['where all are shown', [A], {}],
	])('%s are not', async (_title, records, more) => {
		expect((await show(records, more)).told).toEqual([]);
		expect((await show(records, { ...more, setOnly: true })).told).toEqual([]);
	});
});

describe('where records have only what is set', () => {
	test('those of the type are empty, in each record that lacks them, and others are told', async () => {
		const { shown, told, requests } = await show([A, B], { attributes: ['website', 'name', 'phase', 'nosuch'], setOnly: true });
		expect(shown).toEqual([
			{ id: 'a', website: null, name: 'A', phase: null },
			{ id: 'b', website: 'x', name: null, phase: null },
		]);
		expect(told).toEqual([expect.stringContaining('returned no “nosuch” here')]);
		expect(requests).toBe(1);
	});

	test('nothing is looked up where nothing is missing', async () =>
		expect(await show([A], { attributes: ['name'], setOnly: true })).toEqual({ shown: [A], told: [], requests: 0 }));

	test('an attribute that is no part of the type but came in a record is not told', async () =>
		expect((await show([A, { id: 'b', extra: 1 }], { attributes: ['extra'], setOnly: true })).told).toEqual([]));

	test('nothing is said of what could not be looked up', async () =>
		expect(await show([A], { attributes: ['name', 'website'], setOnly: true }, true)).toEqual({ shown: [A], told: [], requests: 1 }));

	test('the first that a record has are shown, empty ones too', async () => {
		const { shown, told } = await show([A], { attributes: ['nosuch', 'website', 'name', 'phase'], atMost: 3, setOnly: true });
		expect(shown).toEqual([{ id: 'a', website: null, name: 'A' }]);
		expect(told).toEqual([]);
	});
});

test('what is not of the record itself stands before it', async () => {
	const record = { id: 'a', name: 'A', event: 'create', extra: 1 };
	const { shown } = await show([record], { attributes: ['name'], first: ['event', 'nosuch'] });
	expect(Object.entries(shown[0] ?? {})).toEqual([
		['event', 'create'],
		['id', 'a'],
		['name', 'A'],
	]);
	expect(Object.keys((await show([record], { attributes: ['name'] })).shown[0] ?? {})).toEqual(['id', 'name']);
});
