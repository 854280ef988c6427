import { deleteMany as change } from '../../../shared/api/many/deleteMany';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { changedRecords } from '../../parameters/many/changedRecords';
import { manyOptions } from '../../parameters/many/manyOptions';
import { manyPlan } from '../../parameters/many/manyPlan';

export const deleteMany = operation({
	resource: 'entity',
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many records',
	description: 'Delete many records, up to 200 in one request',
	effect: 'repeatable',
	parameters: [entityType, ...changedRecords, manyOptions],
	plan: ({ entityType, ...chosen }) =>
		manyPlan(
			{ entityType, ...chosen },
			{ action: 'delete', done: 'deleted', change: async (context, ids, manner) => await change(context, entityType, ids, manner) },
		),
});
