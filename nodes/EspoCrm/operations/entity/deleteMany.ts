import { deleteMany as change } from '../../../shared/api/many/deleteMany';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { options } from '../../../shared/parameters/shown/options';
import { changedRecords, dryRun, result } from '../../parameters/many/changedRecords';
import { manyPlan } from '../../parameters/many/manyPlan';

export const deleteMany = operation({
	resource: 'entity',
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many records',
	description: 'Delete many records, with one request for 200 of them',
	effect: 'repeatable',
	parameters: [entityType, ...changedRecords, options([dryRun, result])],
	plan: ({ entityType, ...chosen }) =>
		manyPlan(
			{ entityType, ...chosen },
			{ action: 'delete', done: 'deleted', change: async (context, ids) => await change(context, entityType, ids) },
		),
});
