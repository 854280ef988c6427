import { keptKinds } from '../../../nodes/EspoCrmTrigger/keptKinds';
import { onePerRecord } from '../../../nodes/EspoCrmTrigger/onePerRecord';
import type { TriggerSettings } from '../../../nodes/EspoCrmTrigger/readTrigger';
import { recordItems, type RecordEvent } from '../../../nodes/EspoCrmTrigger/recordItems';
import { withoutOwnChanges } from '../../../nodes/shared/api/cursors/records/ownChanges';
import { notesOnFields } from '../../../nodes/shared/api/stream/notesOnFields';
import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { describedServer } from '../model/describedServer';
import { matchesWhere } from '../model/matchesWhere';

test('events of the same record have a record each, and no record is held beside them', async () => {
	const record = { id: 'a', createdAt: '2026-11-23 10:00:00' };
	const events: RecordEvent[] = [
		{ event: 'create', time: record.createdAt, record },
		{ event: 'update', time: '2026-11-23 11:00:00', record },
	];
	const settings = { entityType: 'Account', options: { dateTimeFormat: 'iso', addLabels: false } } as TriggerSettings;
	const items = await recordItems(events, settings, describedServer({}).metadata);
	const shown = { id: 'a', createdAt: '2026-11-23T10:00:00Z' };
	expect(items).toEqual([
		{
			event: 'create',
			eventId: 'Account/a/create/2026-11-23T10:00:00Z',
			entityType: 'Account',
			id: 'a',
			time: '2026-11-23T10:00:00Z',
			record: shown,
		},
		{
			event: 'update',
			eventId: 'Account/a/update/2026-11-23T11:00:00Z',
			entityType: 'Account',
			id: 'a',
			time: '2026-11-23T11:00:00Z',
			record: shown,
		},
	]);
	expect(items[0]?.record).not.toBe(items[1]?.record);
	expect(events).toEqual([]);
});

describe('one item per record', () => {
	const items: JsonObject[] = [
		{ id: 'a', event: 'create', record: { id: 'a' } },
		{ id: 'b', event: 'create' },
		{ id: 'a', event: 'update', record: { id: 'a', name: 'A' } },
		{ event: 'post' },
		{ event: 'post' },
	];
	test('holds the last event, and all of them without the record', () => {
		expect(onePerRecord(items, ({ id }) => id as string | undefined)).toEqual([
			{
				id: 'a',
				event: 'update',
				record: { id: 'a', name: 'A' },
				events: [
					{ id: 'a', event: 'create' },
					{ id: 'a', event: 'update' },
				],
			},
			{ id: 'b', event: 'create', events: [{ id: 'b', event: 'create' }] },
			{ event: 'post', events: [{ event: 'post' }] },
			{ event: 'post', events: [{ event: 'post' }] },
		]);
	});
});

describe('changes of some fields', () => {
	const metadata = { statusField: async (entityType: string) => await Promise.resolve(entityType === 'Opportunity' ? 'stage' : undefined) };
	const table: Array<[string, JsonObject, string[], boolean]> = [
		['a field that was named', { type: 'Update', data: { fields: ['amount', 'probability'] } }, ['amount'], true],
		['another field', { type: 'Update', data: { fields: ['probability'] } }, ['amount'], false],
		['the status, by its value', { type: 'Update', parentType: 'Opportunity', data: { fields: [], value: 'Won' } }, ['stage'], true],
		['the status of a type without one', { type: 'Update', parentType: 'Account', data: { fields: [], value: 'x' } }, ['stage'], false],
		['the status, older servers', { type: 'Status', data: { field: 'status', value: 'Held' } }, ['status'], true],
		['an assignment', { type: 'Assign', data: {} }, ['assignedUser'], true],
		['a post', { type: 'Post', data: {} }, ['amount'], false],
		["PHP's empty list", { type: 'Update', data: [] }, ['amount'], false],
		['anything when none is named', { type: 'Post', data: {} }, [], true],
	];
	test.each(table)('%s', async (_title, note, fields, told) => {
		expect(await notesOnFields(fields, [note], metadata)).toEqual(told ? [note] : []);
	});
});

describe('without own changes', () => {
	const row = (createdById: string | null, modifiedById: string | null) => ({ createdById, modifiedById });
	test.each<['created' | 'updated' | 'both', string | null, string | null, boolean]>([
		['created', 'me', null, false],
		['created', 'other', null, true],
		['created', null, null, true],
		['updated', 'me', 'me', false],
		['updated', 'me', 'other', true],
		['updated', 'other', null, true],
		['both', 'me', null, false],
		['both', 'other', null, true],
		['both', 'me', 'other', true],
		['both', 'other', 'me', false],
		['both', null, null, true],
	])('%s: created by %s, modified by %s', (changes, created, modified, kept) => {
		expect(matchesWhere(row(created, modified), withoutOwnChanges(changes, 'me'))).toBe(kept);
	});
});

describe('kinds that are kept', () => {
	const kinds = new Map<string, AttributeKind>([
		['name', 'text'],
		['createdAt', 'dateTime'],
		['amount', 'number'],
	]);
	test('are asked for once, until type or filters change', async () => {
		let asked = 0;
		const ask = async () => {
			asked++;
			return await Promise.resolve(kinds);
		};
		const first = keptKinds(undefined, 'f', ask);
		expect(await first.look('Account', [])).toEqual(kinds);
		const kept = JSON.parse(JSON.stringify(first.toKeep())) as JsonObject;
		const second = keptKinds(kept, 'f', ask);
		expect([...(await second.look('Account', []))].sort()).toEqual([...kinds].sort());
		expect([asked, second.toKeep()]).toEqual([1, undefined]);
		await keptKinds(kept, 'other', ask).look('Account', []);
		await keptKinds(kept, 'f', ask).look('Lead', []);
		expect(asked).toBe(3);
	});
	test('nothing is kept when nothing was asked', () =>
		expect(keptKinds(undefined, '', async () => await Promise.resolve(kinds)).toKeep()).toBeUndefined());
});
