import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';

export const unfollow = operation({
	resource: 'stream',
	value: 'unfollow',
	name: 'Unfollow',
	action: 'Unfollow record in stream',
	description: 'Stop following a record',
	effect: 'repeatable',
	parameters: [entityType, recordId],
	plan: ({ entityType, recordId }) => ({ request: { method: 'DELETE', path: [entityType, recordId, 'subscription'] }, output: success }),
});
