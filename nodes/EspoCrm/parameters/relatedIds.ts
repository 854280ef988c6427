import { identifierList, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter } from '../../shared/operation/Parameter';
import { listedEntityType } from './listedEntityType';
import { locatorValue } from './locatorValue';
import { recordAddress, recordLocator } from './recordLocator';
import { refuseGaps } from './refuseGaps';

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
			'One record found by its name, or by ID or URL: one, several with commas between them, or an expression that gives a list. Items with the same record share one request.',
	},
	async (reader) => {
		const addressed = new Set<string>();
		const given = locatorValue(reader.get('relatedIds'));
		refuseGaps(given, NAME);
		const ids = identifierList(given, (item) => {
			const address = recordAddress(item);
			if (address) addressed.add(address.entityType);
			return recordIdentifier(address?.id ?? item, NAME);
		});
		if (!ids.length) throw new InvalidInput(NAME, `“${NAME}” is empty`, 'Choose a record from the list, or enter at least one ID.');
		if (addressed.size) refuseOthers(addressed, await listedEntityType(reader));
		return ids;
	},
);

/** @throws InvalidInput where an address is of another entity type than the link leads to */
function refuseOthers(addressed: ReadonlySet<string>, entityType: string): void {
	const other = [...addressed].find((type) => type !== entityType);
	if (other !== undefined) throw new InvalidInput(NAME, `The URL in “${NAME}” is of the type ${other}, but “Relationship” leads to ${entityType}`);
}
