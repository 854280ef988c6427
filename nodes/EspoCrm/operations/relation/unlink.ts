import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { link } from '../../parameters/linked/link';
import { relatedIds } from '../../parameters/linked/relatedIds';

export const unlink = operation({
	resource: 'relation',
	value: 'unlink',
	name: 'Unlink',
	action: 'Unlink records',
	description: 'Remove records from a relation',
	effect: 'repeatable',
	parameters: [entityType, recordId, link, relatedIds],
	plan: ({ entityType, recordId, link, relatedIds }) => ({
		shared: { method: 'DELETE', path: [entityType, recordId, link], body: { ids: relatedIds } },
		output: success,
	}),
});
