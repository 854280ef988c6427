import { isOn } from '../../../shared/parameters/entered/isOn';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { narrowingOption, option, options } from '../../../shared/parameters/shown/options';

const dryRun = narrowingOption(
	'dryRun',
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to only count the records, and to change nothing',
	},
	(value) => isOn(value, 'Dry Run'),
);

const result = option(
	'result',
	{
		displayName: 'Result',
		name: 'result',
		type: 'options',
		default: 'summary',
		options: [
			{ name: 'One Item', value: 'summary', description: 'How many records there were, how many were changed, and which were not' },
			{ name: 'One Item per Record', value: 'records', description: 'The ID of each, and whether it was changed' },
		],
		description: 'What to output',
	},
	(value) => oneOf(value, ['summary', 'records'], 'Result'),
);

const background = option(
	'background',
	{
		displayName: 'Run in Background',
		name: 'background',
		type: 'boolean',
		default: false,
		description:
			'Whether to let EspoCRM do it in a job, for many thousand records. Its scheduled jobs (cron) begin it within a minute, and the node waits for it.',
	},
	(value) => isOn(value, 'Run in Background'),
);

const waitMinutes = option(
	'waitMinutes',
	{
		displayName: 'Wait at Most (Minutes)',
		name: 'waitMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'How long to wait for a job in the background, which goes on after that',
	},
	(value) => wholeNumber(value, 'Wait at Most (Minutes)', 1) ?? 60,
);

/** The options of what does the same to many records. */
export const manyOptions = options([background, dryRun, result, waitMinutes]);
