/** Types of conditions by what they take (espocrm-api.md#conditions). What is in none of these lists, the server judges. */

/** They put conditions together. */
export const GROUPS = ['and', 'or'];

/** They take a number of days. */
export const COUNT_DAYS = ['lastXDays', 'nextXDays', 'olderThanXDays', 'afterXDays'];

/** They take one value, or a list where EspoCRM takes one for “any of”. */
export const TAKE_ONE = [
	'equals',
	'notEquals',
	'like',
	'notLike',
	'contains',
	'notContains',
	'startsWith',
	'endsWith',
	'greaterThan',
	'greaterThanOrEquals',
	'lessThan',
	'lessThanOrEquals',
	'after',
	'before',
	'on',
	'notOn',
	...COUNT_DAYS,
];

export const TAKE_SEVERAL = [
	'in',
	'notIn',
	'between',
	'linkedWith',
	'notLinkedWith',
	'linkedWithAll',
	'arrayAnyOf',
	'arrayNoneOf',
	'arrayAllOf',
	'isUserFromTeams',
	'inCategory',
];

/** They are about the record as a whole. */
export const WITHOUT_ATTRIBUTE = ['textFilter', 'primary', 'bool'];

/** Every text contains the empty one. */
export const PARTS_OF_TEXT = ['contains', 'startsWith', 'endsWith', 'like'];
