import type { AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { isName, nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { meantNames } from '../../../shared/parameters/entered/meantNames';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import type { GivenValues } from './mappedFields';

export const CLEAR = 'Clear Field Names or IDs';

/**
 * EspoCRM ignores null for what it does not know or lets nobody write, without a word.
 * @param mapping what it offers for the entity type needs no look-up
 * @throws InvalidInput that names what can't be cleared
 */
export async function refuseUnclearable(
	reader: ParameterReader,
	entityType: string,
	cleared: string[],
	{ kinds, offered, needed, labels }: Pick<GivenValues, 'offered' | 'needed' | 'labels'> & { kinds: AttributeKinds },
): Promise<void> {
	if (!cleared.length) return;
	const flag = cleared.find((name) => kinds.get(name) === 'flag');
	if (flag) throw new InvalidInput(CLEAR, `“${flag}” in “${CLEAR}” can't be empty`, 'Set it to false in the fields instead.');
	const others = cleared.filter((name) => !offered.has(name));
	const writable = others.length ? await reader.metadata.writableAttributes(entityType) : [];
	const [wrong] = others.filter((name) => name === 'id' || !isName(name) || (writable.length > 0 && !writable.includes(name)));
	if (wrong === undefined) return refuseNeeded(cleared, new Set([...needed, ...(await reader.metadata.knownNeeded(entityType))]), labels);
	const meant = await meantNames(reader, entityType, wrong, writable);
	if (!meant.length) nameIdentifier(wrong, CLEAR);
	throw new InvalidInput(
		CLEAR,
		`“${wrong}” in “${CLEAR}” is not a writable field of ${entityType}`,
		meant.length ? `Its name is “${meant.join('” or “')}”.` : 'Choose from the list; EspoCRM sets the others itself.',
	);
}

function refuseNeeded(cleared: string[], needed: ReadonlySet<string>, labels: ReadonlyMap<string, string>): void {
	const name = cleared.find((attribute) => needed.has(attribute));
	if (name === undefined) return;
	throw new InvalidInput(
		CLEAR,
		`“${labels.get(name) ?? name}” is required and can't be cleared`,
		`Remove it from “${CLEAR}”, or enter another value for it.`,
	);
}
