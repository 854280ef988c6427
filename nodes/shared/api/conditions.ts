import type { AttributeKinds } from './attributeValues';
import { isIsoDateTime, toEspoDate, toEspoDateTime } from './dateTime';
import type { AttributeKind } from './fieldTypes';
import { InvalidInput } from './InvalidInput';
import type { Json } from './Json';
import type { WhereItem } from './where';

/** A condition of the filter builder. */
export interface Condition {
	attribute: string;
	operator: string;
	value?: Json;
}

type Takes = 'nothing' | 'one' | 'list' | 'two' | 'days';

interface Operator {
	name: string;
	value: string;
	takes: Takes;
	/** A person who says "is not" means empty rows too; EspoCRM's own operator leaves them out (api.md 3.2). */
	orEmpty?: boolean;
	/** On a date-time it needs to know that it is one, and the time zone (api.md 3.2). */
	calendar?: boolean;
}

const plain = (name: string, value: string, takes: Takes = 'one'): Operator => ({ name, value, takes });
const calendar = (name: string, value: string, takes: Takes = 'nothing'): Operator => ({ name, value, takes, calendar: true });

/** The operators of the filter builder, sorted by name. */
export const OPERATORS: readonly Operator[] = [
	plain('Contains', 'contains'),
	{ ...plain('Does Not Contain', 'notContains'), orEmpty: true },
	plain('Ends With', 'endsWith'),
	plain('Has All Of', 'arrayAllOf', 'list'),
	plain('Has Any Of', 'arrayAnyOf', 'list'),
	plain('Has None Of', 'arrayNoneOf', 'list'),
	calendar('Is After', 'after', 'one'),
	calendar('Is Before', 'before', 'one'),
	plain('Is Between', 'between', 'two'),
	plain('Is Empty', 'isNull', 'nothing'),
	plain('Is Equal To', 'equals'),
	plain('Is False', 'isFalse', 'nothing'),
	plain('Is Greater Than', 'greaterThan'),
	plain('Is Greater Than or Equal To', 'greaterThanOrEquals'),
	calendar('Is in Current Month', 'currentMonth'),
	calendar('Is in Current Quarter', 'currentQuarter'),
	calendar('Is in Current Year', 'currentYear'),
	calendar('Is in Last 7 Days', 'lastSevenDays'),
	calendar('Is in Last Month', 'lastMonth'),
	calendar('Is in Last X Days', 'lastXDays', 'days'),
	calendar('Is in Next X Days', 'nextXDays', 'days'),
	calendar('Is in the Future', 'future'),
	calendar('Is in the Past', 'past'),
	plain('Is Less Than', 'lessThan'),
	plain('Is Less Than or Equal To', 'lessThanOrEquals'),
	plain('Is Linked', 'isLinked', 'nothing'),
	plain('Is Linked With', 'linkedWith', 'list'),
	plain('Is Not Empty', 'isNotNull', 'nothing'),
	{ ...plain('Is Not Equal To', 'notEquals'), orEmpty: true },
	plain('Is Not Linked', 'isNotLinked', 'nothing'),
	plain('Is Not Linked With', 'notLinkedWith', 'list'),
	calendar('Is Older Than X Days', 'olderThanXDays', 'days'),
	calendar('Is On', 'on', 'one'),
	plain('Is One Of', 'in', 'list'),
	{ ...plain('Is None Of', 'notIn', 'list'), orEmpty: true },
	calendar('Is Today', 'today'),
	plain('Is True', 'isTrue', 'nothing'),
	plain('Starts With', 'startsWith'),
].sort((a, b) => a.name.localeCompare(b.name));

/** Whether the condition means something else for a date, a date-time or a list, so that the attribute's type has to be looked up. */
export function dependsOnKind({ operator, value }: Condition): boolean {
	const given = Array.isArray(value) ? value : String(value ?? '').split(',');
	if (given.some((item) => typeof item === 'string' && isIsoDateTime(item))) return true;
	return OPERATORS.some((known) => known.value === operator && (known.calendar === true || EMPTY_LIST[operator] !== undefined));
}

/** Lists are never null (api.md 9.4), they have operators of their own. */
const EMPTY_LIST: Record<string, string> = { isNull: 'arrayIsEmpty', isNotNull: 'arrayIsNotEmpty' };

/**
 * Conditions of the filter builder in EspoCRM's form. A condition without attribute is left out.
 * @throws InvalidInput for a value that does not fit the operator
 */
export function whereOf(conditions: Condition[], any: boolean, kinds: AttributeKinds, zone: string, parameter: string): WhereItem[] {
	const items = conditions.filter(({ attribute }) => attribute).map((condition) => itemOf(condition, kinds, zone, parameter));
	return any && items.length > 1 ? [{ type: 'or', value: items }] : items;
}

function itemOf({ attribute, operator, value }: Condition, kinds: AttributeKinds, zone: string, parameter: string): WhereItem {
	const known = OPERATORS.find((candidate) => candidate.value === operator);
	if (!known) throw new InvalidInput(parameter, `“${operator}” in “${parameter}” is not an operator of the filter`);
	const kind = kinds.get(attribute);
	const isDateTime = kind === 'dateTime' || kind === 'dateTimeOptional';
	const convert = (text: string) => moment(text, known, kind, zone);
	const type = kind === 'list' ? (EMPTY_LIST[operator] ?? operator) : operator;
	const item: WhereItem = { type, attribute, ...valueOf(known, value ?? '', convert, `“${attribute}” in “${parameter}”`, parameter) };
	if (known.calendar && isDateTime && !isMoment(item.value)) Object.assign(item, { dateTime: true, timeZone: zone });
	return known.orEmpty ? { type: 'or', value: [item, { type: 'isNull', attribute }] } : item;
}

function valueOf({ name, takes }: Operator, value: Json, convert: (text: string) => string, place: string, parameter: string): { value?: Json } {
	const wrong = (what: string) => new InvalidInput(parameter, `${place}: “${name}” needs ${what}`);
	switch (takes) {
		case 'nothing':
			return {};
		case 'one':
			if (value === '' || typeof value === 'object') throw wrong('a value');
			// The database would cut it off at the comma.
			if (/^\s*[+-]?\d{1,3}(,\d{3})+(\.\d+)?\s*$/.test(String(value))) throw wrong('a number without commas, e.g. 20000');
			return { value: typeof value === 'string' ? convert(value) : value };
		case 'days':
			if (!/^\d+$/.test(String(value).trim())) throw wrong('a number of days');
			return { value: Number(value) };
		default: {
			const list = (Array.isArray(value) ? value : String(value).split(',')).map((item) => (typeof item === 'string' ? convert(item.trim()) : item));
			const given = list.filter((item) => item !== '');
			if (!given.length || (takes === 'two' && given.length !== 2))
				throw wrong(takes === 'two' ? 'two values with a comma between them' : 'at least one value');
			return { value: given };
		}
	}
}

/** A date-time as EspoCRM compares it: the day where only days count, else the moment in UTC. */
function moment(text: string, { value: operator }: Operator, kind: AttributeKind | undefined, zone: string): string {
	if (operator === 'on' || operator === 'notOn' || kind === 'date') return toEspoDate(text, zone) ?? text;
	return isIsoDateTime(text) ? (toEspoDateTime(text, zone) ?? text) : text;
}

/** A full date-time is compared as it is: in UTC. */
function isMoment(value: Json | undefined): boolean {
	return typeof value === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(value);
}
