import { countRecords } from '../../../shared/api/lists/countRecords';
import { operation } from '../../../shared/operation/Operation';
import { filters } from '../../../shared/parameters/filters/filters';
import { entityType } from '../../../shared/parameters/record/entityType';

export const count = operation({
	resource: 'entity',
	value: 'count',
	name: 'Count',
	action: 'Count records',
	description: 'Count the records that match a filter, with one request',
	effect: 'read',
	parameters: [entityType, filters],
	plan: ({ entityType, filters }) => ({
		steps: async ({ client }) => ({ count: await countRecords(client, { path: [entityType], params: filters }) }),
	}),
});
