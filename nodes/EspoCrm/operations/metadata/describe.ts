import { describedType } from '../../../shared/api/metadata/describedType';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';

export const describe = operation({
	resource: 'metadata',
	value: 'describe',
	name: 'Describe Entity Type',
	action: 'Describe entity type',
	description:
		'Get the fields of an entity type with labels, types and options, its relations and filters, as far as the authenticated user may see them',
	effect: 'read',
	parameters: [entityType],
	plan: ({ entityType }) => ({ steps: async ({ metadata }) => await describedType(metadata, entityType) }),
});
