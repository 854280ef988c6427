import { operation } from '../../../shared/operation/Operation';
import { record } from '../../../shared/operation/outputs';
import { attributeValues } from '../../parameters/attributeValues';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
import { requestsInFlight, skipDuplicateCheck } from '../../parameters/writeOptions';

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
			skipDuplicateCheck,
			requestsInFlight("Without it one at a time, because EspoCRM's duplicate check misses records that are created at the same moment"),
		]),
	],
	request: ({ entityType, attributes, options }) => ({
		method: 'POST',
		path: [entityType],
		body: attributes,
		headers: options.skipDuplicateCheck ? { 'X-Skip-Duplicate-Check': 'true' } : undefined,
	}),
	output: record,
	reportsNotStored: true,
	// The server looks for duplicates and then inserts: parallel requests slip in between (api.md 11).
	inFlight: ({ options }) => options.requestsInFlight ?? (options.skipDuplicateCheck ? 4 : 1),
});
