import { identifierList, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter } from '../../shared/operation/Parameter';
import { locatorValue } from './locatorValue';
import { recordAddress, recordLocator } from './recordLocator';

const NAME = 'Related Records';

/** Records on the other side of the chosen link, as IDs. */
export const relatedIds = parameter(
	'relatedIds',
	{
		displayName: NAME,
		name: 'relatedIds',
		...recordLocator('searchRelatedRecords', ['entityType.value', 'link.value'], true),
		required: true,
		description:
			'One record found by its name, or by ID: one, several with commas between them, or an expression that gives a list. Items with the same record share one request.',
		hint: 'By ID you can enter several, with commas between them',
	},
	(reader) => {
		const ids = identifierList(locatorValue(reader.get('relatedIds')), (item) => recordIdentifier(recordAddress(item)?.id ?? item, NAME));
		if (!ids.length) throw new InvalidInput(NAME, `“${NAME}” is empty`, 'Choose a record from the list, or enter at least one ID.');
		return ids;
	},
);
