import { listedEntityType } from '../../../shared/parameters/entered/listedEntityType';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { locatedIds } from '../../../shared/parameters/shown/locatedIds';
import { recordsLocator } from '../../../shared/parameters/shown/recordLocator';

const NAME = 'Related Records';

/** Records on the other side of the chosen link, as IDs. */
export const relatedIds = parameter(
	'relatedIds',
	{
		displayName: NAME,
		name: 'relatedIds',
		...recordsLocator('searchRelatedRecords', ['entityType.value', 'link.value']),
		required: true,
		description: 'From the list: one record. By ID or URL: one, several separated by commas, or an expression that gives a list.',
	},
	async (reader) => await locatedIds(reader.get('relatedIds'), NAME, async () => [await listedEntityType(reader), '“Relation” leads to']),
);
