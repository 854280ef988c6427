import { conditionType, type Asks } from '../request/conditionTypes';
import type { AttributeKind, AttributeKinds } from '../values/fieldTypes';
import { CERTAIN, DATES, NUMBERS, SINGLE, SWITCHES, WORDS, type Kinds } from './kindGroups';
import type { Editor } from './operators';

/**
 * What can be asked of attributes of which kind: of others EspoCRM finds all records, or none (measured on 7.5 and 10.0). Undefined for
 * what is not about the value of an attribute, which the server judges.
 */
const FITS: Record<Asks, Kinds | undefined> = {
	group: undefined,
	record: undefined,
	equality: SINGLE,
	order: [...WORDS, ...NUMBERS, ...DATES],
	part: WORDS,
	emptiness: CERTAIN.filter((kind) => kind !== 'idList'),
	flag: SWITCHES,
	entries: ['list'],
	calendar: DATES,
	// Of links alone, which are no attributes.
	link: [],
	team: ['id'],
	category: undefined,
};

/** What can be chosen from a list fits only these; numbers, days and moments are read by the kind of the field. */
const CAN_BE_ENTERED: Record<Editor, Kinds> = {
	number: CERTAIN,
	day: CERTAIN,
	moment: CERTAIN,
	options: [...WORDS, ...NUMBERS, 'list'],
	record: ['id'],
};

/** The kind of an attribute as far as it says what can be asked of it; undefined where EspoCRM has to judge. */
export function certainKind(attribute: string, kinds: AttributeKinds): AttributeKind | undefined {
	const kind = kinds.get(attribute) ?? (attribute === 'id' ? 'id' : undefined);
	return CERTAIN.includes(kind) ? kind : undefined;
}

/** Whether a type of condition can be asked of an attribute of a certain kind. @param editor that of the operator */
export function isFitting(type: string, attribute: string, kind: AttributeKind, editor?: Editor): boolean {
	const asks = conditionType(type)?.asks;
	// IDs stand in an order, which is how long lists are read.
	if (attribute === 'id' && asks === 'order') return true;
	const kinds = asks && FITS[asks];
	return (!kinds || kinds.includes(kind)) && (!editor || CAN_BE_ENTERED[editor].includes(kind));
}
