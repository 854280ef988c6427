import { conditionType, type ConditionType, type Takes } from '../request/conditionTypes';

/** How a value is entered; text when absent. */
export type Editor = 'number' | 'day' | 'moment' | 'options' | 'record';

/** What a person can choose: a type of condition, with an editor for its value. */
interface Choice {
	name: string;
	/** The type of condition that it makes, where that has another name than the value that is saved. */
	type?: string;
	editor?: Editor;
	/** Valid where a workflow has it or it is typed, but not offered where the field is not known: another one does the same with text. */
	unlisted?: boolean;
	/** What other systems call it. */
	aka?: string[];
}

/**
 * The operators of the filter builder by the value that saved workflows have, which stays as it is, in an order for reading. That several make the
 * same condition is due to n8n: an operator's value is all that can tell it which editor a row has.
 */
const CHOICES: Readonly<Record<string, Choice>> = {
	equals: { name: 'Is Equal To', aka: ['=', '==', 'eq', 'is'] },
	notEquals: { name: 'Is Not Equal To', aka: ['!=', '<>', 'ne', 'neq'] },
	in: { name: 'Is One Of' },
	notIn: { name: 'Is None Of' },
	contains: { name: 'Contains', aka: ['like', 'includes'] },
	notContains: { name: 'Does Not Contain' },
	startsWith: { name: 'Starts With' },
	endsWith: { name: 'Ends With' },
	greaterThan: { name: 'Is Greater Than', aka: ['>', 'gt'] },
	greaterThanOrEquals: { name: 'Is Greater Than or Equal To', aka: ['>=', 'gte'] },
	lessThan: { name: 'Is Less Than', aka: ['<', 'lt'] },
	lessThanOrEquals: { name: 'Is Less Than or Equal To', aka: ['<=', 'lte'] },
	between: { name: 'Is Between' },

	numberEquals: { name: 'Is Equal To', type: 'equals', editor: 'number', unlisted: true },
	numberNotEquals: { name: 'Is Not Equal To', type: 'notEquals', editor: 'number', unlisted: true },
	numberGreaterThan: { name: 'Is Greater Than', type: 'greaterThan', editor: 'number', unlisted: true },
	numberGreaterThanOrEquals: { name: 'Is Greater Than or Equal To', type: 'greaterThanOrEquals', editor: 'number', unlisted: true },
	numberLessThan: { name: 'Is Less Than', type: 'lessThan', editor: 'number', unlisted: true },
	numberLessThanOrEquals: { name: 'Is Less Than or Equal To', type: 'lessThanOrEquals', editor: 'number', unlisted: true },
	numberBetween: { name: 'Is Between', type: 'between', editor: 'number', unlisted: true },

	on: { name: 'Is On', editor: 'day' },
	notOn: { name: 'Is Not On', editor: 'day' },
	before: { name: 'Is Before', editor: 'day' },
	after: { name: 'Is After', editor: 'day' },
	dayBetween: { name: 'Is Between', type: 'between', editor: 'day', unlisted: true },
	momentBefore: { name: 'Is Before Date and Time', type: 'before', editor: 'moment', unlisted: true },
	momentAfter: { name: 'Is After Date and Time', type: 'after', editor: 'moment', unlisted: true },
	momentBetween: { name: 'Is Between Dates and Times', type: 'between', editor: 'moment', unlisted: true },
	today: { name: 'Is Today' },
	past: { name: 'Is in the Past' },
	future: { name: 'Is in the Future' },
	lastSevenDays: { name: 'Is in Last 7 Days' },
	lastXDays: { name: 'Is in Last X Days' },
	nextXDays: { name: 'Is in Next X Days' },
	olderThanXDays: { name: 'Is Older Than X Days' },
	afterXDays: { name: 'Is After X Days' },
	lastMonth: { name: 'Is in Last Month' },
	currentMonth: { name: 'Is in Current Month' },
	nextMonth: { name: 'Is in Next Month' },
	lastQuarter: { name: 'Is in Last Quarter' },
	currentQuarter: { name: 'Is in Current Quarter' },
	lastYear: { name: 'Is in Last Year' },
	currentYear: { name: 'Is in Current Year' },
	lastFiscalQuarter: { name: 'Is in Last Fiscal Quarter' },
	currentFiscalQuarter: { name: 'Is in Current Fiscal Quarter' },
	lastFiscalYear: { name: 'Is in Last Fiscal Year' },
	currentFiscalYear: { name: 'Is in Current Fiscal Year' },

	isTrue: { name: 'Is True' },
	isFalse: { name: 'Is False' },

	isOption: { name: 'Is One of the Options', type: 'in', editor: 'options' },
	isNotOption: { name: 'Is None of the Options', type: 'notIn', editor: 'options' },
	hasAnyOption: { name: 'Has Any of the Options', type: 'arrayAnyOf', editor: 'options' },
	hasAllOptions: { name: 'Has All of the Options', type: 'arrayAllOf', editor: 'options' },
	hasNoOption: { name: 'Has None of the Options', type: 'arrayNoneOf', editor: 'options' },
	arrayAnyOf: { name: 'Has Any Of' },
	arrayAllOf: { name: 'Has All Of' },
	arrayNoneOf: { name: 'Has None Of' },

	isRecord: { name: 'Is One of the Records', type: 'in', editor: 'record' },
	isNotRecord: { name: 'Is None of the Records', type: 'notIn', editor: 'record' },
	isUserFromTeams: { name: 'Is User From Teams', editor: 'record' },
	isLinkedWithRecord: { name: 'Is Linked With Record', type: 'linkedWith', editor: 'record' },
	isNotLinkedWithRecord: { name: 'Is Not Linked With Record', type: 'notLinkedWith', editor: 'record' },
	isLinkedWithAllRecords: { name: 'Is Linked With All Records', type: 'linkedWithAll', editor: 'record' },
	linkedWith: { name: 'Is Linked With', unlisted: true },
	notLinkedWith: { name: 'Is Not Linked With', unlisted: true },
	linkedWithAll: { name: 'Is Linked With All Of', unlisted: true },
	isLinked: { name: 'Is Linked' },
	isNotLinked: { name: 'Is Not Linked' },

	isNull: { name: 'Is Empty' },
	isNotNull: { name: 'Is Not Empty', aka: ['exists'] },
};

/** A choice, with what follows from its type. */
export interface Operator extends Choice, Pick<ConditionType, 'asks' | 'orEmpty'> {
	/** As it is saved in workflows. */
	value: string;
	type: string;
	takes: Takes;
	/** It is about days, so a date-time needs to be known as such, and the time zone (espocrm-api.md#conditions-on-dates). */
	calendar: boolean;
}

export const OPERATORS: readonly Operator[] = Object.entries(CHOICES).map(([value, choice]) => operatorFrom(value, choice));

function operatorFrom(value: string, choice: Choice): Operator {
	const { type = value, editor } = choice;
	const known = conditionType(type);
	if (!known) throw new TypeError(`The operator ${value} has no type`);
	const { asks, takes, orEmpty } = known;
	return { ...choice, value, type, asks, takes, orEmpty, calendar: asks === 'calendar' || editor === 'day' || editor === 'moment' };
}

/** Undefined for what is no operator. */
export function operatorOf(value: string): Operator | undefined {
	return OPERATORS.find((operator) => operator.value === value);
}

/** Names of the operators that meet a condition, e.g. those whose value is entered in a certain way. */
export function operatorsThat(matches: (operator: Operator) => boolean): string[] {
	return OPERATORS.filter(matches).map(({ value }) => value);
}
