import type { AttributeKind } from '../values/fieldTypes';
import { operatorOf, operatorsThat, type Operator } from './operators';

/** The operators that are as it says; an editor that is undefined is the one for text. */
const those = (wanted: Partial<Operator>) => {
	const properties = Object.entries(wanted) as Array<[keyof Operator, unknown]>;
	return operatorsThat((operator) => properties.every(([property, value]) => operator[property] === value));
};

const EMPTY = those({ asks: 'emptiness' });
const EQUAL = those({ asks: 'equality', takes: 'one', editor: undefined });
const AMONG = those({ asks: 'equality', takes: 'list', editor: undefined });
const ORDER = those({ asks: 'order', editor: undefined });
const TEXT = [...EQUAL, ...AMONG, ...those({ asks: 'part' }), ...EMPTY];
const NUMBER = [...those({ editor: 'number' }), ...AMONG, ...EMPTY];
/** Its digits may be more than a number has, so it stays text. */
const DECIMAL = [...EQUAL, ...ORDER, ...AMONG, ...EMPTY];
const MOMENT = [...those({ calendar: true }), ...EMPTY];
const DAY = MOMENT.filter((value) => operatorOf(value)?.editor !== 'moment');
const FLAG = those({ asks: 'flag' });
const LIST = [...those({ asks: 'entries', editor: undefined }), ...EMPTY];
const RECORDS = those({ asks: 'equality', editor: 'record' });

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
	id: [...RECORDS, ...EQUAL, ...EMPTY],
	list: LIST,
	object: EMPTY,
};

/** The operators that are offered for a kind of attribute, the usual ones first; undefined where the kind does not tell. */
export function operatorsOfKind(kind: AttributeKind | undefined): string[] | undefined {
	return kind && BY_KIND[kind];
}

/** Instead of those of the kind, where the options are known. */
export const WITH_OPTIONS: Partial<Record<AttributeKind, string[]>> = {
	enum: [...those({ asks: 'equality', editor: 'options' }), ...EQUAL, ...EMPTY],
	list: [...those({ asks: 'entries', editor: 'options' }), ...EMPTY],
};
export const OF_USERS = [...RECORDS, ...those({ asks: 'team' }), ...EQUAL, ...EMPTY];
export const OF_ID = [...RECORDS, ...EQUAL, ...AMONG, ...ORDER];
export const OF_FILE = [...EQUAL, ...EMPTY];
/** Of a linked record, whose type only the other entity type knows. */
export const OF_FOREIGN = [...TEXT, ...ORDER];

const LINKED = those({ asks: 'link', takes: 'nothing' });
const TO_SEVERAL = [...those({ asks: 'link', editor: 'record' }), ...LINKED];
const TO_ONE = TO_SEVERAL.filter((value) => value !== 'isLinkedWithAllRecords');

/** What EspoCRM can ask of which kind of link (ItemGeneralConverter); the others end in a 400 or a bare 500. */
export const BY_LINK: Partial<Record<string, string[]>> = {
	hasMany: TO_SEVERAL,
	manyMany: TO_SEVERAL,
	hasOne: TO_ONE,
	belongsTo: TO_ONE,
	hasChildren: LINKED,
};
