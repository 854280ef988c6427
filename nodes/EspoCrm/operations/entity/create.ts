import { createRecord, createRequest } from '../../../shared/api/createRecord';
import { recordNames } from '../../../shared/api/recordNames';
import { operation } from '../../../shared/operation/Operation';
import { attributeValues } from '../../parameters/attributeValues';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { onDuplicate, requestsInFlight, skipDuplicateCheck } from '../../parameters/writeOptions';

export const create = operation({
	resource: 'entity',
	value: 'create',
	name: 'Create',
	action: 'Create record',
	description: 'Create a new record',
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
				"When not set: one at a time, as EspoCRM's duplicate check misses records that are created at the same moment; four with “Skip Duplicate Check”",
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
				const request = createRequest(entityType, attributes, options.skipDuplicateCheck);
				const { records, duplicates } = await createRecord(context, request, options.onDuplicate);
				if (!records.length) context.hint(`skipped, EspoCRM already has it: ${recordNames(duplicates)}.`);
				return records;
			},
		};
	},
});
