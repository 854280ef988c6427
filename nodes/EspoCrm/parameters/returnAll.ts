import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter } from '../../shared/operation/Parameter';
import { wholeNumber } from './wholeNumber';

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
		const all = reader.get('returnAll');
		if (all === true || all === 'true') return undefined;
		if (all !== false && all !== 'false' && all !== '' && all !== undefined) throw new InvalidInput('Return All', '“Return All” must be true or false');
		return wholeNumber(reader.get('limit'), 'Limit', 1) ?? 50;
	},
);
