import { record } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';

export const get = operation({
	resource: 'entity',
	value: 'get',
	name: 'Get',
	action: 'Get record',
	description: 'Retrieve a record',
	effect: 'read',
	parameters: [entityType, recordId, output(), options([addLabels, dateTimeFormat])],
	plan: (values) => ({
		request: { method: 'GET', path: [values.entityType, values.recordId] },
		output: record,
		presents: presentation(values),
	}),
});
