import { operation } from '../../../shared/operation/Operation';
import { changedAttributeValues } from '../../parameters/attributeValues';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { recordId } from '../../parameters/recordId';
import { requestsInFlight, versionNumber } from '../../parameters/writeOptions';

export const update = operation({
	resource: 'entity',
	value: 'update',
	name: 'Update',
	action: 'Update record',
	description: 'Update a record',
	parameters: [
		entityType,
		recordId,
		changedAttributeValues,
		output(),
		options([addLabels, dateTimeFormat, versionNumber, requestsInFlight('Requests for the same record always wait for each other')]),
	],
	plan: (values) => {
		const { entityType, recordId, attributes, options } = values;
		const headers = options.versionNumber === undefined ? undefined : { 'X-Version-Number': String(options.versionNumber) };
		return {
			write: { method: 'PUT', path: [entityType, recordId], body: attributes, headers },
			presents: presentation(values),
			inFlight: options.requestsInFlight,
		};
	},
});
