import { createRecord, createRequest } from '../../../shared/api/createRecord';
import type { JsonObject } from '../../../shared/api/Json';
import { operation } from '../../../shared/operation/Operation';
import { record } from '../../../shared/operation/outputs';
import { attributeValues } from '../../parameters/attributeValues';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
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
		options([
			addLabels,
			dateTimeFormat,
			onDuplicate,
			skipDuplicateCheck,
			requestsInFlight("Without it one at a time, because EspoCRM's duplicate check misses records that are created at the same moment"),
		]),
	],
	request: ({ entityType, attributes, options }) =>
		options.onDuplicate === 'fail' ? createRequest(entityType, attributes, options.skipDuplicateCheck) : undefined,
	output: record,
	presents: presentation,
	reportsNotStored: true,
	run: async ({ entityType, attributes, options }, { client, hint, reportNotStored }) => {
		const request = createRequest(entityType, attributes, options.skipDuplicateCheck);
		const { records, sent, duplicates } = await createRecord(client, request, options.onDuplicate);
		if (sent && records[0]) reportNotStored(sent, records[0]);
		if (!records.length) hint(skippedText(duplicates));
		return records;
	},
	// The server looks for duplicates and then inserts: parallel requests slip in between (api.md 11).
	inFlight: ({ options }) => options.requestsInFlight ?? (options.skipDuplicateCheck ? 4 : 1),
});

/** For an item whose record was not created, because EspoCRM knows one like it. */
export function skippedText(duplicates: JsonObject[]): string {
	return `skipped, EspoCRM has it already: ${duplicates.map(({ id, name }) => `${String(name ?? 'no name')} (${String(id)})`).join(', ')}.`;
}
