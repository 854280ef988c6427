import { identifierList, recordIdentifier } from '../../api/values/identifier';
import { locatorValue } from '../entered/locatorValue';
import { refuseGaps } from '../entered/refuseGaps';
import { recordAddress } from './recordLocator';

export interface GivenRecords {
	ids: string[];
	/** Of the addresses among them. */
	entityTypes: string[];
}

/**
 * Records as IDs, also out of addresses of the web interface: one, a list, or several with commas.
 * @param place what a message calls it
 * @throws InvalidInput also for a list that lacks one: the others alone would be another list
 */
export function givenRecords(raw: unknown, parameter: string, place?: string): GivenRecords {
	const given = locatorValue(raw) ?? [];
	refuseGaps(given, parameter, place);
	const entityTypes = new Set<string>();
	const ids = identifierList(given, (item) => {
		const address = recordAddress(item);
		if (address) entityTypes.add(address.entityType);
		return recordIdentifier(address?.id ?? item, parameter);
	});
	return { ids, entityTypes: [...entityTypes] };
}
