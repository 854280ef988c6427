import { comparedOptions } from '../../../../nodes/shared/api/filter/comparedOptions';
import { whereDependsOnKind } from '../../../../nodes/shared/api/filter/kindMatters';
import { whereItems } from '../../../../nodes/shared/api/filter/whereItems';
import { withWhereValues } from '../../../../nodes/shared/api/filter/whereValues';
import type { WhereItem } from '../../../../nodes/shared/api/request/WhereItem';
import type { AttributeKind } from '../../../../nodes/shared/api/values/fieldTypes';

const kinds = new Map<string, AttributeKind>([
	['createdAt', 'dateTime'],
	['dateStart', 'dateTimeOptional'],
	['closeDate', 'date'],
	['probability', 'integer'],
	['doNotCall', 'boolean'],
	['title', 'text'],
	['foreign', 'json'],
	['tags', 'list'],
	['type', 'enum'],
	['accountId', 'id'],
	['parentName', 'object'],
	['parentId', 'id'],
]);
const WHERE = 'Where (JSON)';
const context = { kinds, zone: 'America/New_York', now: 0, parameter: WHERE };
const built = (item: object) => whereItems([item], WHERE).map((checked) => withWhereValues(checked, context, 'item 1'))[0];
const item = (type: string, attribute: string, value: unknown, more: object = {}) => ({ type, attribute, value, ...more });

test.each<[given: object, sent: object]>([
	[item('after', 'createdAt', '2026-11-23T10:00:00+01:00'), item('after', 'createdAt', '2026-11-23 09:00:00')],
	[item('after', 'createdAt', '2026-11-23T10:00:00Z'), item('after', 'createdAt', '2026-11-23 10:00:00')],
	[item('after', 'createdAt', '2026-11-23T10:00'), item('after', 'createdAt', '2026-11-23 15:00:00')],
	[item('after', 'createdAt', '2026-11-23 10:00:00'), item('after', 'createdAt', '2026-11-23 10:00:00')],
	[item('after', 'createdAt', '2026-11-23'), item('after', 'createdAt', '2026-11-23')],
	[
		item('between', 'createdAt', ['2026-11-23T10:00:00+02:00', '2026-11-23 09:00:00']),
		item('between', 'createdAt', ['2026-11-23 08:00:00', '2026-11-23 09:00:00']),
	],
	[item('in', 'dateStart', ['2026-11-23T10:00:00+02:00']), item('in', 'dateStart', ['2026-11-23 08:00:00'])],
	[item('greaterThan', 'foreign', '2026-11-23T10:00:00+02:00'), item('greaterThan', 'foreign', '2026-11-23 08:00:00')],
	[item('greaterThan', 'unknown', '2026-11-23T10:00:00+02:00'), item('greaterThan', 'unknown', '2026-11-23 08:00:00')],
	[item('equals', 'title', '2026-11-23T10:00:00+02:00'), item('equals', 'title', '2026-11-23T10:00:00+02:00')],
	[item('equals', 'closeDate', '2026-11-23T03:00:00Z'), item('equals', 'closeDate', '2026-11-22')],
	// With `dateTime` a value is a time of the zone beside it (espocrm-api.md#conditions-on-dates).
	[
		item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true, timeZone: 'Europe/Paris' }),
		item('after', 'createdAt', '2026-11-23 11:00:00', { dateTime: true, timeZone: 'Europe/Paris' }),
	],
	[
		item('after', 'createdAt', '2026-11-23 10:00:00', { dateTime: true, timeZone: 'Europe/Paris' }),
		item('after', 'createdAt', '2026-11-23 10:00:00', { dateTime: true, timeZone: 'Europe/Paris' }),
	],
	[item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true }), item('after', 'createdAt', '2026-11-23 10:00:00')],
	[
		item('on', 'createdAt', '2026-11-23T23:30:00Z', { dateTime: true, timeZone: 'Europe/Paris' }),
		item('on', 'createdAt', '2026-11-24', { dateTime: true, timeZone: 'Europe/Paris' }),
	],
	[item('equals', 'doNotCall', 'true'), item('equals', 'doNotCall', true)],
	[item('equals', 'probability', '10'), item('equals', 'probability', '10')],
	[
		{
			type: 'or',
			value: [{ type: 'and', value: [item('before', 'createdAt', '2026-11-23T10:00:00+02:00')] }, item('isNull', 'title', undefined)],
		},
		{
			type: 'or',
			value: [
				{ type: 'and', value: [item('before', 'createdAt', '2026-11-23 08:00:00')] },
				{ type: 'isNull', attribute: 'title' },
			],
		},
	],
	[item('lastXDays', 'createdAt', 7, { dateTime: true }), item('lastXDays', 'createdAt', 7, { dateTime: true })],
	// Days of an attribute with a time are those of a zone; EspoCRM would find none.
	[item('lastXDays', 'createdAt', 7), item('lastXDays', 'createdAt', 7, { dateTime: true, timeZone: 'America/New_York' })],
	[item('today', 'createdAt', undefined), item('today', 'createdAt', undefined, { dateTime: true, timeZone: 'America/New_York' })],
	[item('past', 'createdAt', undefined, { timeZone: 'UTC' }), item('past', 'createdAt', undefined, { dateTime: true, timeZone: 'UTC' })],
	[item('on', 'createdAt', '2026-11-23'), item('on', 'createdAt', '2026-11-23', { dateTime: true, timeZone: 'America/New_York' })],
	[item('today', 'createdAt', undefined, { dateTime: false }), item('today', 'createdAt', undefined, { dateTime: false })],
	[item('notOn', 'createdAt', '2026-11-23'), item('notOn', 'createdAt', '2026-11-23', { dateTime: true, timeZone: 'America/New_York' })],
	[
		item('notOn', 'createdAt', '2026-11-23T23:30:00Z', { dateTime: true, timeZone: 'Europe/Paris' }),
		item('notOn', 'createdAt', '2026-11-24', { dateTime: true, timeZone: 'Europe/Paris' }),
	],
	[
		item('on', 'createdAt', '2026-11-24T01:30:00Z', { dateTime: true }),
		item('on', 'createdAt', '2026-11-23', { dateTime: true, timeZone: 'America/New_York' }),
	],
	[item('after', 'createdAt', ' 2026-11-23 10:00:00 '), item('after', 'createdAt', '2026-11-23 10:00:00')],
	[item('in', 'probability', [9, 1]), item('in', 'probability', [9, 1])],
	[item('between', 'title', ['b', 'a']), item('between', 'title', ['b', 'a'])],
	[item('isNull', 'parentName', undefined), { type: 'isNull', attribute: 'parentId' }],
	[item('after', 'createdAt', '2026-11-23'), item('after', 'createdAt', '2026-11-23')],
])('%j', (given, sent) => expect(built(given)).toEqual(sent));

test.each<[given: object, message: RegExp]>([
	[item('equals', 'doNotCall', 'yes'), /item 1: “doNotCall”: “yes” is not true or false/],
	[item('equals', 'probability', 'n/a'), /item 1: “probability”: “n\/a” is not a number/],
	[item('in', 'probability', [1, '7,5']), /“7,5” is not a number/],
	[item('between', 'probability', [9, 1]), /the range ends \(“1”\) before it begins \(“9”\)/],
	[item('between', 'createdAt', ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00+02:00']), /ends \(“.+”\) before it begins/],
	[item('after', 'createdAt', 'tomorrow'), /“tomorrow” is not a date/],
	[item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true, timeZone: 'Mars/Olympus' }), /not a time zone/],
	[
		item('between', 'createdAt', ['2026-11-23T10:00:00Z', '2026-11-24 10:00:00'], { dateTime: true }),
		/values with an offset and without one need a “timeZone”/,
	],
	[item('on', 'createdAt', ['2026-11-23']), /“on” needs one value/],
	[{ type: 'or', value: [item('equals', 'doNotCall', 'yes')] }, /item 1\.1: “doNotCall”: “yes”/],
])('%j is refused', (given, message) => expect(() => built(given)).toThrow(message));

describe('a type of condition that does not fit the field is refused, because EspoCRM would give all rows or none', () => {
	const plain = ['title', 'type', 'createdAt', 'closeDate', 'probability', 'doNotCall', 'accountId', 'id'];
	test.each<[type: string, attributes: string[], value?: unknown]>([
		['arrayIsEmpty', plain],
		['arrayIsNotEmpty', plain],
		['arrayNoneOf', plain, ['x']],
		['ARRAYANYOF', plain, ['x']],
		['today', ['title', 'type', 'probability', 'doNotCall', 'accountId', 'id', 'tags']],
		['Future', ['title']],
		['olderThanXDays', ['title', 'doNotCall'], 3],
		['after', ['title', 'probability'], '2026-11-23'],
		['isFalse', ['title', 'type', 'createdAt', 'closeDate', 'probability', 'accountId', 'tags']],
		['greaterThan', ['doNotCall', 'accountId', 'tags'], 5],
		['between', ['accountId', 'tags'], [1, 5]],
		['contains', ['createdAt', 'closeDate', 'probability', 'doNotCall', 'accountId', 'tags'], 'x'],
		['notLike', ['createdAt'], '%x%'],
		['equals', ['tags'], 'A'],
		['in', ['tags'], ['A']],
		['isLinked', plain],
	])('%s', (...[type, attributes, value]) => {
		for (const attribute of attributes) {
			const inGroup = {
				type: 'and',
				value: [
					{
						type: 'or',
						value: [
							{ type: 'isNull', attribute: 'title' },
							{ type, attribute, value },
						],
					},
				],
			};
			expect(() => built({ type, attribute, value })).toThrow(
				new RegExp(`^“Where \\(JSON\\)”, item 1: “${attribute}” is .*, so “${type}” can't be used$`, 'i'),
			);
			expect(() => built(inGroup)).toThrow(new RegExp(`item 1\\.1\\.2: “${attribute}”`));
		}
	});

	test('the refusal says which fit', () => {
		expect.assertions(3);
		for (const [attribute, hint] of [
			['title', 'Types that fit: equals, notEquals, in, notIn, contains, notContains, startsWith, endsWith, isNull, isNotNull.'],
			['doNotCall', 'Types that fit: isTrue, isFalse.'],
		]) {
			try {
				built({ type: 'arrayIsEmpty', attribute });
			} catch (error) {
				expect(error).toMatchObject({ hint });
			}
		}
		try {
			built({ type: 'isTrue', attribute: 'tags' });
		} catch (error) {
			expect(error).toMatchObject({ hint: 'Types that fit: arrayAnyOf, arrayAllOf, arrayNoneOf, arrayIsEmpty, arrayIsNotEmpty.' });
		}
	});

	test.each([
		item('arrayIsEmpty', 'tags', undefined),
		item('isTrue', 'doNotCall', undefined),
		item('greaterThan', 'id', '5a'),
		item('greaterThan', 'title', 'M'),
		item('like', 'title', '%x%'),
		item('any', 'title', undefined),
		item('isNull', 'tags', undefined),
		// What EspoCRM judges.
		item('today', 'foreign', undefined),
		item('arrayIsEmpty', 'unknown', undefined),
		item('isLinked', 'account', undefined),
		item('isUserFromTeams', 'assignedUser', ['1a']),
		item('nosuch', 'title', 'x'),
		item('subQueryIn', 'id', 'x'),
	])('%j is none of them', (given) => expect(built(given)).toEqual(given));
});

test('the kinds are looked up only where the meaning depends on them', () => {
	const depends = (given: object) => whereItems([given], WHERE).some(whereDependsOnKind);
	for (const given of [
		item('equals', 'name', 'Acme'),
		item('contains', 'name', 'Acme'),
		item('equals', 'accountId', '1a'),
		item('greaterThan', 'id', '1a'),
		item('isNull', 'x', undefined),
		item('isLinked', 'x', undefined),
		item('any', 'x', undefined),
		item('textFilter', 'x', 'y'),
		item('in', 'id', ['1a']),
		item('isNull', 'Namesake', undefined),
	])
		expect([given, depends(given)]).toEqual([given, false]);
	for (const given of [
		item('contains', 'x', 'Acme'),
		item('greaterThan', 'x', 5),
		item('equals', 'x', 'yes'),
		item('equals', 'x', '5'),
		item('equals', 'name', 0),
		item('equals', 'id', 5),
		item('in', 'id', ['1a', 5]),
		item('isNull', 'teamsIds', undefined),
		{ type: 'or', value: [item('isNull', 'x', undefined), item('equals', 'x', 5)] },
		item('arrayIsEmpty', 'name', undefined),
		item('isFalse', 'name', undefined),
		item('today', 'name', undefined),
	])
		expect([given, depends(given)]).toEqual([given, true]);
	expect(depends({ type: 'or', value: [item('after', 'name', '2026-11-23T10:00:00Z')] })).toBe(true);
});

test('without kinds nothing is taken for a moment', () => {
	const given = item('equals', 'x', '2026-11-23T10:00:00+02:00') as WhereItem;
	expect(withWhereValues(given, { ...context, kinds: new Map() }, 'item 1')).toEqual(given);
});

test('options are those that something is compared with', () => {
	const compared = comparedOptions(
		[
			item('in', 'type', ['A', '', 5]) as WhereItem,
			{ type: 'or', value: [item('equals', 'type', 'B') as WhereItem, item('isNull', 'tags', undefined) as WhereItem] },
			item('arrayAnyOf', 'tags', 'C') as WhereItem,
			item('equals', 'title', 'D') as WhereItem,
		],
		kinds,
	);
	expect([...compared]).toEqual([
		['type', ['A', '5', 'B']],
		['tags', ['C']],
	]);
});
