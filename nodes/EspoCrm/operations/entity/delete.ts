import { operation } from '../../../shared/operation/Operation';
import { deleted } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { recordId } from '../../parameters/recordId';

export const deleteRecord = operation({
	resource: 'entity',
	value: 'delete',
	name: 'Delete',
	action: 'Delete record',
	description: 'Delete a record',
	parameters: [entityType, recordId],
	plan: ({ entityType, recordId }) => ({ request: { method: 'DELETE', path: [entityType, recordId] }, output: deleted }),
});
