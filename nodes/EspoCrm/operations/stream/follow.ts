import { operation } from '../../../shared/operation/Operation';
import { success } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { recordId } from '../../parameters/recordId';

export const follow = operation({
	resource: 'stream',
	value: 'follow',
	name: 'Follow',
	action: 'Follow record in stream',
	description: "Follow a record, so that its notes appear in the user's stream",
	parameters: [entityType, recordId],
	needs: 'The entity type needs a stream, and the role stream access to it (Administration > Roles).',
	plan: ({ entityType, recordId }) => ({ request: { method: 'PUT', path: [entityType, recordId, 'subscription'] }, output: success }),
});
