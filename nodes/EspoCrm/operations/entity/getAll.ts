import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { offset } from '../../parameters/listOptions';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { returnAll } from '../../parameters/returnAll';
import { sort } from '../../parameters/sort';
import { listFor } from '../listFor';

export const getAll = operation({
	resource: 'entity',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many records',
	description: 'Retrieve many records',
	parameters: [entityType, returnAll, output({ simplifiedForTools: true }), filters, sort, options([addLabels, dateTimeFormat, offset])],
	plan: (values) => {
		const { entityType } = values;
		return {
			presents: presentation(values),
			steps: async (context) => await listFor(context, [entityType], values, async (field) => await context.metadata.sortedByValue(entityType, field)),
		};
	},
});
