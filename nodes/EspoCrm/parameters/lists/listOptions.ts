import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { narrowingOption } from '../../../shared/parameters/shown/options';

export const offset = narrowingOption(
	'offset',
	{
		displayName: 'Offset',
		name: 'offset',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many results to skip',
	},
	(value) => wholeNumber(value, 'Offset', 0) || undefined,
);
