import { recordFollowers } from '../../../shared/api/stream/recordFollowers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';

export const getFollowers = operation({
	resource: 'stream',
	value: 'getFollowers',
	name: 'Get Followers',
	action: 'Get followers of record',
	description: 'Retrieve the users who follow a record',
	effect: 'read',
	parameters: [entityType, recordId],
	plan: ({ entityType, recordId }) => ({
		steps: async ({ client, hint }) => {
			const { users, mayLack } = await recordFollowers(client, entityType, recordId);
			if (mayLack)
				hint(
					'More API users may follow the record: EspoCRM leaves them out of the list, and names only the first followers on the record.',
				);
			return users;
		},
	}),
});
