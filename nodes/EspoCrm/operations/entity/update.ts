import { writingFiles } from '../../../shared/api/files/writingFiles';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { changedAttributeValues } from '../../parameters/fields/fieldParameters';
import { requestsInFlight, versionNumber } from '../../parameters/fields/writeOptions';

export const update = operation({
	resource: 'entity',
	value: 'update',
	name: 'Update',
	action: 'Update record',
	description: 'Update a record',
	effect: 'repeatable',
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
		const { values: body, uploads } = attributes;
		const write: EspoRequest = { method: 'PUT', path: [entityType, recordId], body, headers };
		const work = uploads.length
			? { touches: [recordId], steps: async (context: RunContext) => await writingFiles(context, uploads)(write) }
			: { write };
		return { ...work, presents: presentation(values), inFlight: options.requestsInFlight };
	},
});
