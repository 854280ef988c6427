import { InvalidInput } from '../../api/values/InvalidInput';

/**
 * For addresses of records, whose ID alone would count as one of the entity type that is meant.
 * @param addressed the entity types of the addresses
 * @param entityType the one that is meant; undefined where any can be
 * @param target says in the message what is of that type, e.g. “the link leads to”
 * @throws InvalidInput
 */
export function refuseOtherType(addressed: readonly string[], entityType: string | undefined, parameter: string, target: string): void {
	const other = entityType === undefined ? undefined : addressed.find((type) => type !== entityType);
	if (other !== undefined)
		throw new InvalidInput(parameter, `The URL in “${parameter}” leads to a record of the type ${other}, but ${target} ${entityType}`);
}
