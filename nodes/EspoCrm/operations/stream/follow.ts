import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';

export const follow = operation({
	resource: 'stream',
	value: 'follow',
	name: 'Follow',
	action: 'Follow record in stream',
	description: "Follow a record so that its notes appear in the authenticated user's stream",
	effect: 'repeatable',
	parameters: [entityType, recordId],
	needs: 'The entity type must have a stream, and the role needs stream access to it (Administration > Roles).',
	plan: ({ entityType, recordId }) => ({ request: { method: 'PUT', path: [entityType, recordId, 'subscription'] }, output: success }),
});
