import { updateMany as change } from '../../../shared/api/many/updateMany';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { changedAttributeValues } from '../../parameters/fields/fieldParameters';
import { withoutFiles } from '../../parameters/fields/withoutFiles';
import { changedRecords } from '../../parameters/many/changedRecords';
import { manyOptions } from '../../parameters/many/manyOptions';
import { manyPlan } from '../../parameters/many/manyPlan';

export const updateMany = operation({
	resource: 'entity',
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update many records',
	description: 'Set the same values in many records, up to 200 in one request',
	effect: 'repeatable',
	parameters: [entityType, ...changedRecords, changedAttributeValues, manyOptions],
	plan: ({ entityType, attributes, ...chosen }) => {
		const values = withoutFiles(attributes);
		return manyPlan(
			{ entityType, ...chosen },
			{
				action: 'update',
				alike: values,
				done: 'updated',
				change: async (context, ids, manner) => await change(context, { entityType, values }, ids, manner),
			},
		);
	},
});
