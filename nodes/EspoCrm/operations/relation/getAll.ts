import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { link } from '../../parameters/link';
import { offset } from '../../parameters/listOptions';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { recordId } from '../../parameters/recordId';
import { returnAll } from '../../parameters/returnAll';
import { sort } from '../../parameters/sort';
import { listFor } from '../listFor';

export const getRelated = operation({
	resource: 'relation',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many related records',
	description: 'Retrieve many records that are related to a record',
	parameters: [entityType, recordId, link, returnAll, output(), filters, options([addLabels, dateTimeFormat, offset]), sort],
	presents: presentation,
	run: async (values, context) =>
		await listFor(context, [values.entityType, values.recordId, values.link], values, async (field) => {
			const foreign = await context.metadata.linkedEntityType(values.entityType, values.link);
			return foreign !== undefined && (await context.metadata.sortedByValue(foreign, field));
		}),
});
