import { deleted } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';

export const deleteRecord = operation({
	resource: 'entity',
	value: 'delete',
	name: 'Delete',
	action: 'Delete record',
	description: 'Delete a record',
	effect: 'repeatable',
	parameters: [entityType, recordId],
	plan: ({ entityType, recordId }) => ({ request: { method: 'DELETE', path: [entityType, recordId] }, output: deleted }),
});
