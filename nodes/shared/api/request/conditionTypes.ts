/** What a condition takes as its value: other conditions, nothing, one value, a number of days, a list, or the two ends of a range. */
export type Takes = 'conditions' | 'nothing' | 'one' | 'days' | 'list' | 'two';

/** What a condition asks. It decides of which attributes it can be asked, and how its value is read. */
export type Asks =
	/** Puts other conditions together. */
	| 'group'
	/** Is about the record as a whole, not about an attribute. */
	| 'record'
	| 'equality'
	| 'order'
	/** Looks for a part of a text. */
	| 'part'
	| 'emptiness'
	/** Looks at a switch. */
	| 'flag'
	/** Looks into a list. */
	| 'entries'
	/** Is about days wherever it stands; an order can be one of numbers too. */
	| 'calendar'
	| 'link'
	| 'team'
	| 'category';

/** One of EspoCRM's own types of conditions (espocrm-api.md#conditions). */
export interface ConditionType {
	asks: Asks;
	takes: Takes;
	/** EspoCRM takes a list and nothing else; elsewhere one value stands for a list of one, and a list means "any of". */
	onlyList?: boolean;
	/**
	 * It says "not". A person who says so means rows without a value too, while EspoCRM leaves them out; this condition finds them
	 * (espocrm-api.md#empty-values-in-conditions). Of a link to one record EspoCRM leaves out the rows without one.
	 */
	orEmpty?: 'isNull' | 'isNotLinked';
	/** The type that means the same with the value in a list. */
	ofList?: string;
	/** The type that asks the same of an attribute that is a list. */
	ofEntries?: string;
	/** EspoCRM takes it apart, and in an `or` each of its values for an alternative of its own (ItemGeneralConverter). */
	takenApart?: boolean;
}

/** What is not in this table, the server judges. */
export const CONDITION_TYPES: Readonly<Record<string, ConditionType>> = {
	and: { asks: 'group', takes: 'conditions' },
	or: { asks: 'group', takes: 'conditions' },

	equals: { asks: 'equality', takes: 'one', ofList: 'in' },
	notEquals: { asks: 'equality', takes: 'one', ofList: 'notIn', orEmpty: 'isNull' },
	in: { asks: 'equality', takes: 'list', onlyList: true },
	notIn: { asks: 'equality', takes: 'list', onlyList: true, orEmpty: 'isNull' },

	contains: { asks: 'part', takes: 'one' },
	notContains: { asks: 'part', takes: 'one', orEmpty: 'isNull' },
	startsWith: { asks: 'part', takes: 'one' },
	endsWith: { asks: 'part', takes: 'one' },
	like: { asks: 'part', takes: 'one' },
	notLike: { asks: 'part', takes: 'one', orEmpty: 'isNull' },

	greaterThan: { asks: 'order', takes: 'one' },
	greaterThanOrEquals: { asks: 'order', takes: 'one' },
	lessThan: { asks: 'order', takes: 'one' },
	lessThanOrEquals: { asks: 'order', takes: 'one' },
	between: { asks: 'order', takes: 'two', onlyList: true },

	on: { asks: 'calendar', takes: 'one' },
	notOn: { asks: 'calendar', takes: 'one', orEmpty: 'isNull' },
	before: { asks: 'calendar', takes: 'one' },
	after: { asks: 'calendar', takes: 'one' },
	today: { asks: 'calendar', takes: 'nothing' },
	past: { asks: 'calendar', takes: 'nothing' },
	future: { asks: 'calendar', takes: 'nothing' },
	lastSevenDays: { asks: 'calendar', takes: 'nothing' },
	lastXDays: { asks: 'calendar', takes: 'days' },
	nextXDays: { asks: 'calendar', takes: 'days' },
	olderThanXDays: { asks: 'calendar', takes: 'days' },
	afterXDays: { asks: 'calendar', takes: 'days' },
	lastMonth: { asks: 'calendar', takes: 'nothing' },
	currentMonth: { asks: 'calendar', takes: 'nothing' },
	nextMonth: { asks: 'calendar', takes: 'nothing' },
	lastQuarter: { asks: 'calendar', takes: 'nothing' },
	currentQuarter: { asks: 'calendar', takes: 'nothing' },
	lastYear: { asks: 'calendar', takes: 'nothing' },
	currentYear: { asks: 'calendar', takes: 'nothing' },
	lastFiscalQuarter: { asks: 'calendar', takes: 'nothing' },
	currentFiscalQuarter: { asks: 'calendar', takes: 'nothing' },
	lastFiscalYear: { asks: 'calendar', takes: 'nothing' },
	currentFiscalYear: { asks: 'calendar', takes: 'nothing' },

	// A switch is never null (fields/bool.json: notNull), and those of e-mail addresses count null as false by themselves.
	isTrue: { asks: 'flag', takes: 'nothing' },
	isFalse: { asks: 'flag', takes: 'nothing' },

	arrayAnyOf: { asks: 'entries', takes: 'list' },
	arrayAllOf: { asks: 'entries', takes: 'list', takenApart: true },
	// EspoCRM looks for rows that have none of the values in a table of its own, so those with an empty list count.
	arrayNoneOf: { asks: 'entries', takes: 'list' },
	arrayIsEmpty: { asks: 'entries', takes: 'nothing' },
	arrayIsNotEmpty: { asks: 'entries', takes: 'nothing' },

	linkedWith: { asks: 'link', takes: 'list' },
	notLinkedWith: { asks: 'link', takes: 'list', orEmpty: 'isNotLinked' },
	linkedWithAll: { asks: 'link', takes: 'list', takenApart: true },
	isLinked: { asks: 'link', takes: 'nothing' },
	isNotLinked: { asks: 'link', takes: 'nothing' },
	isUserFromTeams: { asks: 'team', takes: 'list' },
	inCategory: { asks: 'category', takes: 'list' },

	isNull: { asks: 'emptiness', takes: 'nothing', ofEntries: 'arrayIsEmpty' },
	isNotNull: { asks: 'emptiness', takes: 'nothing', ofEntries: 'arrayIsNotEmpty' },

	textFilter: { asks: 'record', takes: 'one' },
	primary: { asks: 'record', takes: 'one' },
	bool: { asks: 'record', takes: 'list' },
};

const BY_NAME = new Map(Object.entries(CONDITION_TYPES));

/** Undefined for a type that is not in the table. */
export function conditionType(type: string): ConditionType | undefined {
	return BY_NAME.get(type);
}

/** Whether a type of condition asks one of these. */
export function isAsking(type: string, ...asked: Asks[]): boolean {
	const asks = conditionType(type)?.asks;
	return asks !== undefined && asked.includes(asks);
}

/** Whether it puts conditions together. */
export function isGroup(type: string): boolean {
	return isAsking(type, 'group');
}
