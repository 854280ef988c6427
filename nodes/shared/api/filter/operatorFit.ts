import type { AttributeKind, AttributeKinds } from '../values/fieldTypes';
import { DATE_TIMES, NUMBERS, SWITCHES, TEXTS } from './comparedValue';
import { OPERATORS, type Editor } from './operators';

type Kinds = Array<string | undefined>;

export const DATES: Kinds = ['date', ...DATE_TIMES];
const WORDS: Kinds = ['text', 'enum'];
/** Those that EspoCRM can't compare: it answers with a bare 500. */
const NOT_COMPARED: Kinds = ['idList', 'object'];
/** Kinds that say what can be asked; JSON can be anything. */
const CERTAIN: Kinds = [...NUMBERS, ...TEXTS, ...SWITCHES, ...DATES, ...NOT_COMPARED];

export const EQUALITY = ['equals', 'notEquals', 'in', 'notIn'];
export const ORDERS = ['greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between'];
export const PARTS = ['contains', 'notContains', 'startsWith', 'endsWith', 'like', 'notLike'];
export const EMPTINESS = ['isNull', 'isNotNull'];
export const FLAGS = ['isTrue', 'isFalse'];
export const ON_LISTS = ['arrayAnyOf', 'arrayAllOf', 'arrayNoneOf', 'arrayIsEmpty', 'arrayIsNotEmpty'];
/** Those that are about days wherever they stand; `between` is about numbers too. */
export const CALENDAR = [...new Set(OPERATORS.map(({ type }) => type))].filter((type) => OPERATORS.every((operator) => operator.type !== type || operator.calendar));
const ON_LINKS = ['linkedWith', 'notLinkedWith', 'linkedWithAll', 'isLinked', 'isNotLinked'];

/** What each type of condition can be asked of (measured on 7.5 and 10.0: of other kinds it finds all records, or none); the others, of every kind. */
const FITS: Array<{ types: string[]; kinds: Kinds }> = [
	{ types: EQUALITY, kinds: CERTAIN.filter((kind) => kind !== 'list' && !NOT_COMPARED.includes(kind)) },
	{ types: ORDERS, kinds: [...WORDS, ...NUMBERS, ...DATES] },
	{ types: PARTS, kinds: WORDS },
	{ types: FLAGS, kinds: SWITCHES },
	{ types: EMPTINESS, kinds: CERTAIN.filter((kind) => kind !== 'idList') },
	{ types: ON_LISTS, kinds: ['list'] },
	{ types: CALENDAR, kinds: DATES },
	{ types: ON_LINKS, kinds: [] },
	{ types: ['isUserFromTeams'], kinds: ['id'] },
];

/** What can be chosen from a list fits only these; numbers, days and moments are read by the kind of the field. */
const OF_EDITOR: Partial<Record<Editor, Kinds>> = {
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
	// IDs stand in an order, which is how long lists are read.
	if (attribute === 'id' && ORDERS.includes(type)) return true;
	const kinds = FITS.find(({ types }) => types.includes(type))?.kinds;
	return (!kinds || kinds.includes(kind)) && (!editor || (OF_EDITOR[editor] ?? CERTAIN).includes(kind));
}
