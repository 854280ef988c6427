import type { INodePropertyOptions } from 'n8n-workflow';

import type { OnDuplicate } from '../../../shared/api/records/createRecord';
import type { SeveralMatches } from '../../../shared/api/records/matchingRecords';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { narrowingOption, option } from '../../../shared/parameters/shown/options';

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

const DUPLICATE_CHOICES: Array<INodePropertyOptions & { value: OnDuplicate }> = [
	{ name: 'Fail', value: 'fail', description: 'The error message lists the existing records' },
	{ name: 'Return Existing', value: 'return', description: 'Outputs the existing records, unchanged' },
	{ name: 'Skip', value: 'skip', description: 'Outputs nothing for the item' },
	{ name: 'Update Existing', value: 'update', description: 'Updates the existing record; fails if there are several' },
];

const onDuplicateAs = (choices: typeof DUPLICATE_CHOICES) =>
	option(
		'onDuplicate',
		{
			displayName: 'If a Duplicate Exists',
			name: 'onDuplicate',
			type: 'options',
			default: 'fail',
			options: choices,
			description: "What to do when EspoCRM's own duplicate check finds records like the new one",
		},
		(value) =>
			oneOf(
				value,
				choices.map((choice) => choice.value),
				'If a Duplicate Exists',
			),
	);

export const onDuplicate = onDuplicateAs(DUPLICATE_CHOICES);

/** Of a copy: what is like it is most often the record that was copied, which is not to be changed. */
export const onDuplicateOfCopy = onDuplicateAs(DUPLICATE_CHOICES.filter(({ value }) => value !== 'update'));

export const severalMatches = option(
	'severalMatches',
	{
		displayName: 'If Several Records Match',
		name: 'severalMatches',
		type: 'options',
		default: 'fail',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The error message lists the records' },
			{ name: 'Update All', value: 'all' },
			{ name: 'Update the First', value: 'first', description: 'The one with the lowest ID, usually the oldest' },
		],
		description: 'What to do when more than one record matches',
	},
	(value): SeveralMatches => oneOf(value, ['fail', 'all', 'first'], 'If Several Records Match'),
);

export const versionNumber = narrowingOption(
	'versionNumber',
	{
		displayName: 'Version Number',
		name: 'versionNumber',
		// A number would need a default, which would be sent when the option is added and not filled in.
		type: 'string',
		default: '',
		placeholder: 'e.g. 3',
		description:
			'The version number that you read with the record. If it has changed since, nothing is updated; leave empty for no check. Only for entity types with optimistic concurrency control.',
	},
	(value) => wholeNumber(value, 'Version Number', 0),
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
			description: `How many requests may run at once. ${usual}.`,
		},
		(value) => Math.min(wholeNumber(value, IN_FLIGHT, 1) ?? 0, 16) || undefined,
	);
