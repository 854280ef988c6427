import { isOn } from '../../../shared/parameters/entered/isOn';
import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { parameter } from '../../../shared/parameters/reading/Parameter';

/** How many rows: a limit, or undefined for all. */
export const returnAll = parameter(
	'limit',
	[
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
	],
	(reader) => {
		if (isOn(reader.resolved('returnAll'), 'Return All')) return undefined;
		return wholeNumber(reader.resolved('limit'), 'Limit', 1) ?? 50;
	},
);
