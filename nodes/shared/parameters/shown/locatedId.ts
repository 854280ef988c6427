import { recordIdentifier } from '../../api/values/identifier';
import { locatorValue } from '../entered/locatorValue';
import { refuseOtherType } from '../entered/refuseOtherType';
import { recordAddress } from './recordLocator';

/**
 * The ID that a locator holds, also out of an address of the web interface.
 * @param meant gives the entity type that it must be of, asked only for an address, and what the message says of it
 * @throws InvalidInput when that address is of another entity type
 */
export function locatedId(raw: unknown, label: string, meant: () => [entityType: string, target: string]): string {
	const value = locatorValue(raw);
	const address = recordAddress(value);
	if (!address) return recordIdentifier(value, label);
	const [entityType, target] = meant();
	refuseOtherType([address.entityType], entityType, label, target);
	return recordIdentifier(address.id, label);
}
