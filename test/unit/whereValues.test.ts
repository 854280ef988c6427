import type { AttributeKind } from '../../nodes/shared/api/fieldTypes';
import { whereItems } from '../../nodes/shared/api/where';
import { whereDependsOnKind, withWhereValues } from '../../nodes/shared/api/whereValues';

const kinds = new Map<string, AttributeKind>([
	['createdAt', 'dateTime'], ['dateStart', 'dateTimeOptional'], ['closeDate', 'date'], ['probability', 'integer'], ['doNotCall', 'boolean'], ['title', 'text'], ['foreign', 'json'],
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
	[item('between', 'createdAt', ['2026-11-23T10:00:00+02:00', '2026-11-23 09:00:00']), item('between', 'createdAt', ['2026-11-23 08:00:00', '2026-11-23 09:00:00'])],
	[item('in', 'dateStart', ['2026-11-23T10:00:00+02:00']), item('in', 'dateStart', ['2026-11-23 08:00:00'])],
	[item('greaterThan', 'foreign', '2026-11-23T10:00:00+02:00'), item('greaterThan', 'foreign', '2026-11-23 08:00:00')],
	[item('greaterThan', 'unknown', '2026-11-23T10:00:00+02:00'), item('greaterThan', 'unknown', '2026-11-23 08:00:00')],
	[item('equals', 'title', '2026-11-23T10:00:00+02:00'), item('equals', 'title', '2026-11-23T10:00:00+02:00')],
	[item('equals', 'closeDate', '2026-11-23T03:00:00Z'), item('equals', 'closeDate', '2026-11-22')],
	// With `dateTime` a value is a time of the zone beside it (api.md 3.2).
	[item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true, timeZone: 'Europe/Paris' }), item('after', 'createdAt', '2026-11-23 11:00:00', { dateTime: true, timeZone: 'Europe/Paris' })],
	[item('after', 'createdAt', '2026-11-23 10:00:00', { dateTime: true, timeZone: 'Europe/Paris' }), item('after', 'createdAt', '2026-11-23 10:00:00', { dateTime: true, timeZone: 'Europe/Paris' })],
	[item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true }), item('after', 'createdAt', '2026-11-23 10:00:00')],
	[item('on', 'createdAt', '2026-11-23T23:30:00Z', { dateTime: true, timeZone: 'Europe/Paris' }), item('on', 'createdAt', '2026-11-24', { dateTime: true, timeZone: 'Europe/Paris' })],
	[item('equals', 'doNotCall', 'true'), item('equals', 'doNotCall', true)],
	[item('equals', 'probability', '10'), item('equals', 'probability', '10')],
	[{ type: 'or', value: [{ type: 'and', value: [item('before', 'createdAt', '2026-11-23T10:00:00+02:00')] }, item('isNull', 'title', undefined)] },
		{ type: 'or', value: [{ type: 'and', value: [item('before', 'createdAt', '2026-11-23 08:00:00')] }, { type: 'isNull', attribute: 'title' }] }],
	[item('lastXDays', 'createdAt', 7, { dateTime: true }), item('lastXDays', 'createdAt', 7, { dateTime: true })],
])('%j', (given, sent) => expect(built(given)).toEqual(sent));

test.each<[given: object, message: RegExp]>([
	[item('equals', 'doNotCall', 'yes'), /item 1: “yes” is not true or false/],
	[item('equals', 'probability', 'n/a'), /item 1: “n\/a” is not a number/],
	[item('in', 'probability', [1, '7,5']), /“7,5” is not a number/],
	[item('between', 'probability', [9, 1]), /begins with “9” and ends before it/],
	[item('between', 'createdAt', ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00+02:00']), /ends before it/],
	[item('after', 'createdAt', 'tomorrow'), /“tomorrow” is not a date/],
	[item('after', 'createdAt', '2026-11-23T10:00:00Z', { dateTime: true, timeZone: 'Mars/Olympus' }), /not a time zone/],
	[{ type: 'or', value: [item('equals', 'doNotCall', 'yes')] }, /item 1\.1: “yes”/],
])('%j is refused', (given, message) => expect(() => built(given)).toThrow(message));

test('the kinds are looked up only where the values depend on them', () => {
	const depends = (given: object) => whereItems([given], WHERE).some(whereDependsOnKind);
	expect(depends(item('equals', 'name', 'Acme'))).toBe(false);
	expect(depends(item('contains', 'x', 'Acme'))).toBe(false);
	expect(depends(item('greaterThan', 'x', 5))).toBe(false);
	expect(depends(item('isNull', 'x', undefined))).toBe(false);
	expect(depends(item('equals', 'x', 'yes'))).toBe(true);
	expect(depends({ type: 'or', value: [item('after', 'name', '2026-11-23T10:00:00Z')] })).toBe(true);
});
