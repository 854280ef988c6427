import type { AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { isName, nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { meantNames } from '../../../shared/parameters/entered/meantNames';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';

export const CLEAR = 'Clear Field Names or IDs';

/**
 * EspoCRM ignores null for what it does not know or lets nobody write, without a word.
 * @param offered the attributes that the field mapping offers for the entity type: those need no look-up
 * @throws InvalidInput that names what can't be cleared
 */
export async function refuseUnclearable(
	reader: ParameterReader,
	entityType: string,
	cleared: string[],
	{ kinds, offered }: { kinds: AttributeKinds; offered: ReadonlySet<string> },
): Promise<void> {
	const flag = cleared.find((name) => kinds.get(name) === 'flag');
	if (flag) throw new InvalidInput(CLEAR, `“${flag}” in “${CLEAR}” can't be empty`, 'Set it to false in the fields instead.');
	const others = cleared.filter((name) => !offered.has(name));
	const writable = others.length ? await reader.writableAttributes(entityType) : [];
	const [wrong] = others.filter((name) => name === 'id' || !isName(name) || (writable.length > 0 && !writable.includes(name)));
	if (wrong === undefined) return;
	const meant = await meantNames(reader, entityType, wrong, writable);
	if (!meant.length) nameIdentifier(wrong, CLEAR);
	throw new InvalidInput(
		CLEAR,
		`“${wrong}” in “${CLEAR}” is no field of ${entityType} that can be written`,
		meant.length ? `Its name is “${meant.join('” or “')}”.` : 'Choose from the list; EspoCRM sets the others by itself.',
	);
}
