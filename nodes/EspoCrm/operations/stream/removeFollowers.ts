import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { followers, FOLLOWERS_NEEDS } from '../../parameters/stream/followers';

export const removeFollowers = operation({
	resource: 'stream',
	value: 'removeFollowers',
	name: 'Remove Followers',
	action: 'Remove followers from record',
	description: 'Let users stop following a record',
	effect: 'repeatable',
	parameters: [entityType, recordId, followers],
	needs: FOLLOWERS_NEEDS,
	plan: ({ entityType, recordId, followers: ids }) => ({
		shared: { method: 'DELETE', path: [entityType, recordId, 'followers'], body: { ids } },
		output: success,
	}),
});
