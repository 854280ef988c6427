import { identifierList, recordIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import { refuseGaps } from './refuseGaps';

/** IDs of records, of which there must be one: a list, or text with commas. @param hint what to do where there is none @throws InvalidInput */
export function requiredIds(given: unknown, label: string, hint = 'Enter at least one ID.'): string[] {
	refuseGaps(given, label);
	const ids = identifierList(given, (id) => recordIdentifier(id, label));
	if (!ids.length) throw new InvalidInput(label, `“${label}” is empty`, hint);
	return ids;
}
