import { InvalidInput } from '../../api/values/InvalidInput';
import { refuseOtherType } from '../entered/refuseOtherType';
import { givenRecords } from './givenRecords';

/**
 * The IDs that a locator for several records holds, of which there must be one, also out of addresses of the web interface.
 * @param meant gives the entity type that they must be of, asked only for an address, and what the message says of it
 * @throws InvalidInput also for an address of another entity type
 */
export async function locatedIds(
	raw: unknown,
	label: string,
	meant: () => [entityType: string, target: string] | Promise<[entityType: string, target: string]>,
): Promise<string[]> {
	const { ids, entityTypes } = givenRecords(raw, label);
	if (!ids.length) throw new InvalidInput(label, `“${label}” is empty`, 'Choose a record from the list, or enter at least one ID.');
	if (entityTypes.length) {
		const [entityType, target] = await meant();
		refuseOtherType(entityTypes, entityType, label, target);
	}
	return ids;
}
