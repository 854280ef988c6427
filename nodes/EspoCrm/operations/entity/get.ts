import { operation } from '../../../shared/operation/Operation';
import { record } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { recordId } from '../../parameters/recordId';

export const get = operation({
	resource: 'entity',
	value: 'get',
	name: 'Get',
	action: 'Get record',
	description: 'Retrieve a record',
	parameters: [entityType, recordId, output(), options([addLabels, dateTimeFormat])],
	plan: (values) => ({ request: { method: 'GET', path: [values.entityType, values.recordId] }, output: record, presents: presentation(values) }),
});
