import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { offset, select } from '../../parameters/listOptions';
import { options } from '../../parameters/options';
import { returnAll } from '../../parameters/returnAll';
import { sort } from '../../parameters/sort';
import { listFor } from '../listFor';

export const getAll = operation({
	resource: 'entity',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many records',
	description: 'Retrieve many records',
	parameters: [entityType, returnAll, filters, options([offset, select]), sort],
	run: async (values, context) =>
		await listFor(context, [values.entityType], values, async (field) => await context.metadata.sortedByValue(values.entityType, field)),
});
