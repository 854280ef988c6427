import { operation } from '../../../shared/operation/Operation';
import { success } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { recordId } from '../../parameters/recordId';

export const unfollow = operation({
	resource: 'stream',
	value: 'unfollow',
	name: 'Unfollow',
	action: 'Unfollow record in stream',
	description: 'Stop following a record',
	parameters: [entityType, recordId],
	plan: ({ entityType, recordId }) => ({ request: { method: 'DELETE', path: [entityType, recordId, 'subscription'] }, output: success }),
});
