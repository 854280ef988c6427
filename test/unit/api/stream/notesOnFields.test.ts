import { notesOnFields } from '../../../../nodes/shared/api/stream/notesOnFields';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const STATUS: Record<string, string> = { Opportunity: 'stage' };

async function told(fields: string[], ...notes: JsonObject[]) {
	const asked: string[] = [];
	const statusField = async (entityType: string) => await Promise.resolve((asked.push(entityType), STATUS[entityType]));
	const found = await notesOnFields(fields, notes, { statusField });
	return { places: found.map((note) => notes.indexOf(note)), asked };
}

const update = (data: JsonObject, parentType = 'Opportunity'): JsonObject => ({ type: 'Update', parentType, data });

test.each<[field: string, note: JsonObject, isTold: boolean]>([
	['assignedUsers', { type: 'Assign' }, true],
	['assignedUser', { type: 'Assign' }, true],
	['stage', { type: 'Assign' }, false],
	['status', { type: 'Status', data: { field: 'status' } }, true],
	['stage', { type: 'Status', data: { field: 'status' } }, false],
	['undefined', { type: 'Post', data: { field: 'undefined', fields: ['undefined'] } }, false],
	['amount', update({ fields: ['amount'], value: 'Won' }), true],
	['stage', update({ fields: ['amount'], value: 'Won' }), true],
	['stage', update({ fields: 'stage' }), false],
	['5', update({ fields: [5] }), true],
	['stage', update({ fields: ['amount'], value: '' }), false],
	['stage', update({ value: 5 }), false],
	['stage', { type: 'Update', parentType: 'Opportunity', data: null }, false],
])('%s is changed by %j: %s', async (field, note, isTold) => expect((await told([field], note)).places).toEqual(isTold ? [0] : []));

test('notes keep their order; one of several fields is enough', async () =>
	expect(
		(await told(['stage', 'amount'], update({ fields: ['amount'] }), update({ fields: ['x'] }), update({ value: 'Won' }))).places,
	).toEqual([0, 2]));

test('the name of the status is looked up only for a note that has its value', async () => {
	const notes = [update({ fields: ['amount'] }), update({ value: '' }), { type: 'Post', data: { value: 'x' } }];
	expect((await told(['stage'], ...notes)).asked).toEqual([]);
	expect((await told(['stage'], update({ value: 'Won' }), update({ value: 'x' }, 'Account'))).asked).toEqual(['Opportunity', 'Account']);
	expect((await told([], update({ value: 'Won' }))).asked).toEqual([]);
});
