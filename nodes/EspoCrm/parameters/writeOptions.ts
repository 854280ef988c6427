import { isOn } from './isOn';
import { option } from './options';
import { wholeNumber } from './wholeNumber';

export const skipDuplicateCheck = option(
	'skipDuplicateCheck',
	{
		displayName: 'Skip Duplicate Check',
		name: 'skipDuplicateCheck',
		type: 'boolean',
		default: false,
		description: 'Whether to create the record even if EspoCRM knows one like it',
	},
	(value) => isOn(value, 'Skip Duplicate Check'),
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
			'The version number of the record as you read it: nothing is changed if someone else was faster. EspoCRM checks it for entity types with optimistic concurrency control.',
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
			description: `How many requests may be under way at once. ${usual}.`,
		},
		(value) => Math.min(wholeNumber(value, IN_FLIGHT, 1) ?? 0, 16) || undefined,
	);
