import type { JsonObject } from '../../../nodes/shared/api/values/Json';

export interface NoteKind {
	type: string;
	data?: JsonObject;
	tells: string[];
}

export type NoteKindName = 'post' | 'mention' | 'create' | 'assign' | 'update' | 'status' | 'status and field';

const BOTH: Record<Exclude<NoteKindName, 'status' | 'status and field'>, NoteKind> = {
	post: { type: 'Post', tells: ['post'] },
	mention: { type: 'Post', data: { mentions: { '@n8n': { id: 'u1' } } }, tells: ['post', 'mention'] },
	create: { type: 'Create', tells: ['create'] },
	assign: { type: 'Assign', data: { assignedUserId: 'u1' }, tells: ['assign'] },
	update: { type: 'Update', data: { fields: ['priority'], attributes: {} }, tells: ['update'] },
};
const OLD_STATUS: NoteKind = { type: 'Status', data: { field: 'status', value: 'Pending' }, tells: ['status'] };

/** Notes as each version writes them, and which events they tell (espocrm-api.md#notes); not derived from the code that is tested. */
export const NOTE_KINDS: Record<'7.5' | '10.0', Record<NoteKindName, NoteKind>> = {
	'7.5': { ...BOTH, status: OLD_STATUS, 'status and field': OLD_STATUS },
	'10.0': {
		...BOTH,
		status: { type: 'Update', data: { fields: [], value: 'Pending' }, tells: ['status'] },
		'status and field': { type: 'Update', data: { fields: ['priority'], value: 'Pending' }, tells: ['status', 'update'] },
	},
};
