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

const NUMERIC: AttributeKind[] = ['integer', 'number', 'decimal'];
const TEXTS: AttributeKind[] = ['text', 'enum', 'id'];
const LISTS: AttributeKind[] = ['list', 'idList'];
const DATES: AttributeKind[] = ['date', 'dateTime', 'dateTimeOptional'];

/** All values for a field of a kind. */
export function valuesFor(kind: AttributeKind): WrittenValue[] {
	const odd = ODD_VALUES.filter(({ name }) => !(DATES.includes(kind) && /^a Date/.test(name))).map(
		({ name, js, plain, is }): WrittenValue => ({
			name,
			js,
			mayRefuse: true,
			right: is === 'nothing' ? nothing(kind, name) : is === 'never' ? neverOf(kind, plain) : formsFor(kind, plain),
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

function formsFor(kind: AttributeKind, plain: unknown): string[] {
	const asText = String(plain);
	const scalar = typeof plain !== 'object';
	const both = [JSON.stringify(plain), JSON.stringify(asText)];
	if (kind === 'json') return both;
	// It keeps any JSON, and a number needs no look at the kind.
	if (kind === 'object' && /^\d+$/.test(asText)) return both;
	if (TEXTS.includes(kind))
		return scalar && (kind !== 'id' || /^[A-Za-z0-9_-]+$/.test(asText)) && !(kind === 'id' && typeof plain === 'boolean') ? both : [];
	if (NUMERIC.includes(kind))
		return scalar && typeof plain !== 'boolean' && /^\d+(\.\d+)?$/.test(asText) && !(kind === 'integer' && asText.includes('.'))
			? both
			: [];
	if (kind === 'boolean' || kind === 'flag') return plain === true ? ['true'] : [];
	if (LISTS.includes(kind))
		return Array.isArray(plain)
			? [JSON.stringify(plain), JSON.stringify(plain.map(String))]
			: [JSON.stringify([plain]), JSON.stringify([asText])];
	return [];
}
