import type { JsonObject } from '../../nodes/shared/api/values/Json';

interface NoteKind {
	type: string;
	data?: JsonObject;
	tells: string[];
	version?: '7.5' | '10.0';
}

/** Notes as both versions write them, and which events they tell (espocrm-api.md#notes); not derived from the code that is tested. */
export const NOTE_KINDS: NoteKind[] = [
	{ type: 'Post', tells: ['post'] },
	{ type: 'Post', tells: ['post'] },
	{ type: 'Post', data: { mentions: { '@n8n': { id: 'u1' } } }, tells: ['post', 'mention'] },
	{ type: 'Create', tells: ['create'] },
	{ type: 'Assign', data: { assignedUserId: 'u1' }, tells: ['assign'] },
	{ type: 'Update', data: { fields: ['priority'], attributes: {} }, tells: ['update'] },
	{ type: 'Status', data: { field: 'status', value: 'Pending' }, tells: ['status'], version: '7.5' },
	{ type: 'Update', data: { fields: [], value: 'Pending' }, tells: ['status'], version: '10.0' },
	{ type: 'Update', data: { fields: ['priority'], value: 'Pending' }, tells: ['status', 'update'], version: '10.0' },
];
