import { noteWhere } from '../../../../nodes/shared/api/stream/noteWhere';
import { eventsOf, isWanted, noteItem, noteTypesFor, STREAM_EVENTS } from '../../../../nodes/shared/api/stream/streamEvents';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const mentions = { '@emma': { id: '1', name: 'Emma', userName: 'emma', _scope: 'User' } };

/** Notes as both versions write them (espocrm-api.md#notes). */
const table: Array<[name: string, note: JsonObject, events: string[]]> = [
	['post', { type: 'Post', data: {} }, ['post']],
	["post with PHP's empty list", { type: 'Post', data: [] }, ['post']],
	['post without data', { type: 'Post', data: null }, ['post']],
	['mention', { type: 'Post', data: { mentions } }, ['mention', 'post']],
	['mention of nobody', { type: 'Post', data: { mentions: [] } }, ['post']],
	['create, 10.0', { type: 'Create', data: { statusValue: 'New', statusField: 'status' } }, ['create']],
	['create, 7.5', { type: 'Create', data: { statusValue: 'New', statusField: 'status', statusStyle: 'default' } }, ['create']],
	['status, 10.0', { type: 'Update', data: { fields: [], attributes: { was: {}, became: {} }, value: 'Pending' } }, ['status']],
	['status, 7.5', { type: 'Status', data: { field: 'status', value: 'Pending', style: 'default' } }, ['status']],
	['status and another field, 10.0', { type: 'Update', data: { fields: ['priority'], value: 'Pending' } }, ['status', 'update']],
	[
		'update',
		{ type: 'Update', data: { fields: ['priority'], attributes: { was: { priority: 'Low' }, became: { priority: 'High' } } } },
		['update'],
	],
	['assign', { type: 'Assign', data: { assignedUserId: '1' } }, ['assign']],
	['nobody assigned any more', { type: 'Assign', data: [] }, ['assign']],
	['relate', { type: 'Relate', data: null }, ['relate']],
	['unrelate', { type: 'Unrelate', data: null }, ['unrelate']],
	['related record', { type: 'CreateRelated', data: null }, ['createRelated']],
	['e-mail in', { type: 'EmailReceived', data: { emailId: '1' } }, ['emailReceived']],
	['e-mail out', { type: 'EmailSent', data: { emailId: '1' } }, ['emailSent']],
	['a type of a later version', { type: 'EventConfirmed', data: {} }, ['eventConfirmed']],
];

test.each(table)('%s', (_, note, events) => {
	expect(eventsOf(note)).toEqual(events);
	expect(noteItem(note).event).toBe(events[0]);
});

test.each(table.filter(([, note]) => note.type !== 'EventConfirmed'))(
	'%s is asked for and found by each of its events, and by no other',
	(_, note, events) => {
		for (const { value } of STREAM_EVENTS) {
			expect(isWanted(note, [value])).toBe(events.includes(value));
			if (events.includes(value)) expect(noteTypesFor([value])).toContain(note.type);
		}
		expect(isWanted(note, [])).toBe(true);
	},
);

test("an item says the event that was asked for, has the note's values and an object as data", () => {
	const note = { type: 'Update', id: 'n1', number: 5, data: { fields: ['priority'], value: 'Pending' } };
	expect(noteItem(note, ['update'])).toEqual({ event: 'update', ...note });
	expect(noteItem({ type: 'Post', data: [] })).toEqual({ event: 'post', type: 'Post', data: {} });
	expect(noteItem({ type: 'Relate', data: null }).data).toEqual({});
});

test('no event chosen asks for all types', () => expect(noteTypesFor([])).toBeUndefined());

test('events have distinct values and sorted names', () => {
	const names = STREAM_EVENTS.map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	expect(new Set(STREAM_EVENTS.map(({ value }) => value)).size).toBe(STREAM_EVENTS.length);
});

test.each([
	[undefined, [], []],
	[['Post'], [], [{ type: 'in', attribute: 'type', value: ['Post'] }]],
	[undefined, ['Account'], [{ type: 'in', attribute: 'parentType', value: ['Account'] }]],
	[
		['Post', 'Create'],
		['Account', 'Lead'],
		[
			{ type: 'in', attribute: 'type', value: ['Post', 'Create'] },
			{ type: 'in', attribute: 'parentType', value: ['Account', 'Lead'] },
		],
	],
])('conditions for %j and %j', (types, entityTypes, where) => expect(noteWhere(types, entityTypes)).toEqual(where));
