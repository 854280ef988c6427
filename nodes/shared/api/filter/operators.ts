/** What an operator takes. */
type Takes = 'nothing' | 'one' | 'list' | 'two' | 'days';

/** How its value is entered; text when absent. */
export type Editor = 'number' | 'day' | 'moment' | 'options' | 'record';

export interface Operator {
	name: string;
	/** As it is saved in workflows. */
	value: string;
	/** EspoCRM's name for it (espocrm-api.md#conditions), where it is another one. */
	type: string;
	takes: Takes;
	editor?: Editor;
	/** A person who says "is not" means empty rows too; EspoCRM's own operator leaves them out (espocrm-api.md#empty-values-in-conditions). */
	orEmpty?: 'isNull' | 'isNotLinked';
	/** It is about days, so a date-time needs to be known as such, and the time zone (espocrm-api.md#conditions-on-dates). */
	calendar?: boolean;
	/** Valid where a workflow has it or it is typed, but not offered where the field is not known: another one does the same with text. */
	unlisted?: boolean;
}

const plain = (name: string, value: string, takes: Takes = 'one'): Operator => ({ name, value, type: value, takes });
const calendar = (name: string, value: string, takes: Takes = 'nothing'): Operator => ({ ...plain(name, value, takes), calendar: true });
const ofDay = (name: string, value: string): Operator => ({ ...calendar(name, value, 'one'), editor: 'day' });
const ofOptions = (name: string, value: string, type: string): Operator => ({ name, value, type, takes: 'list', editor: 'options' });
const ofRecords = (name: string, value: string, type: string): Operator => ({ name, value, type, takes: 'list', editor: 'record' });
const orNull = (operator: Operator): Operator => ({ ...operator, orEmpty: 'isNull' });
const unlisted = (operator: Operator): Operator => ({ ...operator, unlisted: true });
/** Of a link to one record EspoCRM leaves out the rows without one. */
const orNotLinked = (operator: Operator): Operator => ({ ...operator, orEmpty: 'isNotLinked' });
/** The same as another one, for one kind of field: an operator's value is all that can tell n8n which editor its row has. */
const ofKind = (editor: 'number' | 'day' | 'moment', name: string, value: string, type: string, takes: Takes = 'one'): Operator =>
	unlisted({ name, value, type, takes, editor, ...(editor === 'number' ? {} : { calendar: true }) });

/** The operators of the filter builder, in an order for reading. Their values stand in saved workflows and stay as they are. */
export const OPERATORS: readonly Operator[] = [
	plain('Is Equal To', 'equals'),
	orNull(plain('Is Not Equal To', 'notEquals')),
	plain('Is One Of', 'in', 'list'),
	orNull(plain('Is None Of', 'notIn', 'list')),
	plain('Contains', 'contains'),
	orNull(plain('Does Not Contain', 'notContains')),
	plain('Starts With', 'startsWith'),
	plain('Ends With', 'endsWith'),
	plain('Is Greater Than', 'greaterThan'),
	plain('Is Greater Than or Equal To', 'greaterThanOrEquals'),
	plain('Is Less Than', 'lessThan'),
	plain('Is Less Than or Equal To', 'lessThanOrEquals'),
	plain('Is Between', 'between', 'two'),

	ofKind('number', 'Is Equal To', 'numberEquals', 'equals'),
	orNull(ofKind('number', 'Is Not Equal To', 'numberNotEquals', 'notEquals')),
	ofKind('number', 'Is Greater Than', 'numberGreaterThan', 'greaterThan'),
	ofKind('number', 'Is Greater Than or Equal To', 'numberGreaterThanOrEquals', 'greaterThanOrEquals'),
	ofKind('number', 'Is Less Than', 'numberLessThan', 'lessThan'),
	ofKind('number', 'Is Less Than or Equal To', 'numberLessThanOrEquals', 'lessThanOrEquals'),
	ofKind('number', 'Is Between', 'numberBetween', 'between', 'two'),

	ofDay('Is On', 'on'),
	orNull(ofDay('Is Not On', 'notOn')),
	ofDay('Is Before', 'before'),
	ofDay('Is After', 'after'),
	ofKind('day', 'Is Between', 'dayBetween', 'between', 'two'),
	ofKind('moment', 'Is Before Date and Time', 'momentBefore', 'before'),
	ofKind('moment', 'Is After Date and Time', 'momentAfter', 'after'),
	ofKind('moment', 'Is Between Dates and Times', 'momentBetween', 'between', 'two'),
	calendar('Is Today', 'today'),
	calendar('Is in the Past', 'past'),
	calendar('Is in the Future', 'future'),
	calendar('Is in Last 7 Days', 'lastSevenDays'),
	calendar('Is in Last X Days', 'lastXDays', 'days'),
	calendar('Is in Next X Days', 'nextXDays', 'days'),
	calendar('Is Older Than X Days', 'olderThanXDays', 'days'),
	calendar('Is After X Days', 'afterXDays', 'days'),
	calendar('Is in Last Month', 'lastMonth'),
	calendar('Is in Current Month', 'currentMonth'),
	calendar('Is in Next Month', 'nextMonth'),
	calendar('Is in Last Quarter', 'lastQuarter'),
	calendar('Is in Current Quarter', 'currentQuarter'),
	calendar('Is in Last Year', 'lastYear'),
	calendar('Is in Current Year', 'currentYear'),
	calendar('Is in Last Fiscal Quarter', 'lastFiscalQuarter'),
	calendar('Is in Current Fiscal Quarter', 'currentFiscalQuarter'),
	calendar('Is in Last Fiscal Year', 'lastFiscalYear'),
	calendar('Is in Current Fiscal Year', 'currentFiscalYear'),

	// A switch is never null (fields/bool.json: notNull), and those of e-mail addresses count null as false by themselves.
	plain('Is True', 'isTrue', 'nothing'),
	plain('Is False', 'isFalse', 'nothing'),

	ofOptions('Is One of the Options', 'isOption', 'in'),
	orNull(ofOptions('Is None of the Options', 'isNotOption', 'notIn')),
	ofOptions('Has Any of the Options', 'hasAnyOption', 'arrayAnyOf'),
	ofOptions('Has All of the Options', 'hasAllOptions', 'arrayAllOf'),
	ofOptions('Has None of the Options', 'hasNoOption', 'arrayNoneOf'),
	plain('Has Any Of', 'arrayAnyOf', 'list'),
	plain('Has All Of', 'arrayAllOf', 'list'),
	// EspoCRM looks for rows that have none of the values in a table of its own, so those with an empty list count.
	plain('Has None Of', 'arrayNoneOf', 'list'),

	ofRecords('Is One of the Records', 'isRecord', 'in'),
	orNull(ofRecords('Is None of the Records', 'isNotRecord', 'notIn')),
	ofRecords('Is User From Teams', 'isUserFromTeams', 'isUserFromTeams'),
	ofRecords('Is Linked With Record', 'isLinkedWithRecord', 'linkedWith'),
	orNotLinked(ofRecords('Is Not Linked With Record', 'isNotLinkedWithRecord', 'notLinkedWith')),
	ofRecords('Is Linked With All Records', 'isLinkedWithAllRecords', 'linkedWithAll'),
	unlisted(plain('Is Linked With', 'linkedWith', 'list')),
	unlisted(orNotLinked(plain('Is Not Linked With', 'notLinkedWith', 'list'))),
	unlisted(plain('Is Linked With All Of', 'linkedWithAll', 'list')),
	plain('Is Linked', 'isLinked', 'nothing'),
	plain('Is Not Linked', 'isNotLinked', 'nothing'),

	plain('Is Empty', 'isNull', 'nothing'),
	plain('Is Not Empty', 'isNotNull', 'nothing'),
];

/** Undefined for what is no operator. */
export function operatorOf(value: string): Operator | undefined {
	return OPERATORS.find((operator) => operator.value === value);
}

/** Names of the operators that meet a condition, e.g. those whose value is entered in a certain way. */
export function operatorsThat(matches: (operator: Operator) => boolean): string[] {
	return OPERATORS.filter(matches).map(({ value }) => value);
}
