import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { narrowingOption } from '../../../shared/parameters/shown/options';

const ATTACH_TO = 'Attach To';

/** Whether a file goes to a record at once. */
export const attachTo = parameter(
	'attachTo',
	{
		displayName: ATTACH_TO,
		name: 'attachTo',
		type: 'options',
		noDataExpression: true,
		default: 'record',
		options: [
			{ name: 'Record', value: 'record', description: 'A record that is there already' },
			{
				name: 'Nothing Yet',
				value: 'nothing',
				description: 'Gives the ID of the file, for the field of a record that is created or updated later',
			},
		],
		description: 'Where the file goes',
	},
	(reader) => chosenOf(reader.get('attachTo'), ['record', 'nothing'], ATTACH_TO),
);

export const replaceFiles = narrowingOption(
	'replaceFiles',
	{
		displayName: 'Replace Files in Field',
		name: 'replaceFiles',
		type: 'boolean',
		default: false,
		// A record that is written later has no files yet.
		displayOptions: { show: { '/attachTo': ['record'] } },
		description: 'Whether to take out the files that the field has already. A field for one file always loses the one that it has.',
	},
	(value) => isOn(value, 'Replace Files in Field'),
);
