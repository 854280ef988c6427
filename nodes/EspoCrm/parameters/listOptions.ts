import { option } from './options';
import { wholeNumber } from './wholeNumber';

export const offset = option(
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
	true,
);
