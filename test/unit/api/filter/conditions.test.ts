import { whereOf, type Condition, type ConditionGroup } from '../../../../nodes/shared/api/filter/conditions';
import { isReversed, isTextEverywhere } from '../../../../nodes/shared/api/filter/comparedValue';
import { conditionDependsOnKind } from '../../../../nodes/shared/api/filter/kindMatters';
import { OPERATORS, operatorsThat } from '../../../../nodes/shared/api/filter/operators';
import type { WhereItem } from '../../../../nodes/shared/api/request/WhereItem';
import type { AttributeKind, AttributeKinds } from '../../../../nodes/shared/api/values/fieldTypes';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { EDITORS } from '../../../../nodes/shared/parameters/filters/conditionRow';
import type { Json } from '../../../../nodes/shared/api/values/Json';

const KINDS: Record<string, AttributeKind> = {
	createdAt: 'dateTime',
	dateStart: 'dateTimeOptional',
	closeDate: 'date',
	tags: 'list',
	website: 'text',
	industry: 'enum',
	amount: 'number',
	size: 'integer',
	density: 'decimal',
	accountId: 'id',
	accountName: 'text',
	teamsIds: 'idList',
	contactsIds: 'idList',
	isSealed: 'boolean',
	emailAddress: 'text',
	emailAddressData: 'json',
	emailAddressIsInvalid: 'flag',
};
const PERSON: Record<string, AttributeKind> = { name: 'text', salutationName: 'text', firstName: 'text', lastName: 'text' };
const ZONE = 'Europe/Paris';
/** Half past one at night in Paris, still the day before in UTC. */
const NOW = Date.parse('2026-03-14T23:30:00Z');
const where = (group: Partial<ConditionGroup>, kinds: Record<string, AttributeKind> = KINDS): WhereItem[] =>
	whereOf(
		{ any: false, conditions: [], ...group },
		{ kinds: new Map(Object.entries(kinds)) as AttributeKinds, zone: ZONE, now: NOW, parameter: 'Filters' },
	);
const built = (...conditions: Condition[]) => where({ conditions });
const one = (attribute: string, operator: string, value?: Condition['value']) => built({ attribute, operator, value });

const NOTHING = [
	'isNull',
	'isNotNull',
	'isTrue',
	'isFalse',
	'isLinked',
	'isNotLinked',
	'today',
	'past',
	'future',
	'lastSevenDays',
	'lastMonth',
	'currentMonth',
	'nextMonth',
	'lastQuarter',
	'currentQuarter',
	'lastYear',
	'currentYear',
	'lastFiscalYear',
	'currentFiscalYear',
	'lastFiscalQuarter',
	'currentFiscalQuarter',
];
const NUMBER = [
	'numberEquals',
	'numberNotEquals',
	'numberGreaterThan',
	'numberGreaterThanOrEquals',
	'numberLessThan',
	'numberLessThanOrEquals',
	'numberBetween',
];
const TIME = ['dayBetween', 'momentBefore', 'momentAfter', 'momentBetween'];
const ONE = [
	'equals',
	'notEquals',
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
];
/** What each becomes at EspoCRM (espocrm-api.md#conditions). */
const LIST: Record<string, string> = {
	in: 'in',
	notIn: 'notIn',
	arrayAnyOf: 'arrayAnyOf',
	arrayAllOf: 'arrayAllOf',
	arrayNoneOf: 'arrayNoneOf',
	linkedWith: 'linkedWith',
	notLinkedWith: 'notLinkedWith',
	linkedWithAll: 'linkedWithAll',
	isOption: 'in',
	isNotOption: 'notIn',
	hasAnyOption: 'arrayAnyOf',
	hasAllOptions: 'arrayAllOf',
	hasNoOption: 'arrayNoneOf',
	isRecord: 'in',
	isNotRecord: 'notIn',
	isLinkedWithRecord: 'linkedWith',
	isNotLinkedWithRecord: 'notLinkedWith',
	isLinkedWithAllRecords: 'linkedWithAll',
	isUserFromTeams: 'isUserFromTeams',
};
const DAYS = ['lastXDays', 'nextXDays', 'olderThanXDays', 'afterXDays'];
const OR_EMPTY: Record<string, string> = {
	notEquals: 'isNull',
	notIn: 'isNull',
	notContains: 'isNull',
	notOn: 'isNull',
	notLinkedWith: 'isNotLinked',
};

describe('the operators', () => {
	test('have values of their own, and one name only for what differs in its editor', () => {
		expect(OPERATORS.map(({ value }) => value).sort()).toEqual(
			[...NOTHING, ...ONE, ...NUMBER, ...TIME, ...Object.keys(LIST), ...DAYS, 'between'].sort(),
		);
		const names = OPERATORS.map(({ name, editor }) => `${name} ${editor}`);
		expect(names).toEqual([...new Set(names)]);
		const offered = OPERATORS.filter(({ unlisted }) => !unlisted).map(({ name }) => name);
		expect(offered).toEqual([...new Set(offered)]);
	});

	test('stand in an order with a meaning', () => {
		const names = operatorsThat(({ unlisted }) => !unlisted);
		for (const [first, second] of [
			['equals', 'notEquals'],
			['before', 'after'],
			['lastMonth', 'currentMonth'],
			['currentMonth', 'nextMonth'],
			['lastMonth', 'lastQuarter'],
			['lastQuarter', 'lastYear'],
			['isTrue', 'isFalse'],
			['isNull', 'isNotNull'],
		] as const)
			expect([first, names.indexOf(first) + 1 <= names.indexOf(second)]).toEqual([first, true]);
	});

	test('show the editor that their table says', () => {
		const shown = (regex: string) => operatorsThat(({ value }) => new RegExp(regex).test(value));
		expect(shown(EDITORS.noText)).toEqual(
			operatorsThat(({ takes, editor }) => takes === 'nothing' || takes === 'days' || editor !== undefined),
		);
		expect(shown(EDITORS.days)).toEqual(operatorsThat(({ takes }) => takes === 'days'));
		expect(shown(EDITORS.options)).toEqual(operatorsThat(({ editor }) => editor === 'options'));
		expect(shown(EDITORS.records)).toEqual(operatorsThat(({ editor }) => editor === 'record'));
		for (const [regex, until, kind] of [
			[EDITORS.number, EDITORS.untilNumber, 'number'],
			[EDITORS.day, EDITORS.untilDay, 'day'],
			[EDITORS.moment, EDITORS.untilMoment, 'moment'],
		] as const) {
			expect(shown(regex)).toEqual(operatorsThat(({ editor }) => editor === kind));
			expect(shown(until)).toEqual(operatorsThat(({ editor, takes }) => editor === kind && takes === 'two'));
		}
		expect(shown(EDITORS.untilText)).toEqual(operatorsThat(({ editor, takes }) => editor === undefined && takes === 'two'));
	});
});

/** What the editors of numbers, days and moments save; the text of older workflows and of expressions means the same. */
describe('an operator with an editor of its own is the one with text', () => {
	const numbers = {
		numberEquals: 'equals',
		numberNotEquals: 'notEquals',
		numberGreaterThan: 'greaterThan',
		numberGreaterThanOrEquals: 'greaterThanOrEquals',
		numberLessThan: 'lessThan',
		numberLessThanOrEquals: 'lessThanOrEquals',
	};
	test.each(Object.entries(numbers))('%s', (operator, text) => {
		for (const value of [0, 5, -1.5, '7']) expect(one('amount', operator, value)).toEqual(one('amount', text, value));
		expect(() => one('amount', operator, '')).toThrow('needs a value');
	});
	test('ranges', () => {
		expect(one('amount', 'numberBetween', [0, 5])).toEqual([{ type: 'between', attribute: 'amount', value: [0, 5] }]);
		expect(one('closeDate', 'dayBetween', ['2026-01-01', '2026-01-31'])).toEqual(one('closeDate', 'between', '2026-01-01, 2026-01-31'));
		expect(one('createdAt', 'dayBetween', ['2026-01-01', '2026-01-31'])).toEqual(one('createdAt', 'between', '2026-01-01, 2026-01-31'));
		expect(one('createdAt', 'momentBetween', ['2026-01-01T10:00:00', '2026-01-31T11:00:00'])).toEqual([
			{ type: 'between', attribute: 'createdAt', value: ['2026-01-01 09:00:00', '2026-01-31 10:00:00'] },
		]);
	});
	test('moments', () => {
		expect(one('createdAt', 'momentAfter', '2026-01-01T10:00:00')).toEqual([
			{ type: 'after', attribute: 'createdAt', value: '2026-01-01 09:00:00' },
		]);
		expect(one('createdAt', 'momentBefore', '2026-01-01T10:00:00')).toEqual([
			{ type: 'before', attribute: 'createdAt', value: '2026-01-01 09:00:00' },
		]);
	});
});

describe('an operator that does not fit the field is refused, because EspoCRM would give all rows or none', () => {
	test.each([
		['website', 'lastXDays', '7', 'text'],
		['industry', 'today', undefined, 'one of a list of options'],
		['amount', 'on', '2026-03-14', 'a number'],
		['isSealed', 'notOn', '2026-03-14', 'true or false'],
		['accountId', 'past', undefined, 'the ID of a record'],
		['website', 'isTrue', undefined, 'text'],
		['createdAt', 'isFalse', undefined, 'a date with time'],
		['tags', 'isFalse', undefined, 'a list'],
		['size', 'isFalse', undefined, 'a number'],
		['createdAt', 'isOption', ['Customer'], 'a date with time'],
		['isSealed', 'isOption', ['true'], 'true or false'],
		['industry', 'isRecord', ['1a'], 'one of a list of options'],
		['createdAt', 'contains', '2026', 'a date with time'],
		['amount', 'contains', '5', 'a number'],
		['accountId', 'startsWith', 'a', 'the ID of a record'],
		['accountId', 'greaterThan', '5', 'the ID of a record'],
		['tags', 'equals', 'A', 'a list'],
		['tags', 'contains', 'A', 'a list'],
		['website', 'arrayNoneOf', 'A', 'text'],
		['isSealed', 'greaterThan', '0', 'true or false'],
		['website', 'isLinked', undefined, 'text'],
		['id', 'today', undefined, 'the ID of a record'],
	])('%s %s', (attribute, operator, value, kind) => {
		expect(() => one(attribute, operator, value)).toThrow(new RegExp(`^“${attribute}” in “Filters” is ${kind}, so “.*” can't be used$`));
	});

	test.each([
		['isSealed', 'isTrue'],
		['emailAddressIsInvalid', 'isFalse'],
		['x', 'isTrue'],
		['x', 'today'],
		['contacts', 'isLinked'],
		['createdAt', 'today'],
		['closeDate', 'past'],
	])('%s %s is none of them', (attribute, operator) => expect(one(attribute, operator)).toHaveLength(1));

	const refusal = (attribute: string, operator: string, byValue = false) => {
		try {
			return whereOf(
				{ any: false, conditions: [{ attribute, operator, value: 'x' }] },
				{ kinds: new Map(Object.entries(KINDS)), zone: ZONE, now: NOW, parameter: 'Filters', byValue },
			);
		} catch (error) {
			const { message, hint } = error as InvalidInput;
			return { message, hint };
		}
	};
	test('the refusal says what fits, as it was chosen', () => {
		expect(refusal('createdAt', 'isTrue')).toEqual({
			message: "“createdAt” in “Filters” is a date with time, so “Is True” can't be used",
			hint: expect.stringMatching(
				/^Operators that fit: Is On, Is Not On, Is Before.*Is in Last X Days.*Is Empty, Is Not Empty and the like\.$/,
			) as string,
		});
		expect(refusal('tags', 'isOption', true)).toEqual({
			message: "“tags” in “Filters” is a list, so “isOption” can't be used",
			hint: 'Operators that fit: arrayAnyOf, arrayAllOf, arrayNoneOf, isNull, isNotNull.',
		});
	});
	test.each([
		['isEmpty', 'isNull'],
		['Is Not Empty', 'isNotNull'],
		['eq', 'equals'],
		['>=', 'greaterThanOrEquals'],
		['EQUALS', 'equals'],
		['=', 'equals'],
		[' == ', 'equals'],
		['is', 'equals'],
		['!=', 'notEquals'],
		['<>', 'notEquals'],
		['ne', 'notEquals'],
		['NEQ', 'notEquals'],
		['like', 'contains'],
		['includes', 'contains'],
		['>', 'greaterThan'],
		['gt', 'greaterThan'],
		['gte', 'greaterThanOrEquals'],
		['<', 'lessThan'],
		['lt', 'lessThan'],
		['<=', 'lessThanOrEquals'],
		['lte', 'lessThanOrEquals'],
		['exists', 'isNotNull'],
		['is one of', 'in'],
		['oneof', 'in'],
	])('%s is no operator, but %s is', (operator, meant) =>
		expect(refusal('website', operator)).toEqual({
			message: expect.stringContaining(`“${operator}” in “Filters” is not an operator`) as string,
			hint: `Did you mean “${meant}”? Operators that fit: equals, notEquals, in, notIn, contains, notContains, startsWith, endsWith, isNull, isNotNull.`,
		}),
	);
	test('of the ranges of a calendar only some are named', () => {
		const { hint } = refusal('closeDate', 'isTrue', true) as { hint: string };
		expect(hint).toMatch(/ today, past, future, .* currentMonth, /);
		expect(hint).not.toMatch(/lastMonth|Quarter|Year|lastSevenDays/);
	});
	test('what nobody could mean', () => {
		expect(refusal('tags', 'nosuch')).toMatchObject({
			hint: 'Operators that fit: arrayAnyOf, arrayAllOf, arrayNoneOf, isNull, isNotNull.',
		});
		expect(refusal('unknown', 'nosuch', true)).toMatchObject({
			hint:
				'Operators that fit: equals, notEquals, in, notIn, contains, startsWith, greaterThan, lessThan, between, isNull, isNotNull, ' +
				'isTrue, isFalse, on, before, after, today, lastXDays, arrayAnyOf, linkedWith, isLinked and the like.',
		});
	});
	test.each([
		['website', 'equals', ''],
		['website', 'equals', ['a']],
		['website', 'in', []],
		['website', 'in', ['a', null]],
		['closeDate', 'lastXDays', ''],
		['amount', 'between', '1'],
	])('%s %s %j: what to do is said', (attribute, operator, value) => {
		expect.assertions(1);
		try {
			one(attribute, operator, value);
		} catch (error) {
			expect((error as InvalidInput).hint).toMatch(/^(Enter|Give) /);
		}
	});
});

const expected = (type: string, value?: unknown) => {
	const item = value === undefined ? { type, attribute: 'x' } : { type, attribute: 'x', value };
	return OR_EMPTY[type] ? [{ type: 'or', value: [item, { type: OR_EMPTY[type], attribute: 'x' }] }] : [item];
};

describe('values, of an attribute whose kind is not known', () => {
	test.each(NOTHING)('%s takes none', (operator) => expect(one('x', operator, 'ignored')).toEqual(expected(operator)));

	test.each(ONE)('%s takes one', (operator) => {
		for (const value of ['a, b', 0, false, 5.5]) expect(one('x', operator, value)).toEqual(expected(operator, value));
		for (const value of ['', undefined, null, ['a'], { a: 1 }])
			expect(() => one('x', operator, value)).toThrow(/“x” in “Filters”.*needs a value/);
		expect(() => one('x', operator, '20,000')).toThrow(/without commas/);
	});

	test.each(Object.entries(LIST))('%s takes a list for %s', (operator, type) => {
		for (const value of ['a, b ,,c', ['a', ' b ', 'c']]) expect(one('x', operator, value)).toEqual(expected(type, ['a', 'b', 'c']));
		expect(one('x', operator, 5)).toEqual(expected(type, ['5']));
		for (const value of ['', ' , ', [], undefined]) expect(() => one('x', operator, value)).toThrow(/at least one value/);
	});

	test.each(DAYS)('%s takes a number of days', (operator) => {
		for (const value of ['7', ' 7 ', 7]) expect(one('x', operator, value)).toEqual(expected(operator, 7));
		for (const value of ['', 'seven', '-1', 1.5, undefined]) expect(() => one('x', operator, value)).toThrow(/number of days/);
	});

	test('between takes two', () => {
		for (const value of ['1, 9', ['1', '9']]) expect(one('x', 'between', value)).toEqual(expected('between', ['1', '9']));
		for (const value of ['1', '1,2,3', '', ['1', '']]) expect(() => one('x', 'between', value)).toThrow(/two values/);
	});

	test.each<[value: Json, list: Json[]]>([
		['["a", "b, c"]', ['a', 'b, c']],
		[' [1, "2"]', [1, '2']],
		['  []x', ['[]x']],
		['[oops', ['[oops']],
		['a, [b]', ['a', '[b]']],
		[['1,000'], ['1,000']],
	])('a list can be JSON text: %j', (value, list) => expect(one('x', 'in', value)).toEqual(expected('in', list)));
	test.each<[value: Json]>([[['a', ['b']]], [['a', { b: 1 }]]])('a list has plain values: not %j', (value) =>
		expect(() => one('x', 'in', value)).toThrow(/without empty values, objects or lists/),
	);

	test('an object is no list', () => {
		expect(() => one('x', 'in', { a: 1 })).toThrow(/needs values, not an object/);
		expect(() => one('x', 'in', null)).toThrow(/at least one value/);
	});

	test.each(['1,000', ' 1,000 ', '+1,000', '-1,000', '1,000.55', '1,000,000', '12,000'])(
		'%j is a number that is written for people',
		(value) => expect(() => one('x', 'equals', value)).toThrow(/without commas/),
	);
	test.each(['1,00', '1,0000', '1000,000', 'a1,000', 'a 1,000', '1,000 b', '1,000.', '1,000.5x', '1,000.x', '*1,000'])(
		'%j is text',
		(value) => expect(one('x', 'equals', value)).toEqual(expected('equals', value)),
	);

	test('an unknown operator is refused', () => expect(() => one('x', 'isEmpty', 1)).toThrow(InvalidInput));
	test('teams are those of the user that the link leads to', () =>
		expect(one('assignedIdeaId', 'isUserFromTeams', 'a')).toEqual([{ type: 'isUserFromTeams', attribute: 'assignedIdea', value: ['a'] }]));
});

const isNullOrEmpty = (attribute: string) => ({
	type: 'or',
	value: [
		{ type: 'isNull', attribute },
		{ type: 'equals', attribute, value: '' },
	],
});

describe('empty or not, by kind', () => {
	test.each<[attribute: string, empty: object[], notEmpty: object[]]>([
		['x', [{ type: 'isNull', attribute: 'x' }], [{ type: 'isNotNull', attribute: 'x' }]],
		[
			'website',
			[isNullOrEmpty('website')],
			[
				{ type: 'isNotNull', attribute: 'website' },
				{ type: 'notEquals', attribute: 'website', value: '' },
			],
		],
		[
			'industry',
			[isNullOrEmpty('industry')],
			[
				{ type: 'isNotNull', attribute: 'industry' },
				{ type: 'notEquals', attribute: 'industry', value: '' },
			],
		],
		// '' would be 0 there.
		['amount', [{ type: 'isNull', attribute: 'amount' }], [{ type: 'isNotNull', attribute: 'amount' }]],
		['closeDate', [{ type: 'isNull', attribute: 'closeDate' }], [{ type: 'isNotNull', attribute: 'closeDate' }]],
		['accountId', [{ type: 'isNull', attribute: 'accountId' }], [{ type: 'isNotNull', attribute: 'accountId' }]],
		['account', [{ type: 'isNull', attribute: 'accountId' }], [{ type: 'isNotNull', attribute: 'accountId' }]],
		['teams', [{ type: 'isNotLinked', attribute: 'teams' }], [{ type: 'isLinked', attribute: 'teams' }]],
		['teamsIds', [{ type: 'isNotLinked', attribute: 'teams' }], [{ type: 'isLinked', attribute: 'teams' }]],
		['tags', [{ type: 'arrayIsEmpty', attribute: 'tags' }], [{ type: 'arrayIsNotEmpty', attribute: 'tags' }]],
		['emailAddress', [{ type: 'isNull', attribute: 'emailAddress' }], [{ type: 'isNotNull', attribute: 'emailAddress' }]],
	])('%s', (attribute, empty, notEmpty) => {
		expect(one(attribute, 'isNull')).toEqual(empty);
		expect(one(attribute, 'isNotNull')).toEqual(notEmpty);
	});
});

describe('empty or not: what is not what it looks like', () => {
	const empty = (attribute: string, kinds: Record<string, AttributeKind>) =>
		where({ conditions: [{ attribute, operator: 'isNull' }] }, kinds);
	test.each<[attribute: string, kinds: Record<string, AttributeKind>]>([
		['code', { code: 'text', codeData: 'json' }],
		['code', { code: 'text', codeIsInvalid: 'flag' }],
		['account', { account: 'text', accountId: 'id' }],
		['teams', { teams: 'text', teamsIds: 'idList' }],
		['parentName', { parentName: 'text', parentId: 'id' }],
		['name', { name: 'text', firstName: 'text', lastName: 'text' }],
		['title', { ...PERSON, title: 'text' }],
	])('%s is text in %j', (attribute, kinds) => expect(empty(attribute, kinds)).toEqual([isNullOrEmpty(attribute)]));
	test('the name of a parent is asked of its ID', () => {
		expect(empty('parentName', { parentName: 'object', parentId: 'id' })).toEqual([{ type: 'isNull', attribute: 'parentId' }]);
		expect(empty('mainNameName', { mainNameName: 'object', mainNameId: 'id' })).toEqual([{ type: 'isNull', attribute: 'mainNameId' }]);
		expect(empty('parentName', { parentName: 'object' })).toEqual([{ type: 'isNull', attribute: 'parentName' }]);
	});
	test.each(['teamsIds', 'teamsNames', 'teamsColumns', 'teamsTypes'])('%s is asked of the link', (attribute) =>
		expect(empty(attribute, { [attribute]: 'idList' })).toEqual([{ type: 'isNotLinked', attribute: 'teams' }]),
	);
});

describe('text is looked for as it is', () => {
	const part = '50%_\\';
	test.each(['contains', 'notContains', 'startsWith', 'endsWith'])('%s escapes what stands for other text', (operator) => {
		expect(JSON.stringify(one('website', operator, part))).toContain(JSON.stringify({ value: '50\\%\\_\\\\' }).slice(1, -1));
		expect(JSON.stringify(one('x', operator, 5))).toContain('"value":5');
	});
	test.each(['equals', 'greaterThan'])('%s compares the whole', (operator) =>
		expect(one('website', operator, part)).toEqual([{ type: operator, attribute: 'website', value: part }]),
	);
});

describe('values of a kind', () => {
	test.each<[attribute: string, operator: string, value: Condition['value'], item: object]>([
		['isSealed', 'equals', '1', { type: 'isTrue' }],
		['isSealed', 'equals', '0', { type: 'isFalse' }],
		['accountId', 'equals', 5, { type: 'equals', value: '5' }],
		['website', 'equals', true, { type: 'equals', value: 'true' }],
		['tags', 'arrayAnyOf', [5], { type: 'arrayAnyOf', value: ['5'] }],
		['x', 'equals', 5, { type: 'equals', value: 5 }],
	])('%s %s %j', (attribute, operator, value, item) => expect(one(attribute, operator, value)).toEqual([{ attribute, ...item }]));

	test.each<[operator: string, value: Condition['value'], item: object]>([
		['equals', true, { type: 'equals', value: true }],
		['lastXDays', 7, { type: 'lastXDays', value: 7 }],
		['greaterThan', '2026-11-23T10:00:00+01:00', { type: 'greaterThan', value: '2026-11-23 09:00:00' }],
	])('of a linked record: %s %j', (operator, value, item) =>
		expect(where({ conditions: [{ attribute: 'of', operator, value }] }, { of: 'json' })).toEqual([{ attribute: 'of', ...item }]),
	);
});

describe('a range that ends before it begins is refused', () => {
	test.each([
		['amount', '9, 1'],
		['amount', '10, 9'],
		['x', '9, 1'],
		['x', '2026-11-24, 2026-11-23'],
		['closeDate', '2026-11-24, 2026-11-23'],
		['createdAt', '2026-11-24, 2026-11-23'],
		['createdAt', '2026-11-24T10:00:00Z, 2026-11-24T09:00:00Z'],
		['createdAt', '2026-11-24T10:00:00Z, 2026-11-23'],
	])('%s: %s', (attribute, value) => expect(() => one(attribute, 'between', value)).toThrow(/the range ends .* before it begins/));

	test.each([
		['amount', '5, 5'],
		['amount', '9, 10'],
		['closeDate', '2026-11-23, 2026-11-23'],
		['createdAt', '2026-11-23, 2026-11-23'],
		['createdAt', '2026-11-23T10:00:00Z, 2026-11-23'],
		['website', '9, 1'],
	])('%s: %s is none', (attribute, value) => expect(one(attribute, 'between', value)).toHaveLength(1));

	test.each<[from: Json, to: Json, reversed: boolean]>([
		[2, 1, true],
		[5, 5, false],
		['9', '10', false],
		['9', '', false],
		['2026-11-24', '2026-11-23', true],
		['2026-11-23', '2026-11-23', false],
		['2026-11-24 10:00:00', '2026-11-24', false],
		['Accounting', '2026-11-24', false],
		['2026-11-24', '1 thousand', false],
		['x2026-11-24', 'x2026-11-23', false],
		['2026-11-2x', '2026-11-1x', false],
		['b', 'a', false],
	])('%j to %j: %j', (from, to, reversed) => expect(isReversed(from, to)).toBe(reversed));
});

describe('numbers', () => {
	test.each(['amount', 'size', 'density'])('of %s are checked', (attribute) => {
		for (const value of ['5', '-0.5', ' 1e3 ', 5, '.5'])
			expect(one(attribute, 'greaterThan', value)).toEqual([{ type: 'greaterThan', attribute, value }]);
		for (const value of ['5 km', 'x', '1,5', '20,000', '1.2.3']) expect(() => one(attribute, 'equals', value)).toThrow(/is not a number/);
		expect(() => one(attribute, 'between', '1, x')).toThrow(/is not a number/);
		expect(() => one(attribute, 'in', '1, 2, x')).toThrow(/is not a number/);
	});
	test('text that looks like one is left alone', () =>
		expect(one('website', 'equals', '20,000')).toEqual([{ type: 'equals', attribute: 'website', value: '20,000' }]));
});

const zoned = { dateTime: true, timeZone: ZONE };
const orNull = (attribute: string, ...items: object[]) => ({ type: 'or', value: [...items, { type: 'isNull', attribute }] });

describe('date-times', () => {
	test.each<[operator: string, value: Condition['value'], item: object]>([
		['today', '', { type: 'today', ...zoned }],
		['lastXDays', '3', { type: 'lastXDays', value: 3, ...zoned }],
		['currentFiscalYear', '', { type: 'currentFiscalYear', ...zoned }],
		['on', '2026-11-23', { type: 'on', value: '2026-11-23', ...zoned }],
		['on', '2026-11-23T23:30:00Z', { type: 'on', value: '2026-11-24', ...zoned }],
		['equals', '2026-11-23', { type: 'on', value: '2026-11-23', ...zoned }],
		['equals', '2026-11-23T10:00:00+01:00', { type: 'equals', value: '2026-11-23 09:00:00' }],
		['after', '2026-11-23', { type: 'after', value: '2026-11-23', ...zoned }],
		['after', '2026-11-23T10:00:00+01:00', { type: 'after', value: '2026-11-23 09:00:00' }],
		['before', '2026-11-23', { type: 'before', value: '2026-11-23', ...zoned }],
		['before', '2026-11-23T10:00:00', { type: 'before', value: '2026-11-23 09:00:00' }],
		['before', '2026-11-23 10:00:00', { type: 'before', value: '2026-11-23 10:00:00' }],
		['greaterThan', '2026-11-23', { type: 'after', value: '2026-11-23', ...zoned }],
		['lessThan', '2026-11-23', { type: 'before', value: '2026-11-23', ...zoned }],
		['greaterThan', '2026-11-23T10:00:00Z', { type: 'greaterThan', value: '2026-11-23 10:00:00' }],
		['between', '2026-11-23, 2026-11-24', { type: 'between', value: ['2026-11-23', '2026-11-24'], ...zoned }],
		['between', '2026-11-23T00:00:00+01:00, 2026-11-24T00:00', { type: 'between', value: ['2026-11-22 23:00:00', '2026-11-23 23:00:00'] }],
		['in', '2026-11-23T10:00:00Z', { type: 'in', value: ['2026-11-23 10:00:00'] }],
	])('%s %j', (operator, value, item) => {
		for (const attribute of ['createdAt', 'dateStart']) expect(one(attribute, operator, value)).toEqual([{ attribute, ...item }]);
	});

	const eitherOf = (...types: string[]) => ({
		type: 'or',
		value: types.map((type) => ({ type, attribute: 'dateStart', value: '2026-11-23', ...zoned })),
	});
	const bound = (type: string, value: string) => ({ type, attribute: 'dateStart', value });
	test.each<[operator: string, value: string, item: object]>([
		['greaterThanOrEquals', '2026-11-23', eitherOf('on', 'after')],
		['lessThanOrEquals', '2026-11-23', eitherOf('on', 'before')],
		[
			'between',
			'2026-11-23, 2026-11-24T12:00:00Z',
			{ type: 'and', value: [eitherOf('on', 'after'), bound('lessThanOrEquals', '2026-11-24 12:00:00')] },
		],
		[
			'between',
			'2026-11-22T12:00:00Z, 2026-11-23',
			{ type: 'and', value: [bound('greaterThanOrEquals', '2026-11-22 12:00:00'), eitherOf('on', 'before')] },
		],
	])('%s %j looks at the day of what lasts all day', (operator, value, item) => expect(one('dateStart', operator, value)).toEqual([item]));

	test('not on the day of a moment', () =>
		expect(one('createdAt', 'notOn', '2026-11-23T23:30:00Z')).toEqual(one('createdAt', 'notOn', '2026-11-24')));
	test('one of several days is refused', () =>
		expect(() => one('createdAt', 'in', '2026-11-23T10:00:00Z, 2026-11-23')).toThrow(
			/“2026-11-23” is a day, but the field has a time too/,
		));
	test('a range from a day to a moment before it is refused', () =>
		expect(() => one('dateStart', 'between', ['2026-11-23', '2026-11-22T12:00:00Z'])).toThrow(/ends \(“.+”\) before it begins/));

	test.each(['notOn', 'notEquals'])('%s a day is before or after it, or empty', (operator) => {
		const [before, after] = ['before', 'after'].map((type) => ({ type, attribute: 'createdAt', value: '2026-11-23', ...zoned }));
		expect(one('createdAt', operator, '2026-11-23')).toEqual([orNull('createdAt', before as object, after as object)]);
	});

	test.each(['on', 'after', 'greaterThan', 'between'])('%s what is none is refused', (operator) => {
		for (const value of ['soon', '2026-02-31', '23.11.2026'])
			expect(() => one('createdAt', operator, operator === 'between' ? [value, value] : value)).toThrow(/is not a date/);
	});
});

describe('dates', () => {
	const on = (value: string) => ({ type: 'on', value });
	const between = (...value: string[]) => ({ type: 'between', value });

	// It is the 15th in the workflow's zone.
	test.each<[operator: string, value: Condition['value'], item: object]>([
		['today', '', on('2026-03-15')],
		['past', '', { type: 'lessThanOrEquals', value: '2026-03-14' }],
		['future', '', { type: 'greaterThanOrEquals', value: '2026-03-16' }],
		['lastSevenDays', '', between('2026-03-08', '2026-03-15')],
		['lastXDays', 15, between('2026-02-28', '2026-03-15')],
		['lastXDays', 0, on('2026-03-15')],
		['nextXDays', 20, between('2026-03-15', '2026-04-04')],
		['olderThanXDays', 3, { type: 'lessThanOrEquals', value: '2026-03-11' }],
		['afterXDays', 3, { type: 'greaterThanOrEquals', value: '2026-03-19' }],
		['lastMonth', '', between('2026-02-01', '2026-02-28')],
		['currentMonth', '', between('2026-03-01', '2026-03-31')],
		['nextMonth', '', between('2026-04-01', '2026-04-30')],
		['lastQuarter', '', between('2025-10-01', '2025-12-31')],
		['currentQuarter', '', between('2026-01-01', '2026-03-31')],
		['lastYear', '', between('2025-01-01', '2025-12-31')],
		['currentYear', '', between('2026-01-01', '2026-12-31')],
		['currentFiscalYear', '', { type: 'currentFiscalYear' }],
		['lastFiscalQuarter', '', { type: 'lastFiscalQuarter' }],
		['after', '2026-11-23T23:30:00Z', { type: 'after', value: '2026-11-24' }],
		['before', '2026-11-23', { type: 'before', value: '2026-11-23' }],
		['equals', '2026-11-23', { type: 'equals', value: '2026-11-23' }],
		['between', '2026-11-23, 2026-11-24', between('2026-11-23', '2026-11-24')],
	])('%s %j', (operator, value, item) => expect(one('closeDate', operator, value)).toEqual([{ attribute: 'closeDate', ...item }]));

	test('not on a day, or empty', () =>
		expect(one('closeDate', 'notOn', '2026-11-23')).toEqual([
			orNull('closeDate', { type: 'notOn', attribute: 'closeDate', value: '2026-11-23' }),
		]));
	test('what is none is refused', () => expect(() => one('closeDate', 'after', 'soon')).toThrow(/is not a date/));
	test('text of the form of a date-time stays as it is in text', () =>
		expect(one('website', 'equals', '2026-11-23T10:00:00Z')).toEqual([
			{ type: 'equals', attribute: 'website', value: '2026-11-23T10:00:00Z' },
		]));
	test('it is converted where the kind is not known', () =>
		expect(one('x', 'greaterThan', '2026-11-23T10:00:00Z')).toEqual([
			{ type: 'greaterThan', attribute: 'x', value: '2026-11-23 10:00:00' },
		]));
});

describe('the name of a person', () => {
	const ofPerson = (operator: string, value?: Condition['value']) =>
		where({ conditions: [{ attribute: 'name', operator, value }] }, PERSON);
	const missing = ['firstName', 'lastName'].map((attribute) => ({ type: 'isNull', attribute }));
	const without = (ofPart: string, ofWhole: string, value: string) => [
		{ type: 'or', value: [{ type: ofPart, attribute: 'firstName', value }, missing[0]] },
		{ type: 'or', value: [{ type: ofPart, attribute: 'lastName', value }, missing[1]] },
		{ type: 'or', value: [{ type: ofWhole, attribute: 'name', value }, ...missing] },
	];

	test('one of several is tried one by one', () =>
		expect(ofPerson('in', 'A, B')).toEqual([
			{ type: 'or', value: ['A', 'B'].map((value) => ({ type: 'equals', attribute: 'name', value })) },
		]));
	test('not containing', () =>
		expect(ofPerson('notContains', 'A')).toEqual([{ type: 'and', value: without('notContains', 'notContains', 'A') }]));
	test('not equal, as it is', () => {
		expect(ofPerson('notEquals', 'A_')).toEqual([
			{
				type: 'and',
				value: [
					...without('notEquals', 'notLike', 'A_').slice(0, 2),
					expect.objectContaining({ value: expect.arrayContaining([{ type: 'notLike', attribute: 'name', value: 'A\\_' }]) as unknown }),
				],
			},
		]);
		expect(ofPerson('notContains', 'A_')).toEqual([{ type: 'and', value: without('notContains', 'notContains', 'A\\_') }]);
	});
	test('not equal', () => expect(ofPerson('notEquals', 'A')).toEqual([{ type: 'and', value: without('notEquals', 'notLike', 'A') }]));
	test('none of', () =>
		expect(ofPerson('notIn', 'A,B')).toEqual([
			{ type: 'and', value: [...without('notEquals', 'notLike', 'A'), ...without('notEquals', 'notLike', 'B')] },
		]));
	test('empty', () => expect(ofPerson('isNull')).toEqual([isNullOrEmpty('firstName'), isNullOrEmpty('lastName')]));
	test('not empty', () =>
		expect(ofPerson('isNotNull')).toEqual([
			{ type: 'or', value: ['firstName', 'lastName'].map((attribute) => ({ type: 'notEquals', attribute, value: '' })) },
		]));
	test('others as they are', () => expect(ofPerson('contains', 'A')).toEqual([{ type: 'contains', attribute: 'name', value: 'A' }]));
});

const a: Condition = { attribute: 'a', operator: 'equals', value: 1 };
const b: Condition = { attribute: 'b', operator: 'isNull' };
const all: Condition = { attribute: 'c', operator: 'arrayAllOf', value: 'x,y' };
const [itemA, itemB, itemAll] = [
	{ type: 'equals', attribute: 'a', value: 1 },
	{ type: 'isNull', attribute: 'b' },
	{ type: 'arrayAllOf', attribute: 'c', value: ['x', 'y'] },
];

describe('together', () => {
	test.each<[group: Partial<ConditionGroup>, where: unknown]>([
		[{}, []],
		[{ any: true }, []],
		[{ any: true, conditions: [a] }, [itemA]],
		[{ conditions: [a, b] }, [itemA, itemB]],
		[{ any: true, conditions: [a, b] }, [{ type: 'or', value: [itemA, itemB] }]],
		[{ conditions: [a], groups: [{ any: true, conditions: [a, b] }] }, [itemA, { type: 'or', value: [itemA, itemB] }]],
		[
			{ any: true, conditions: [a], groups: [{ any: false, conditions: [a, b] }] },
			[{ type: 'or', value: [itemA, { type: 'and', value: [itemA, itemB] }] }],
		],
		[{ any: true, conditions: [a], groups: [{ any: false, conditions: [] }] }, [itemA]],
		[
			{
				any: true,
				groups: [
					{ any: true, conditions: [a] },
					{ any: true, conditions: [a, b] },
				],
			},
			[{ type: 'or', value: [itemA, { type: 'or', value: [itemA, itemB] }] }],
		],
		// A list that is to be divided must stay where it can be.
		[
			{ groups: [{ any: false, conditions: [{ attribute: 'id', operator: 'in', value: 'x' }] }] },
			[{ type: 'in', attribute: 'id', value: ['x'] }],
		],
		// EspoCRM would make an alternative of each value.
		[{ any: true, conditions: [a, all] }, [{ type: 'or', value: [itemA, { type: 'and', value: [itemAll] }] }]],
		[{ conditions: [all] }, [itemAll]],
		[
			{ any: true, conditions: [a, { attribute: 'teams', operator: 'linkedWithAll', value: 'x' }] },
			[
				{
					type: 'or',
					value: [itemA, { type: 'and', value: [{ type: 'linkedWithAll', attribute: 'teams', value: ['x'] }] }],
				},
			],
		],
	])('%j', (group, items) => expect(where(group)).toEqual(items));
});

describe('the kind of an attribute is looked up', () => {
	const asked = (value: string, attribute = 'x') =>
		OPERATORS.map((operator) => operator.value)
			.filter((operator) => conditionDependsOnKind({ attribute, operator, value }))
			.sort();
	const ofTypes = (...types: string[]) => operatorsThat((operator) => types.includes(operator.type));

	test('only where the result depends on it', () => {
		const links = ofTypes('linkedWith', 'notLinkedWith', 'linkedWithAll', 'isLinked', 'isNotLinked', 'isUserFromTeams');
		// EspoCRM itself says that there is no such link.
		expect(asked('y')).toEqual(
			OPERATORS.map(({ value }) => value)
				.filter((name) => !links.includes(name))
				.sort(),
		);
		expect(asked('5')).toEqual(asked('y'));
		const chosen = ['isOption', 'isNotOption', 'hasAnyOption', 'hasAllOptions', 'hasNoOption'];
		// An ID is the same everywhere, and so are some texts.
		expect(asked('y', 'id')).toEqual(['isNull', 'isNotNull', ...chosen].sort());
		const parts = ofTypes('contains', 'notContains', 'startsWith', 'endsWith');
		const equality = ofTypes('equals', 'notEquals', 'in', 'notIn').filter((name) => !chosen.includes(name));
		expect(asked('y', 'accountId')).toEqual(asked('y').filter((name) => !equality.includes(name)));
		expect(asked('y', 'billingAddressCity')).toEqual(asked('y').filter((name) => ![...equality, ...parts].includes(name)));
		expect(asked('2026-11-23T10:00:00Z', 'billingAddressCity')).toEqual(asked('y').filter((name) => !parts.includes(name)));
		expect(conditionDependsOnKind({ attribute: 'name', operator: 'equals', value: 0 })).toBe(true);
		expect(asked('y', 'name')).toEqual(
			[...asked('y', 'billingAddressCity'), ...ofTypes('notEquals', 'notContains', 'in', 'notIn')]
				.filter((name, index, all) => all.indexOf(name) === index)
				.sort(),
		);
		expect(conditionDependsOnKind({ attribute: 'x', operator: 'nosuch' })).toBe(true);
	});
});

test.each([
	['id', true],
	['accountId', true],
	['idle', false],
	['paid', false],
	['accountIdea', false],
	['a-bId', false],
])('%s is text in every EspoCRM: %j', (attribute, isText) => expect(isTextEverywhere(attribute)).toBe(isText));

const flag = (type: string) => ({ type, attribute: 'on' });
const either = (...value: unknown[]) => ({ type: 'or', value });

/** That of a linked record is null where none is linked, and who says “not” means those too. */
test.each<[operator: string, value: Json, kind: 'boolean' | 'flag', item: object]>([
	['notEquals', 'true', 'boolean', either(flag('isFalse'), flag('isNull'))],
	['notEquals', false, 'boolean', either(flag('isTrue'), flag('isNull'))],
	['notIn', [true], 'boolean', either(flag('isFalse'), flag('isNull'))],
	['notIn', [true, false], 'boolean', flag('isNull')],
	['in', [true, false], 'boolean', either(flag('isTrue'), flag('isFalse'))],
	['notEquals', true, 'flag', flag('isFalse')],
	['notIn', [true, false], 'flag', flag('none')],
])('a switch that %s %j, as %s', (operator, value, kind, item) => {
	const context = { kinds: new Map([['on', kind]]), zone: 'UTC', now: 0, parameter: 'Filters' };
	expect(whereOf({ any: false, conditions: [{ attribute: 'on', operator, value }] }, context)).toEqual([item]);
});

test.each([
	['equals', 'true', 'isTrue'],
	['equals', ' False', 'isFalse'],
	['equals', true, 'isTrue'],
])('a switch that %s %j', (operator, value, type) => {
	expect(conditionDependsOnKind({ attribute: 'on', operator, value })).toBe(true);
	const context = { kinds: new Map([['on', 'boolean' as const]]), zone: 'UTC', now: 0, parameter: 'Filters' };
	expect(whereOf({ any: false, conditions: [{ attribute: 'on', operator, value }] }, context)).toEqual([{ type, attribute: 'on' }]);
	const text = whereOf(
		{ any: false, conditions: [{ attribute: 'on', operator: 'equals', value: 'true' }] },
		{ ...context, kinds: new Map() },
	);
	expect(text).toEqual([{ type: 'equals', attribute: 'on', value: 'true' }]);
});

test("today is the day of the workflow's zone, also in the second of midnight UTC", () => {
	const at = (zone: string) =>
		whereOf(
			{ any: false, conditions: [{ attribute: 'closeDate', operator: 'today' }] },
			{ kinds: new Map([['closeDate', 'date' as const]]), zone, now: Date.parse('2026-12-31T00:00:00Z'), parameter: 'Filters' },
		);
	expect([at('America/New_York'), at('UTC')]).toEqual([
		[{ type: 'on', attribute: 'closeDate', value: '2026-12-30' }],
		[{ type: 'on', attribute: 'closeDate', value: '2026-12-31' }],
	]);
});

test.each<[operator: string, value: Condition['value'], sent: unknown]>([
	['equals', 0, '0'],
	['in', [0, 'Customer'], ['0', 'Customer']],
	['numberEquals', 0, '0'],
])('a value of a linked record is compared as text, of which a number would find every word: %s %j', (operator, value, sent) =>
	expect(where({ conditions: [{ attribute: 'accountType', operator, value }] }, { accountType: 'json' })).toEqual([
		expect.objectContaining({ attribute: 'accountType', value: sent }),
	]),
);

test.each(['equals', 'in', 'arrayAnyOf', 'isTrue', 'today', 'contains'])(
	'IDs of a link with several records are compared by the link: %s is refused',
	(operator) => {
		expect(() => one('teamsIds', operator, 'x')).toThrow(
			expect.objectContaining({
				message: expect.stringMatching(/“teamsIds”.*is a list of linked records/),
				hint: expect.stringContaining('linkedWith'),
			}),
		);
	},
);
