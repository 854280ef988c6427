import type { AttributeKind } from '../values/fieldTypes';
import { ORDERS } from './operatorFit';
import { operatorOf, operatorsThat } from './operators';

const EMPTY = ['isNull', 'isNotNull'];
const EQUAL = ['equals', 'notEquals'];
const TEXT = [...EQUAL, 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'endsWith', ...EMPTY];
const NUMBER = [...operatorsThat(({ editor }) => editor === 'number'), 'in', 'notIn', ...EMPTY];
/** Its digits may be more than a number has, so it stays text. */
const DECIMAL = [...EQUAL, ...ORDERS, 'in', 'notIn', ...EMPTY];
const MOMENT = [...operatorsThat(({ calendar }) => calendar === true), ...EMPTY];
const DAY = MOMENT.filter((value) => operatorOf(value)?.editor !== 'moment');
const FLAG = ['isTrue', 'isFalse'];
const LIST = ['arrayAnyOf', 'arrayAllOf', 'arrayNoneOf', ...EMPTY];
const RECORD = ['isRecord', 'isNotRecord', ...EQUAL, ...EMPTY];

/** Instead of those of the kind, where the options are known. */
export const WITH_OPTIONS: Partial<Record<AttributeKind, string[]>> = {
	enum: ['isOption', 'isNotOption', ...EQUAL, ...EMPTY],
	list: ['hasAnyOption', 'hasAllOptions', 'hasNoOption', ...EMPTY],
};
export const OF_USERS = ['isRecord', 'isNotRecord', 'isUserFromTeams', ...EQUAL, ...EMPTY];
export const OF_ID = ['isRecord', 'isNotRecord', ...EQUAL, 'in', 'notIn', ...ORDERS];
export const OF_FILE = [...EQUAL, ...EMPTY];
/** Of a linked record, whose type only the other entity type knows. */
export const OF_FOREIGN = [...TEXT, ...ORDERS];

const BY_KIND: Partial<Record<AttributeKind, string[]>> = {
	text: TEXT,
	enum: TEXT,
	integer: NUMBER,
	number: NUMBER,
	decimal: DECIMAL,
	boolean: FLAG,
	flag: FLAG,
	date: DAY,
	dateTime: MOMENT,
	dateTimeOptional: MOMENT,
	id: RECORD,
	list: LIST,
	object: EMPTY,
};

/** The operators that are offered for a kind of attribute, the usual ones first; undefined where the kind does not tell. */
export function operatorsOfKind(kind: AttributeKind | undefined): string[] | undefined {
	return kind && BY_KIND[kind];
}
