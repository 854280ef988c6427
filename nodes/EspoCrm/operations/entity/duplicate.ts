import { duplicateRecord } from '../../../shared/api/actions/duplicateRecord';
import { writingFiles } from '../../../shared/api/files/writingFiles';
import { recordNames } from '../../../shared/api/messages/recordNames';
import { operation } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { changedAttributeValues } from '../../parameters/fields/fieldParameters';
import { onDuplicateOfCopy, skipDuplicateCheck } from '../../parameters/fields/writeOptions';

export const duplicate = operation({
	resource: 'entity',
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate record',
	description: 'Create a copy of a record, with other values in some fields',
	effect: 'once',
	parameters: [
		entityType,
		recordId,
		changedAttributeValues,
		output(),
		options([addLabels, dateTimeFormat, onDuplicateOfCopy, skipDuplicateCheck]),
	],
	plan: (values) => {
		const { entityType, recordId, attributes, options } = values;
		return {
			presents: { ...presentation(values), setOnly: true },
			// The server looks for duplicates and then inserts: parallel requests slip in between (espocrm-api.md#races).
			inFlight: options.skipDuplicateCheck ? undefined : 1,
			steps: async (context) => {
				const writing = { ...context, write: writingFiles(context, attributes.uploads) };
				const { records, duplicates } = await duplicateRecord(writing, {
					entityType,
					id: recordId,
					changes: attributes.values,
					...options,
				});
				if (!records.length) context.hint(`skipped, because EspoCRM already has it: ${recordNames(duplicates)}.`);
				return records;
			},
		};
	},
});
