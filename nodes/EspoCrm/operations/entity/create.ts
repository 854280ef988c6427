import { writingFiles } from '../../../shared/api/files/writingFiles';
import { recordNames } from '../../../shared/api/messages/recordNames';
import { createRecord, createRequest } from '../../../shared/api/records/createRecord';
import { operation } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { options } from '../../../shared/parameters/shown/options';
import { attributeValues } from '../../parameters/fields/fieldParameters';
import { onDuplicate, requestsInFlight, skipDuplicateCheck } from '../../parameters/fields/writeOptions';

export const create = operation({
	resource: 'entity',
	value: 'create',
	name: 'Create',
	action: 'Create record',
	description: 'Create a new record',
	effect: 'once',
	parameters: [
		entityType,
		attributeValues,
		output(),
		options([
			addLabels,
			dateTimeFormat,
			onDuplicate,
			skipDuplicateCheck,
			requestsInFlight(
				'Without this option: one, because the duplicate check misses records created at the same moment; four with “Skip Duplicate Check”',
			),
		]),
	],
	plan: (values) => {
		const { entityType, attributes, options } = values;
		return {
			presents: { ...presentation(values), setOnly: true },
			// The server looks for duplicates and then inserts: parallel requests slip in between (espocrm-api.md#races).
			inFlight: options.requestsInFlight ?? (options.skipDuplicateCheck ? undefined : 1),
			steps: async (context) => {
				const request = createRequest(entityType, attributes.values, options.skipDuplicateCheck);
				const writing = { ...context, write: writingFiles(context, attributes.uploads) };
				const { records, duplicates } = await createRecord(writing, request, options.onDuplicate);
				if (!records.length) context.hint(`skipped, because EspoCRM already has it: ${recordNames(duplicates)}.`);
				return records;
			},
		};
	},
});
