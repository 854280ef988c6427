import type { OnDuplicate } from '../../../shared/api/records/createRecord';
import type { SeveralMatches } from '../../../shared/api/records/matchingRecords';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { option } from '../../../shared/parameters/shown/options';

export const skipDuplicateCheck = option(
	'skipDuplicateCheck',
	{
		displayName: 'Skip Duplicate Check',
		name: 'skipDuplicateCheck',
		type: 'boolean',
		default: false,
		description: 'Whether to create the record even if EspoCRM already has one like it',
	},
	(value) => isOn(value, 'Skip Duplicate Check'),
);

export const onDuplicate = option(
	'onDuplicate',
	{
		displayName: 'If a Duplicate Exists',
		name: 'onDuplicate',
		type: 'options',
		default: 'fail',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The message lists the existing records' },
			{ name: 'Return Existing', value: 'return', description: 'The output is the existing records, unchanged' },
			{ name: 'Skip', value: 'skip', description: 'There is no output for the item' },
			{ name: 'Update Existing', value: 'update', description: 'The one existing record gets the values; several are refused' },
		],
		description: "What to do when EspoCRM's own duplicate check finds records like the new one",
	},
	(value): OnDuplicate => oneOf(value, ['fail', 'return', 'skip', 'update'], 'If a Duplicate Exists'),
);

export const severalMatches = option(
	'severalMatches',
	{
		displayName: 'If Several Records Match',
		name: 'severalMatches',
		type: 'options',
		default: 'fail',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The message lists the records' },
			{ name: 'Update All', value: 'all' },
			{ name: 'Update the First', value: 'first', description: 'The one with the lowest ID, as a rule the oldest' },
		],
	},
	(value): SeveralMatches => oneOf(value, ['fail', 'all', 'first'], 'If Several Records Match'),
);

export const versionNumber = option(
	'versionNumber',
	{
		displayName: 'Version Number',
		name: 'versionNumber',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description:
			'The version of the record as you read it: nothing is changed if someone else was faster. For entity types with optimistic concurrency control.',
	},
	(value) => wholeNumber(value, 'Version Number', 0),
	true,
);

const IN_FLIGHT = 'Requests in Flight';

/** @param usual what happens without the option */
export const requestsInFlight = (usual: string) =>
	option(
		'requestsInFlight',
		{
			displayName: IN_FLIGHT,
			name: 'requestsInFlight',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 16 },
			default: 4,
			description: `How many requests may be under way at once. ${usual}.`,
		},
		(value) => Math.min(wholeNumber(value, IN_FLIGHT, 1) ?? 0, 16) || undefined,
	);
