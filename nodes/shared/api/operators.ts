/** What an operator takes. */
type Takes = 'nothing' | 'one' | 'list' | 'two' | 'days';

/** How its value is entered; text when absent. */
type Editor = 'options' | 'record';

export interface Operator {
	name: string;
	/** As it is saved in workflows. */
	value: string;
	/** EspoCRM's name for it (api.md 3.2), where it is another one. */
	type: string;
	takes: Takes;
	editor?: Editor;
	/** A person who says "is not" means empty rows too; EspoCRM's own operator leaves them out (api.md 3.2). */
	orEmpty?: 'isNull' | 'isNotLinked';
	/** It is about days, so a date-time needs to be known as such, and the time zone (api.md 3.2). */
	calendar?: boolean;
	/** Valid where a workflow has it or it is typed, but not offered: another operator does the same with a list of records. */
	unlisted?: boolean;
}

const plain = (name: string, value: string, takes: Takes = 'one'): Operator => ({ name, value, type: value, takes });
const calendar = (name: string, value: string, takes: Takes = 'nothing'): Operator => ({ ...plain(name, value, takes), calendar: true });
const ofOptions = (name: string, value: string, type: string): Operator => ({ name, value, type, takes: 'list', editor: 'options' });
const ofRecords = (name: string, value: string, type: string): Operator => ({ name, value, type, takes: 'list', editor: 'record' });
const orNull = (operator: Operator): Operator => ({ ...operator, orEmpty: 'isNull' });
const unlisted = (operator: Operator): Operator => ({ ...operator, unlisted: true });
/** Of a link to one record EspoCRM leaves out the rows without one. */
const orNotLinked = (operator: Operator): Operator => ({ ...operator, orEmpty: 'isNotLinked' });

/** The operators of the filter builder, sorted by name. */
export const OPERATORS: readonly Operator[] = [
	plain('Contains', 'contains'),
	orNull(plain('Does Not Contain', 'notContains')),
	plain('Ends With', 'endsWith'),
	plain('Has All Of', 'arrayAllOf', 'list'),
	plain('Has Any Of', 'arrayAnyOf', 'list'),
	// EspoCRM looks for rows that have none of the values in a table of its own, so those with an empty list count.
	plain('Has None Of', 'arrayNoneOf', 'list'),
	ofOptions('Has All of the Options', 'hasAllOptions', 'arrayAllOf'),
	ofOptions('Has Any of the Options', 'hasAnyOption', 'arrayAnyOf'),
	ofOptions('Has None of the Options', 'hasNoOption', 'arrayNoneOf'),
	calendar('Is After', 'after', 'one'),
	calendar('Is After X Days', 'afterXDays', 'days'),
	calendar('Is Before', 'before', 'one'),
	plain('Is Between', 'between', 'two'),
	plain('Is Empty', 'isNull', 'nothing'),
	plain('Is Equal To', 'equals'),
	// A switch is never null (fields/bool.json: notNull), and those of e-mail addresses count null as false by themselves.
	plain('Is False', 'isFalse', 'nothing'),
	plain('Is Greater Than', 'greaterThan'),
	plain('Is Greater Than or Equal To', 'greaterThanOrEquals'),
	calendar('Is in Current Fiscal Quarter', 'currentFiscalQuarter'),
	calendar('Is in Current Fiscal Year', 'currentFiscalYear'),
	calendar('Is in Current Month', 'currentMonth'),
	calendar('Is in Current Quarter', 'currentQuarter'),
	calendar('Is in Current Year', 'currentYear'),
	calendar('Is in Last 7 Days', 'lastSevenDays'),
	calendar('Is in Last Fiscal Quarter', 'lastFiscalQuarter'),
	calendar('Is in Last Fiscal Year', 'lastFiscalYear'),
	calendar('Is in Last Month', 'lastMonth'),
	calendar('Is in Last Quarter', 'lastQuarter'),
	calendar('Is in Last X Days', 'lastXDays', 'days'),
	calendar('Is in Last Year', 'lastYear'),
	calendar('Is in Next Month', 'nextMonth'),
	calendar('Is in Next X Days', 'nextXDays', 'days'),
	calendar('Is in the Future', 'future'),
	calendar('Is in the Past', 'past'),
	plain('Is Less Than', 'lessThan'),
	plain('Is Less Than or Equal To', 'lessThanOrEquals'),
	plain('Is Linked', 'isLinked', 'nothing'),
	unlisted(plain('Is Linked With', 'linkedWith', 'list')),
	unlisted(plain('Is Linked With All Of', 'linkedWithAll', 'list')),
	ofRecords('Is Linked With All Records', 'isLinkedWithAllRecords', 'linkedWithAll'),
	ofRecords('Is Linked With Record', 'isLinkedWithRecord', 'linkedWith'),
	orNull(plain('Is None Of', 'notIn', 'list')),
	orNull(ofOptions('Is None of the Options', 'isNotOption', 'notIn')),
	orNull(ofRecords('Is None of the Records', 'isNotRecord', 'notIn')),
	plain('Is Not Empty', 'isNotNull', 'nothing'),
	orNull(plain('Is Not Equal To', 'notEquals')),
	plain('Is Not Linked', 'isNotLinked', 'nothing'),
	unlisted(orNotLinked(plain('Is Not Linked With', 'notLinkedWith', 'list'))),
	orNotLinked(ofRecords('Is Not Linked With Record', 'isNotLinkedWithRecord', 'notLinkedWith')),
	orNull(calendar('Is Not On', 'notOn', 'one')),
	calendar('Is Older Than X Days', 'olderThanXDays', 'days'),
	calendar('Is On', 'on', 'one'),
	plain('Is One Of', 'in', 'list'),
	ofOptions('Is One of the Options', 'isOption', 'in'),
	ofRecords('Is One of the Records', 'isRecord', 'in'),
	calendar('Is Today', 'today'),
	plain('Is True', 'isTrue', 'nothing'),
	ofRecords('Is User From Teams', 'isUserFromTeams', 'isUserFromTeams'),
	plain('Starts With', 'startsWith'),
].sort((a, b) => a.name.localeCompare(b.name));

/** Undefined for what is no operator. */
export function operatorOf(value: string): Operator | undefined {
	return OPERATORS.find((operator) => operator.value === value);
}

/** Names of the operators that meet a condition, e.g. those whose value is entered in a certain way. */
export function operatorsThat(matches: (operator: Operator) => boolean): string[] {
	return OPERATORS.filter(matches).map(({ value }) => value);
}
