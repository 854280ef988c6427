import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { followers, FOLLOWERS_NEEDS } from '../../parameters/stream/followers';

export const addFollowers = operation({
	resource: 'stream',
	value: 'addFollowers',
	name: 'Add Followers',
	action: 'Add followers to record',
	description: 'Let users follow a record',
	effect: 'repeatable',
	parameters: [entityType, recordId, followers],
	needs: FOLLOWERS_NEEDS,
	plan: ({ entityType, recordId, followers: ids }) => ({
		shared: { method: 'POST', path: [entityType, recordId, 'followers'], body: { ids } },
		output: success,
	}),
});
