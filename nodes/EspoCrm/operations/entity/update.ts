import { operation } from '../../../shared/operation/Operation';
import { record } from '../../../shared/operation/outputs';
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
	request: ({ entityType, recordId, attributes, options }) => ({
		method: 'PUT',
		path: [entityType, recordId],
		body: attributes,
		headers: options.versionNumber === undefined ? undefined : { 'X-Version-Number': String(options.versionNumber) },
	}),
	output: record,
	presents: presentation,
	writesRecord: true,
	inFlight: ({ options }) => options.requestsInFlight ?? 4,
});
