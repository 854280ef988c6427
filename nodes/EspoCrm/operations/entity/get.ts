import { operation } from '../../../shared/operation/Operation';
import { record } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { recordId } from '../../parameters/recordId';

export const get = operation({
	resource: 'entity',
	value: 'get',
	name: 'Get',
	action: 'Get record',
	description: 'Retrieve a record',
	parameters: [entityType, recordId],
	request: ({ entityType, recordId }) => ({ method: 'GET', path: [entityType, recordId] }),
	output: record,
});
