import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { wholeNumber } from '../../../shared/parameters/entered/wholeNumber';
import { filters } from '../../../shared/parameters/filters/filters';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { readEntityType } from '../../../shared/parameters/record/entityType';
import { locatedIds } from '../../../shared/parameters/shown/locatedIds';
import { recordsLocator } from '../../../shared/parameters/shown/recordLocator';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';

const WHICH = 'Which Records';
const RECORDS = 'Records';
export const MOST = 'Most Records';

const whichRecords = parameter(
	'whichRecords',
	{
		displayName: WHICH,
		name: 'whichRecords',
		type: 'options',
		noDataExpression: true,
		default: 'ids',
		options: [
			{ name: 'All of the Entity Type', value: 'all', description: 'All that the authenticated user may read' },
			{ name: 'All That Match a Filter', value: 'filter', description: 'The records that the filters find' },
			{
				name: 'By Name or ID',
				value: 'ids',
				description: 'The records that you enter. Items with the same change are put together, up to 200 records in one request.',
			},
		],
		description: 'How to choose the records',
	},
	(reader) => chosenOf(reader.get('whichRecords'), ['ids', 'filter', 'all'], WHICH),
);

const recordIds = parameter(
	'recordIds',
	{
		displayName: RECORDS,
		name: 'recordIds',
		...recordsLocator('searchRecords', ['entityType.value']),
		required: true,
		description: 'From the list: one record. By ID or URL: one, several separated by commas, or an expression that gives a list.',
	},
	async (reader) => [...new Set(await locatedIds(reader.get('recordIds'), RECORDS, () => [readEntityType(reader), '“Entity Type” is']))],
);

const mostRecords = parameter(
	'mostRecords',
	{
		displayName: MOST,
		name: 'mostRecords',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1000,
		placeholder: 'e.g. 50',
		description: 'If more records match, nothing is changed and the node fails',
	},
	(reader) => wholeNumber(reader.resolved('mostRecords'), MOST, 1) ?? 1000,
);

/** Which records a change is for. */
export const changedRecords = [
	whichRecords,
	shownWhen('whichRecords', ['ids'], recordIds),
	shownWhen('whichRecords', ['filter'], filters),
	shownWhen('whichRecords', ['filter', 'all'], mostRecords),
] as const;
