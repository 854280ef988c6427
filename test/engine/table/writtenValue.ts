import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import { DATE_FORMS } from './dateForms';
import { ODD_VALUES } from './OddValue';

/** A value for a field of a kind, and what is right to send for it. */
export interface WrittenValue {
	name: string;
	js: string;
	/** Values that may be sent, as JSON; `LEFT` where the field may be left alone. */
	right: string[];
	/** Whether it may be refused by name. */
	mayRefuse: boolean;
}

export const LEFT = 'left alone';

const LISTS: AttributeKind[] = ['list', 'idList'];
const DATES: AttributeKind[] = ['date', 'dateTime', 'dateTimeOptional'];

/** A value in both of its JSON forms. */
const both = (plain: unknown) => [JSON.stringify(plain), JSON.stringify(String(plain))];
const bothIf = (isRight: (plain: unknown) => boolean) => (plain: unknown) => (isRight(plain) ? both(plain) : []);
const isScalar = (plain: unknown) => typeof plain !== 'object';
/** Whether its text is of a form; `true` is neither a number nor an ID. */
const isLike = (form: RegExp) => (plain: unknown) => isScalar(plain) && typeof plain !== 'boolean' && form.test(String(plain));
const numeric = bothIf(isLike(/^\d+(\.\d+)?$/));
const onlyTrue = (plain: unknown) => (plain === true ? ['true'] : []);
const none = () => [];
const asList = (plain: unknown) =>
	Array.isArray(plain)
		? [JSON.stringify(plain), JSON.stringify(plain.map(String))]
		: [JSON.stringify([plain]), JSON.stringify([String(plain)])];

/** What may be sent for a value that a field of the kind may hold. */
const FORMS: Record<AttributeKind, (plain: unknown) => string[]> = {
	text: bothIf(isScalar),
	enum: bothIf(isScalar),
	id: bothIf(isLike(/^[A-Za-z0-9_-]+$/)),
	integer: bothIf(isLike(/^\d+$/)),
	number: numeric,
	decimal: numeric,
	boolean: onlyTrue,
	flag: onlyTrue,
	date: none,
	dateTime: none,
	dateTimeOptional: none,
	list: asList,
	idList: asList,
	// It keeps any JSON, and a number needs no look at the kind.
	object: bothIf((plain) => /^\d+$/.test(String(plain))),
	json: both,
};

/** All values for a field of a kind. */
export function valuesFor(kind: AttributeKind): WrittenValue[] {
	const odd = ODD_VALUES.filter(({ name }) => !(DATES.includes(kind) && /^a Date/.test(name))).map(
		({ name, js, plain, is }): WrittenValue => ({
			name,
			js,
			mayRefuse: true,
			right: is === 'nothing' ? nothing(kind, name) : is === 'never' ? neverOf(kind, plain) : FORMS[kind](plain),
		}),
	);
	return DATES.includes(kind) ? [...odd, ...datesFor(kind)] : odd;
}

function datesFor(kind: AttributeKind): WrittenValue[] {
	return DATE_FORMS.map(({ name, js, date, dateTime, mayRefuse = false }) => {
		const day = kind === 'dateTimeOptional' && date && /^ ?\d{4}-\d\d-\d\d ?$|toISODate/.test(name) ? [`day ${date}`] : [];
		const value = kind === 'date' ? date : dateTime;
		return {
			name,
			js,
			mayRefuse: value === undefined || mayRefuse,
			right: [...day, ...(value === undefined ? [] : [JSON.stringify(value)])],
		};
	});
}

/** Null clears where it is given in JSON. */
function nothing(kind: AttributeKind, name: string): string[] {
	if (name === 'null') return [LEFT, 'null', ...(kind === 'boolean' ? ['false'] : []), ...(kind === 'idList' ? ['[]'] : [])];
	if (name === '[]') return [LEFT, ...(LISTS.includes(kind) || kind === 'json' ? ['[]'] : []), ...(kind === 'object' ? ['{}', '[]'] : [])];
	if (name === '{}') return [LEFT, ...(kind === 'object' || kind === 'json' ? ['{}'] : [])];
	if (name === 'a list of nothing') return kind === 'json' ? ['[null]'] : [LEFT, '[]'];
	return [LEFT];
}

function neverOf(kind: AttributeKind, plain: unknown): string[] {
	if (kind === 'json' || (kind === 'object' && !Array.isArray(plain)))
		return plain === undefined || typeof plain === 'string' ? [] : [JSON.stringify(plain)];
	return [];
}
