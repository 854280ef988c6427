import { operation } from '../../../shared/operation/Operation';
import { success } from '../../../shared/operation/outputs';
import { entityType } from '../../parameters/entityType';
import { link } from '../../parameters/link';
import { recordId } from '../../parameters/recordId';
import { relatedIds } from '../../parameters/relatedIds';

export const unlink = operation({
	resource: 'relation',
	value: 'unlink',
	name: 'Unlink',
	action: 'Unlink records',
	description: 'Remove records from a relationship',
	parameters: [entityType, recordId, link, relatedIds],
	plan: ({ entityType, recordId, link, relatedIds }) => ({
		shared: { method: 'DELETE', path: [entityType, recordId, link], body: { ids: relatedIds } },
		output: success,
	}),
});
