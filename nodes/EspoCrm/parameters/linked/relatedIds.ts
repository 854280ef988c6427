import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { listedEntityType } from '../../../shared/parameters/entered/listedEntityType';
import { refuseOtherType } from '../../../shared/parameters/entered/refuseOtherType';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { givenRecords } from '../../../shared/parameters/shown/givenRecords';
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
	async (reader) => {
		const { ids, entityTypes } = givenRecords(reader.get('relatedIds'), NAME);
		if (!ids.length) throw new InvalidInput(NAME, `“${NAME}” is empty`, 'Choose a record from the list, or enter at least one ID.');
		if (entityTypes.length) refuseOtherType(entityTypes, await listedEntityType(reader), NAME, '“Relation” leads to');
		return ids;
	},
);
