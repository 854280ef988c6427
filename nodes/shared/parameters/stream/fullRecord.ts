import { isOn } from '../entered/isOn';
import { narrowingOption } from '../shown/options';

export const fullRecord = narrowingOption(
	'fullRecord',
	{
		displayName: 'Fetch Full Record',
		name: 'fullRecord',
		type: 'boolean',
		default: false,
		description: 'Whether to add the record that the event is about, as it is now. It is null if the record is deleted or not accessible.',
	},
	(value) => isOn(value, 'Fetch Full Record'),
);
