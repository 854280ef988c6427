import { notStored } from '../../../../nodes/shared/api/records/notStored';
import { notStoredText } from '../../../../nodes/shared/api/records/notStoredText';
import { withoutPrimaryAccount } from '../../../../nodes/shared/api/records/primaryAccount';
import { dependsOnKind, valuesToSend } from '../../../../nodes/shared/api/values/attributeValues';
import type { AttributeKind, AttributeKinds } from '../../../../nodes/shared/api/values/fieldTypes';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';

const sent = (value: Json, kind?: AttributeKind) => {
	const kinds: AttributeKinds = kind ? new Map([['a', kind]]) : new Map();
	return valuesToSend({ a: value }, kinds, { zone: 'Europe/Paris', parameter: 'Fields' });
};

test.each<[kind: AttributeKind | undefined, value: Json, result: Json]>([
	[undefined, 'x', 'x'],
	[undefined, 5, 5],
	[undefined, null, null],
	[undefined, 'true', 'true'],
	['text', 'x', 'x'],
	['text', ' x ', ' x '],
	['text', 5, 5],
	['text', null, null],
	['integer', 42, 42],
	['integer', '42', '42'],
	['integer', null, null],
	['number', 1250.5, 1250.5],
	['number', ' -1.5e3 ', ' -1.5e3 '],
	['number', '0', '0'],
	['boolean', true, true],
	['boolean', 'true', true],
	['boolean', ' False ', false],
	['boolean', '1', true],
	['boolean', 0, false],
	['boolean', 1, true],
	['boolean', null, false],
	['date', '2026-11-23', '2026-11-23'],
	['date', '2026-11-23T23:30:00Z', '2026-11-24'],
	['date', null, null],
	['dateTime', '2026-11-23T14:30:00', '2026-11-23 13:30:00'],
	['dateTime', '2026-11-23T14:30:00Z', '2026-11-23 14:30:00'],
	['dateTime', '2026-11-23 14:30:00', '2026-11-23 14:30:00'],
	['id', '6b046affe09989a18', '6b046affe09989a18'],
	['id', null, null],
	['list', ['A', 'B'], ['A', 'B']],
	['list', 'A, B', ['A', 'B']],
	['list', 'A,, B,', ['A', 'B']],
	['list', [], []],
	['idList', 'a,b', ['a', 'b']],
	['idList', null, []],
	['object', { a: 1 }, { a: 1 }],
	['json', ['x', { a: 1 }], ['x', { a: 1 }]],
	['json', null, null],
])('%s: %j is sent as %j', (kind, value, result) => expect(sent(value, kind)).toEqual({ a: result }));

/** What EspoCRM would store as zero or “Array”, or answer with a bare 500 (espocrm-api.md#what-writes-store). */
test.each<[kind: AttributeKind, value: Json]>([
	['text', ['x']],
	['text', { a: 1 }],
	['id', ['x']],
	['integer', 'abc'],
	['integer', Infinity],
	['number', Infinity],
	['number', 'NaN'],
	['number', 'Infinity'],
	['text', Infinity],
	['list', [1, Infinity]],
	['object', { a: { b: Infinity } }],
	['integer', [1]],
	['integer', true],
	['integer', ' '],
	['number', '12,5'],
	['number', '1 000'],
	['number', { a: 1 }],
	['boolean', 'yes'],
	['boolean', 2],
	['boolean', []],
	['date', '23.11.2026'],
	['date', '2026-02-31'],
	['date', 20261123],
	['dateTime', '2026-11-23'],
	['dateTime', 'tomorrow'],
	['dateTime', {}],
	['dateTimeOptional', 'x'],
	['list', { a: 1 }],
	['list', 5],
	['list', ','],
	['list', '["A", "B"'],
	['idList', '[a, b]'],
	['object', 'x'],
	['object', ['x']],
])('%s: %j is refused, with the attribute and an example', (kind, value) => {
	expect(() => sent(value, kind)).toThrow(InvalidInput);
	expect(() => sent(value, kind)).toThrow(/“a” in “Fields”: .+ is not .+/);
});

test.each<[AttributeKind | undefined, Json]>([
	[undefined, ''],
	['integer', ''],
	['dateTime', ''],
	['list', ''],
	['flag', null],
])('%s: %j leaves the attribute alone', (kind, value) => expect(sent(value, kind)).toEqual({}));

test.each<[Json, boolean]>([
	['text', true],
	['42', false],
	['', false],
	['2026-11-23', true],
	['2026-11-23 14:30:00', true],
	['2026-11-23T14:30:00', true],
	[5, false],
	[5.5, true],
	[true, true],
	[null, true],
	[['a'], true],
	[{ a: 1 }, true],
])('whether the right form of %j depends on the type: %s', (value, depends) => expect(dependsOnKind('x', value)).toBe(depends));

test.each([
	['name', 'x'],
	['website', 'https://x'],
	['billingAddressCity', 'x'],
	['emailAddress', 'x'],
	['accountId', '6b046affe09989a18'],
])('%s: %j is text in every EspoCRM', (attribute, value) => expect(dependsOnKind(attribute, value)).toBe(false));

test.each(['a1', 5])('%j for a list of IDs depends on the type', (value) => expect(dependsOnKind('teamsIds', value)).toBe(true));

test('reading a record and writing it back changes nothing', () => {
	const kinds: AttributeKinds = new Map<string, AttributeKind>([
		['name', 'text'],
		['amount', 'number'],
		['createdAt', 'dateTime'],
		['closeDate', 'date'],
		['accountId', 'id'],
		['contactsIds', 'idList'],
		['contactsColumns', 'object'],
		['tags', 'list'],
		['isActive', 'boolean'],
		['emailAddressData', 'json'],
		['dateStart', 'dateTimeOptional'],
		['dateStartDate', 'date'],
		['dateEnd', 'dateTimeOptional'],
		['dateEndDate', 'date'],
		['isAllDay', 'boolean'],
	]);
	const record: JsonObject = {
		name: 'Acme',
		amount: 0,
		createdAt: '2026-03-29 02:30:00',
		closeDate: '2026-11-23',
		accountId: null,
		contactsIds: ['a'],
		tags: [],
		contactsColumns: { a: { role: 'CTO' } },
		isActive: false,
		emailAddressData: [{ emailAddress: 'a@b.example' }],
		dateStart: '2026-12-01 00:00:00',
		dateStartDate: '2026-12-01',
		dateEnd: '2026-12-01 10:00:00',
		dateEndDate: null,
		isAllDay: false,
	};
	expect(valuesToSend(record, kinds, { zone: 'America/New_York', parameter: 'Fields' })).toEqual(record);
});

describe('the account of a contact', () => {
	test.each<[entityType: string, values: JsonObject, result: JsonObject]>([
		['Contact', { accountId: null }, { accountId: null, accountsIds: [] }],
		['Contact', { accountId: null, accountsIds: ['b'] }, { accountId: null, accountsIds: ['b'] }],
		['Contact', { accountId: 'a' }, { accountId: 'a' }],
		['Contact', { lastName: 'x' }, { lastName: 'x' }],
		['Opportunity', { accountId: null }, { accountId: null }],
	])('%s %j', (entityType, values, result) => expect(withoutPrimaryAccount(entityType, values)).toEqual(result));
});

describe('what EspoCRM did not store as it was sent', () => {
	test.each<[sent: JsonObject, answer: JsonObject]>([
		[{ name: 'Acme' }, { id: '1', name: 'Acme' }],
		[{ name: ' Acme ' }, { name: 'Acme' }],
		[{ name: 123 }, { name: '123' }],
		[{ amount: '100.50' }, { amount: 100.5 }],
		[{ amount: 5 }, { amount: '5.0000' }],
		[{ isActive: 'true' }, { isActive: true }],
		[{ isActive: 0 }, { isActive: false }],
		[{ website: null }, {}],
		[{ website: null }, { website: null }],
		[{ tags: [] }, { tags: null }],
		[{ contactsIds: ['a', 'b'] }, { contactsIds: ['b', 'a'] }],
		[
			{ emailAddressData: [{ emailAddress: 'A@b.example', primary: true }] },
			{ emailAddressData: [{ emailAddress: 'A@b.example', primary: true, lower: 'a@b.example' }] },
		],
		[{ accountsColumns: { a: { role: 'CTO' } } }, { accountsColumns: { a: { role: 'CTO', isInactive: false } } }],
		[{ password: 'hidden', passwordConfirm: 'hidden', _skipDuplicateCheck: true }, {}],
	])('%j answered %j: everything was', (given, answer) => expect(notStored(given, answer)).toEqual([]));

	test.each<[sent: JsonObject, answer: JsonObject, stored: Json | undefined]>([
		[{ a: 'x' }, {}, undefined],
		[{ a: 'x' }, { a: null }, null],
		[{ a: 'x' }, { a: 'y' }, 'y'],
		[{ a: 'abc' }, { a: 0 }, 0],
		[{ a: null }, { a: 'kept' }, 'kept'],
		[{ a: ['x'] }, { a: 'Array' }, 'Array'],
		[{ a: ['x', 'y'] }, { a: ['x'] }, ['x']],
		[{ a: true }, { a: false }, false],
		[{ a: { b: 1 } }, { a: { b: 2 } }, { b: 2 }],
		[{ a: 0 }, { a: null }, null],
		[{ a: 2 }, { a: false }, false],
	])('%j answered %j: it is told', (given, answer, stored) => {
		expect(notStored(given, answer)).toEqual([{ attribute: 'a', sent: given.a, stored }]);
	});

	test('in a sentence', () => {
		expect(notStoredText([])).toBeUndefined();
		expect(notStoredText([{ attribute: 'accountName', sent: 'Acme', stored: undefined }])).toBe(
			'EspoCRM ignored accountName (unknown, read-only or not allowed for this user; to link a record, set “accountId”, or use “Linked Records”).',
		);
		const text =
			notStoredText([
				{ attribute: 'foo', sent: 1, stored: undefined },
				{ attribute: 'bar', sent: 'x'.repeat(100), stored: null },
			]) ?? '';
		expect(text).toMatch(/^EspoCRM /);
		expect(text).toMatch(/foo.*bar.*null/);
		expect(text.length).toBeLessThan(250);
	});
});

test.each<[kind: AttributeKind | undefined, value: Json, result: JsonObject]>([
	['text', 'Ac\0me', { a: 'Acme' }],
	['text', 'Acme \ud83d', { a: 'Acme ' }],
	['text', '\ude00\ud83d\ude00', { a: '😀' }],
	[undefined, 'Ac\0me', { a: 'Acme' }],
	['list', ['A\0', 'B'], { a: ['A', 'B'] }],
	['json', { x: [{ y: '\0' }], z: null }, { a: { x: [{ y: '' }], z: null } }],
	['text', '\0', {}],
])('%s: %j loses what EspoCRM cannot store, with a hint', (kind, value, result) => {
	const hints: string[] = [];
	const kinds: AttributeKinds = kind ? new Map([['a', kind]]) : new Map();
	expect(
		valuesToSend({ a: value }, kinds, {
			zone: 'UTC',
			parameter: 'Fields',
			labels: new Map([['a', 'The A']]),
			hint: (text) => void hints.push(text),
		}),
	).toEqual(result);
	expect(hints).toEqual(["“The A” in “Fields” had characters that EspoCRM can't store (NUL, or half of an emoji); they were left out."]);
});

test.each<Json>(['😀', '', null, ['😀', { a: '\ud83d\ude00' }], 5])('%j has nothing that cannot be stored', (value) => {
	const hint = () => {
		throw new Error('a hint without a reason');
	};
	valuesToSend({ a: value }, new Map(), { zone: 'UTC', parameter: 'Fields', labels: new Map(), hint });
});

describe('a moment or a day', () => {
	const kindsOf = (type: 'Task' | 'Meeting'): AttributeKinds =>
		new Map<string, AttributeKind>([
			['dateStart', 'dateTimeOptional'],
			['dateStartDate', 'date'],
			['dateEnd', 'dateTimeOptional'],
			['dateEndDate', 'date'],
			...(type === 'Meeting' ? [['isAllDay', 'boolean'] as const] : []),
		]);
	const written = (type: 'Task' | 'Meeting', values: JsonObject) =>
		valuesToSend(values, kindsOf(type), { zone: 'America/New_York', parameter: 'Fields', labels: new Map([['dateEnd', 'Date End']]) });

	test.each<[type: 'Task' | 'Meeting', values: JsonObject, sent: JsonObject]>([
		['Task', { dateEnd: '2026-12-01' }, { dateEndDate: '2026-12-01' }],
		['Task', { dateEnd: '2026-12-01T10:00:00Z' }, { dateEnd: '2026-12-01 10:00:00', dateEndDate: null }],
		['Task', { dateEnd: '2026-12-01T00:00:00Z' }, { dateEnd: '2026-12-01 00:00:00', dateEndDate: null }],
		['Task', { dateEnd: null }, { dateEnd: null, dateEndDate: null }],
		['Task', { dateEnd: '2026-12-01T10:00:00Z', dateEndDate: null }, { dateEnd: '2026-12-01 10:00:00', dateEndDate: null }],
		['Task', { dateEndDate: '2026-12-01' }, { dateEndDate: '2026-12-01' }],
		['Task', { dateEndDate: null }, { dateEndDate: null }],
		[
			'Task',
			{ dateStart: '2026-12-01', dateEnd: '2026-12-01T10:00:00Z' },
			{ dateStartDate: '2026-12-01', dateEnd: '2026-12-01 10:00:00', dateEndDate: null },
		],
		[
			'Meeting',
			{ dateStart: '2026-12-01', dateEnd: '2026-12-02' },
			{ dateStartDate: '2026-12-01', dateEndDate: '2026-12-02', isAllDay: true },
		],
		[
			'Meeting',
			{ dateStart: '2026-12-01T10:00', dateEnd: '2026-12-01T11:00' },
			{ dateStart: '2026-12-01 15:00:00', dateStartDate: null, dateEnd: '2026-12-01 16:00:00', dateEndDate: null, isAllDay: false },
		],
		[
			'Meeting',
			{ dateStart: '2026-12-01', dateEnd: '2026-12-02', isAllDay: true },
			{ dateStartDate: '2026-12-01', dateEndDate: '2026-12-02', isAllDay: true },
		],
		[
			'Meeting',
			{ dateStartDate: '2026-12-01', dateEndDate: '2026-12-02' },
			{ dateStartDate: '2026-12-01', dateEndDate: '2026-12-02', isAllDay: true },
		],
		[
			'Meeting',
			{ dateStart: '2026-12-01 00:00:00', dateStartDate: '2026-12-01', isAllDay: false },
			{ dateStart: '2026-12-01 00:00:00', dateStartDate: '2026-12-01', isAllDay: false },
		],
		[
			'Meeting',
			{ dateStart: '2026-12-01T10:00', isAllDay: false },
			{ dateStart: '2026-12-01 15:00:00', dateStartDate: null, isAllDay: false },
		],
		['Meeting', { isAllDay: true }, { isAllDay: true }],
		['Meeting', { dateStart: null }, { dateStart: null, dateStartDate: null }],
		[
			'Meeting',
			{ dateStart: '2026-12-05 10:00:00', dateEndDate: null },
			{ dateStart: '2026-12-05 10:00:00', dateStartDate: null, isAllDay: false },
		],
		['Meeting', { dateStart: '2026-12-05', dateEndDate: null }, { dateStartDate: '2026-12-05', dateEndDate: null, isAllDay: true }],
		[
			'Task',
			{ dateStart: '2026-12-05 10:00:00', dateEndDate: null },
			{ dateStart: '2026-12-05 10:00:00', dateStartDate: null, dateEndDate: null },
		],
		['Task', { dateEnd: '2026-12-01', dateEndDate: '2026-12-01' }, { dateEndDate: '2026-12-01' }],
		['Meeting', { dateStart: '2026-12-01', dateStartDate: ' 2026-12-01', isAllDay: true }, { dateStartDate: '2026-12-01', isAllDay: true }],
		['Meeting', { name: 'x' }, { name: 'x' }],
	])('%s %j is sent as %j', (type, values, result) => expect(written(type, values)).toEqual(result));

	test.each<[values: JsonObject, refusal: string]>([
		[{ dateStart: '2026-12-01', dateEnd: '2026-12-01T10:00:00Z' }, '“dateStart” is a day, but “Date End” has a time'],
		[{ dateStartDate: '2026-12-01', dateEnd: '2026-12-01T10:00:00Z' }, '“dateStart” is a day, but “Date End” has a time'],
		[
			{ dateStart: '2026-12-01T10:00:00Z', dateEnd: '2026-12-01T11:00:00Z', isAllDay: true },
			'“dateStart” has a time, but “isAllDay” is on',
		],
		[{ dateStart: '2026-12-01', dateEnd: '2026-12-02', isAllDay: false }, '“dateStart” is a day, but “isAllDay” is off'],
		[{ dateEndDate: '2026-12-02', isAllDay: 'false' }, '“Date End” is a day, but “isAllDay” is off'],
		[{ dateEnd: '2026-12-01', dateEndDate: '2026-12-02' }, '“Date End” is the day 2026-12-01, but “dateEndDate” is 2026-12-02'],
	])('a meeting is not part of a day and all of it: %j', (values, refusal) => expect(() => written('Meeting', values)).toThrow(refusal));
});

test.each<AttributeKind | undefined>([undefined, 'text', 'enum', 'list', 'idList', 'json'])('blanks are left out: %s', (kind) => {
	expect([sent(' \n', kind), sent('', kind)]).toEqual([{}, {}]);
});
test.each<AttributeKind>(['integer', 'decimal', 'date', 'dateTime', 'id', 'boolean'])('blanks are refused: %s', (kind) =>
	expect(() => sent(' ', kind)).toThrow(InvalidInput),
);

test.each<[value: Json]>([['1.50'], [' 12345678901234567890.10 '], [2.5], ['-0.5'], ['+.5']])(
	'%j is a decimal, with all its digits',
	(value) => expect(sent(value, 'decimal')).toEqual({ a: String(value).trim() }),
);
test.each<[value: Json]>([['1e3'], ['1E3'], ['1,5'], ['x'], [true], [['1']]])('%j is no decimal', (value) =>
	expect(() => sent(value, 'decimal')).toThrow(InvalidInput),
);

test.each<[value: Json]>([[['a', { b: 1 }]], [['a', ' ']], [['a', ['b']]], ['["a"'], [' ["a"]x']])('%j is no list of texts', (value) =>
	expect(() => sent(value, 'list')).toThrow(InvalidInput),
);
test('a bracket within a text is no list', () => expect(sent('a [b]', 'list')).toEqual({ a: ['a [b]'] }));

test('a refusal shows the beginning of the value, and what it had to be', () => {
	expect(() => sent('x'.repeat(58), 'number')).toThrow(`${JSON.stringify('x'.repeat(58))} is not`);
	expect(() => sent('x'.repeat(59), 'number')).toThrow(`${JSON.stringify('x'.repeat(59)).slice(0, 60)}… is not`);
	expect(() => sent(Infinity, 'number')).toThrow('Infinity is not');
});
