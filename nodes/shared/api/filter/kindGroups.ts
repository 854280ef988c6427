import type { AttributeKind } from '../values/fieldTypes';

/** Kinds of attributes that a condition treats alike; a kind can be unknown, which is in none of them. */
export type Kinds = ReadonlyArray<AttributeKind | undefined>;

export const NUMBERS: Kinds = ['integer', 'number', 'decimal'];
export const SWITCHES: Kinds = ['boolean', 'flag'];
export const DATE_TIMES: Kinds = ['dateTime', 'dateTimeOptional'];
export const DATES: Kinds = ['date', ...DATE_TIMES];
export const WORDS: Kinds = ['text', 'enum'];
/** A list is compared by its entries. */
export const TEXTS: Kinds = [...WORDS, 'id', 'list'];
/** EspoCRM can't compare them: it answers with a bare 500. */
const NOT_COMPARED: Kinds = ['idList', 'object'];
/** Each is one value, and EspoCRM can compare it. */
export const SINGLE: Kinds = [...NUMBERS, ...WORDS, 'id', ...SWITCHES, ...DATES];
/** They say what can be asked; JSON can be anything. */
export const CERTAIN: Kinds = [...SINGLE, 'list', ...NOT_COMPARED];
