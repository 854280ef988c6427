import { SOURCES } from '../../../shared/api/actions/mergeRecords';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { readEntityType } from '../../../shared/parameters/record/entityType';
import { locatedIds } from '../../../shared/parameters/shown/locatedIds';
import { recordsLocator } from '../../../shared/parameters/shown/recordLocator';

const VALUES = 'Values';

/** The records that become part of another one, by their IDs, each once. */
export const mergedRecords = parameter(
	'sourceIds',
	{
		displayName: SOURCES,
		name: 'sourceIds',
		...recordsLocator('searchMergedRecords', ['entityType.value', 'recordId.value']),
		required: true,
		description:
			'They are deleted after what belongs to them has gone to the record. From the list: one record. By ID or URL: one, several separated by commas, or an expression that gives a list.',
	},
	async (reader) => [...new Set(await locatedIds(reader.get('sourceIds'), SOURCES, () => [readEntityType(reader), '“Entity Type” is']))],
);

/** The IDs without that of the record itself, which before 10.0 would be deleted. @throws InvalidInput where none is left */
export function otherThan(id: string, sourceIds: string[]): string[] {
	const others = sourceIds.filter((source) => source !== id);
	if (others.length) return others;
	throw new InvalidInput(SOURCES, `“${SOURCES}” holds only the record itself`, 'Choose another record.');
}

/** Where the values of a merged record come from. */
export const mergedValues = parameter(
	'mergedValues',
	{
		displayName: VALUES,
		name: 'mergedValues',
		type: 'options',
		noDataExpression: true,
		default: 'fill',
		options: [
			{ name: 'Of the Record, Filled From the Others', value: 'fill', description: 'What is empty in the record is taken from the others' },
			{ name: 'Of the Record Only', value: 'record' },
			{ name: 'Of the Record, With Those Below', value: 'fields', description: 'The fields below get these values; the rest stays' },
		],
		description: 'Which values the record has afterwards. E-mail addresses, phone numbers and links of all are always kept.',
	},
	(reader) => chosenOf(reader.get('mergedValues'), ['fill', 'record', 'fields'], VALUES),
);
