import {
	attributeValues,
	changedAttributeValues,
	matchedAttributeValues,
} from '../../../../../nodes/EspoCrm/parameters/fields/fieldParameters';
import type { AttributeKind } from '../../../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../../../nodes/shared/api/values/Json';
import { knowing, readerOf } from '../../../model/readerOf';

const kinds: Record<string, AttributeKind> = {
	name: 'text',
	size: 'integer',
	isActive: 'boolean',
	tags: 'list',
	due: 'date',
	at: 'dateTime',
	accountId: 'id',
	data: 'object',
};
const field = (id: string, more: object = {}) => ({ id, displayName: `The ${id}`, kind: kinds[id], ...more });
const schema = Object.keys(kinds).map((id) => field(id));
const given = (columns: object, more: object = {}) => ({ entityType: 'Account', specifyFields: 'mapping', columns, ...more });
const below = (value: object | null, more: object = {}) => given({ mappingMode: 'defineBelow', value, matchingColumns: [], schema }, more);

/** A reader that counts look-ups. */
function counted(values: Record<string, unknown>, input: JsonObject = {}) {
	const reader = readerOf(values, kinds, input);
	let lookUps = 0;
	const count = async <Result>(answer: Promise<Result>) => {
		lookUps++;
		return await answer;
	};
	return {
		reader: knowing(reader, { attributeKinds: async (type: string) => await count(reader.metadata.attributeKinds(type)) }),
		hints: reader.hints,
		lookUps: () => lookUps,
	};
}

test.each<[string, object | null, object]>([
	['nothing', null, {}],
	['values as they are', { name: 'Acme', size: 5, isActive: false }, { name: 'Acme', size: 5, isActive: false }],
	['what is empty is left alone', { name: '', size: null, isActive: null, tags: null }, {}],
	['numbers and switches as text', { size: '42', isActive: 'true' }, { size: '42', isActive: true }],
	['a list as the editor gives it', { tags: '["A, 1", "B"]' }, { tags: ['A, 1', 'B'] }],
	['a list as text', { tags: 'A, B' }, { tags: ['A', 'B'] }],
	['an object as the editor gives it', { data: '{"a":1}' }, { data: { a: 1 } }],
	['a day of the date picker', { due: '2026-11-23T00:00:00' }, { due: '2026-11-23' }],
	['a moment of the date picker, in the zone of the workflow', { at: '2026-11-23T10:00:00' }, { at: '2026-11-23 09:00:00' }],
])('each field: %s, without a look-up', async (_title, value, expected) => {
	const { reader, lookUps } = counted(below(value));
	expect((await attributeValues.read(reader)).values).toEqual(expected);
	expect(lookUps()).toBe(0);
});

test.each<[string, object]>([
	['“The size” in “Fields”', { size: 'many' }],
	['“The size” in “Fields”', { size: 1.5 }],
	['“The isActive” in “Fields”', { isActive: 'perhaps' }],
	['“The due” in “Fields”', { due: 'tomorrow' }],
	['“The name” in “Fields”', { name: ['x'] }],
	['“The data” in “Fields”', { data: '[1]' }],
])('%s names the field by its label', async (place, value) => {
	await expect(Promise.resolve(attributeValues.read(counted(below(value)).reader))).rejects.toThrow(place);
});

test('what the saved mapping knows to stand beside the record is told, without a look-up', async () => {
	const { reader, lookUps } = counted(
		given({
			mappingMode: 'defineBelow',
			value: { name: 'Acme' },
			matchingColumns: [],
			schema: [field('name'), field('due', { notStorable: true })],
		}),
	);
	await attributeValues.read(reader);
	expect([reader.notStorable, lookUps()]).toEqual([['due'], 0]);
});

test.each(['Tags *', 'Tags: ["A"] *', 'Tags, as ["A", "B"]', 'Tags (or as a Day) *', 'Tags (Set by the Dates)'])(
	'a message calls “%s” by its name alone',
	async (displayName) => {
		const columns = { mappingMode: 'defineBelow', value: { size: 'many' }, schema: [{ id: 'size', kind: 'integer', displayName }] };
		await expect(attributeValues.read(counted(given(columns)).reader)).rejects.toThrow('“Tags” in “Fields”');
	},
);

test('a field that was taken out again is not sent', async () => {
	const columns = {
		mappingMode: 'defineBelow',
		value: { name: 'Acme', isActive: false },
		schema: [field('name'), field('isActive', { removed: true })],
	};
	expect((await attributeValues.read(counted(given(columns)).reader)).values).toEqual({ name: 'Acme' });
});

test('a workflow without a schema is looked up where a value depends on it', async () => {
	const { reader, lookUps } = counted(given({ mappingMode: 'defineBelow', value: { at: '2026-11-23T10:00:00Z' } }));
	expect((await attributeValues.read(reader)).values).toEqual({ at: '2026-11-23 10:00:00' });
	expect(lookUps()).toBe(1);
});

describe('a mapping that was written by hand lacks the switch of what lasts all day', () => {
	const ofMeeting: Record<string, AttributeKind> = {
		name: 'text',
		dateStart: 'dateTimeOptional',
		dateStartDate: 'date',
		dateEnd: 'dateTimeOptional',
		dateEndDate: 'date',
		isAllDay: 'boolean',
		closeDate: 'date',
	};
	const read = async (value: object, names: string[], more: object = {}) => {
		let lookUps = 0;
		const columns = {
			mappingMode: 'defineBelow',
			value,
			schema: names.map((id) => ({ id, displayName: id, kind: ofMeeting[id], ...more })),
		};
		const reader = readerOf({ entityType: 'Meeting', specifyFields: 'mapping', columns }, ofMeeting);
		const attributeKinds = async (type: string) => await reader.metadata.attributeKinds((lookUps++, type));
		return { sent: (await attributeValues.read(knowing(reader, { attributeKinds }))).values, lookUps };
	};
	const days = { dateStart: '2026-12-01', dateEnd: '2026-12-02' };
	const sentDays = { dateStartDate: '2026-12-01', dateEndDate: '2026-12-02', isAllDay: true };
	test.each<[names: string[], value: object, sent: object]>([
		[['dateStart', 'dateEnd'], days, sentDays],
		[['dateStart', 'dateEnd', 'dateStartDate', 'dateEndDate'], days, sentDays],
		[['dateStartDate', 'dateEndDate'], { dateStartDate: '2026-12-01', dateEndDate: '2026-12-02' }, sentDays],
		[['dateStart'], { dateStart: '2026-12-01T10:00:00Z' }, { dateStart: '2026-12-01 10:00:00', dateStartDate: null, isAllDay: false }],
	])('%j: the kinds are looked up', async (names, value, sent) => expect(await read(value, names)).toEqual({ sent, lookUps: 1 }));

	test.each<[names: string[], value: object, more: object]>([
		[['name', 'dateStart'], { name: 'x' }, {}],
		[['dateStart', 'isAllDay'], { dateStart: '2026-12-01' }, {}],
		[['dateStart', 'dateStartDate'], { dateStart: '2026-12-01' }, { entityType: 'Meeting' }],
		[['closeDate'], { closeDate: '2026-12-01' }, { entityType: 'Meeting' }],
	])('nothing is looked up for %j of %j %j', async (names, value, more) => expect((await read(value, names, more)).lookUps).toBe(0));
});

describe('automatically', () => {
	const auto = (more: object = {}) => given({ mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema }, more);
	const input = { id: 'x', name: 'Acme', size: '5', isActive: null, createdAt: 'no', nothing: 1 };

	const LEFT_OUT = 'Input fields that match no field of the entity type, or are read-only, were left out:';
	test.each<[object, string | undefined]>([
		[{ account: { name: 'Acme' }, misspelt: 1 }, 'nothing, account, misspelt'],
		[{ nothing: null, deleted: false, versionNumber: 2 }, undefined],
		[{ accountName: 'Acme' }, 'nothing, accountName'],
		[{ accountName: 'Acme', accountId: 'a1' }, 'nothing'],
	])('what can be written is, what is null is left alone, and the rest of %j is named for the run', async (more, names) => {
		for (const how of [{ otherInput: 'ignore' }, {}]) {
			const { reader, hints } = counted(auto(how), { ...input, ...more } as JsonObject);
			const readOnly = knowing(reader, {
				attributeKinds: async () =>
					new Map([
						...(await reader.metadata.attributeKinds('Account')),
						['accountName', 'text' as const],
						['createdAt', 'dateTime' as const],
					]),
			});
			expect((await attributeValues.read(readOnly)).values).toMatchObject({ name: 'Acme', size: '5' });
			expect(hints).toEqual(names === undefined ? [] : [`${LEFT_OUT} ${names}.`]);
		}
	});
	test.each<[object, string]>([
		[{ size: Number.NaN }, '“size” in “Fields” is NaN'],
		[{ due: new Date('nope') }, '“due” in “Fields” is not a real date'],
		[{ tags: ['A', Infinity] }, '“tags” in “Fields” is Infinity'],
	])('%p is refused where it would be written', async (bad, message) => {
		await expect(Promise.resolve(attributeValues.read(counted(auto(), { ...input, ...bad } as JsonObject).reader))).rejects.toThrow(
			message,
		);
		expect((await attributeValues.read(counted(auto(), { ...input, other: Number.NaN }).reader)).values).toEqual({
			name: 'Acme',
			size: '5',
		});
	});
	test('other fields are reported', async () => {
		const { reader, hints } = counted(auto({ otherInput: 'report' }), input);
		expect((await attributeValues.read(reader)).values).toEqual({ name: 'Acme', size: '5' });
		expect(hints).toEqual(["input fields that can't be written were left out: id, createdAt, nothing."]);
	});
	test('other fields are refused', async () => {
		await expect(Promise.resolve(attributeValues.read(counted(auto({ otherInput: 'refuse' }), input).reader))).rejects.toThrow(
			'id, createdAt, nothing',
		);
	});
	test('an ID counts only where it is to be matched', async () => {
		const columns = { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['id'], schema };
		expect(await matchedAttributeValues.read(counted(given(columns), input).reader)).toMatchObject({
			id: 'x',
			values: { name: 'Acme' },
			match: {},
		});
		expect(await matchedAttributeValues.read(counted(auto(), input).reader)).toMatchObject({ id: undefined, match: {} });
	});
});

test('links beside the mapping, and never twice', async () => {
	const linkedRecords = { record: [{ link: 'accountId', record: { value: 'a1' } }] };
	expect((await changedAttributeValues.read(counted(below({ name: 'x' }, { linkedRecords })).reader)).values).toEqual({
		name: 'x',
		accountId: 'a1',
	});
	await expect(Promise.resolve(changedAttributeValues.read(counted(below({ accountId: 'b' }, { linkedRecords })).reader))).rejects.toThrow(
		'“The accountId” has one value in “Linked Records” and another in the fields',
	);
});

test('the same in both places is fine: an ID, or a list of IDs in any order', async () => {
	const one = { record: [{ link: 'accountId', record: { value: 'a1' } }] };
	expect((await attributeValues.read(counted(below({ accountId: ' a1 ' }, { linkedRecords: one })).reader)).values).toEqual({
		accountId: 'a1',
	});
	const several = { record: [{ link: 'contactsIds', record: { mode: 'id', value: 'c1, c2' } }] };
	for (const contactsIds of ['["c2", "c1"]', 'c1, c2', ['c2', 'c1']])
		expect((await attributeValues.read(counted(below({ contactsIds }, { linkedRecords: several })).reader)).values).toEqual({
			contactsIds: ['c1', 'c2'],
		});
	await expect(
		Promise.resolve(attributeValues.read(counted(below({ contactsIds: 'c1' }, { linkedRecords: several })).reader)),
	).rejects.toThrow('“contactsIds”');
});

test('to match: from the mapping, or by name with JSON', async () => {
	const columns = { mappingMode: 'defineBelow', value: { name: 'x', size: 1 }, matchingColumns: ['name', 'id'], schema };
	expect(await matchedAttributeValues.read(counted(given(columns)).reader)).toMatchObject({
		values: { name: 'x', size: 1 },
		id: undefined,
		match: { name: 'x' },
	});
	const json = { entityType: 'Account', specifyFields: 'json', fieldsJson: { id: 'a1', name: 'x' }, matchFields: 'name, size' };
	expect(await matchedAttributeValues.read(counted(json).reader)).toMatchObject({
		values: { name: 'x' },
		id: 'a1',
		match: { name: 'x', size: undefined },
	});
});

test.each([undefined, null, '', '  '])('an ID of %j is none: the record is found by the fields to match', async (id) => {
	const columns = { mappingMode: 'defineBelow', value: { id, name: 'x' }, matchingColumns: ['name'], schema };
	expect(await matchedAttributeValues.read(counted(given(columns)).reader)).toMatchObject({ id: undefined, match: { name: 'x' } });
	const json = { entityType: 'Account', specifyFields: 'json', fieldsJson: { id, name: 'x' }, matchFields: 'name' };
	expect((await matchedAttributeValues.read(counted(json).reader)).id ?? undefined).toBeUndefined();
});

test.each(['constructor', 'currency', 5])('a kind %j that nobody knows is looked up', async (kind) => {
	const columns = {
		mappingMode: 'defineBelow',
		value: { at: '2026-11-23T10:00:00Z', name: 'x' },
		schema: [field('at', { kind }), field('name', { kind })],
	};
	const { reader, lookUps } = counted(given(columns));
	expect((await attributeValues.read(reader)).values).toEqual({ at: '2026-11-23 10:00:00', name: 'x' });
	expect(lookUps()).toBe(1);
});

test.each<[object, object]>([
	[{ name: 5 }, { name: '5' }],
	[{ size: '05' }, { size: 5 }],
	[{ isActive: 'false' }, { isActive: false }],
	[{ name: '  ' }, { name: undefined }],
	[{ tags: 'A' }, { tags: ['A'] }],
])('%j is looked for as %j', async (values, match) => {
	const [name] = Object.keys(values);
	const json = { entityType: 'Account', specifyFields: 'json', fieldsJson: values, matchFields: name };
	expect((await matchedAttributeValues.read(counted(json).reader)).match).toEqual(match);
});

test.each<[object, object]>([
	[{ dateEnd: '2026-12-01' }, { dateEndDate: '2026-12-01' }],
	[{ dateEndDate: '2026-12-01' }, { dateEndDate: '2026-12-01' }],
	[{ dateEnd: '2026-12-01T10:00:00Z' }, { dateEnd: '2026-12-01 10:00:00', dateEndDate: null }],
	[{}, { dateEnd: undefined }],
])('a record is found by its day or by its moment: %j by %j', async (values, match) => {
	const ofTask: Record<string, AttributeKind> = { dateEnd: 'dateTimeOptional', dateEndDate: 'date' };
	const reader = readerOf(
		{ entityType: 'Task', specifyFields: 'json', fieldsJson: { name: 'x', ...values }, matchFields: 'dateEnd' },
		ofTask,
	);
	expect((await matchedAttributeValues.read(reader)).match).toEqual(match);
});

test.each([{ '': 'x' }, { ' ': null }])('a value without a name is refused: %j', async (fieldsJson) => {
	const read = Promise.resolve(attributeValues.read(counted({ entityType: 'Account', specifyFields: 'json', fieldsJson }).reader));
	await expect(read).rejects.toThrow('The name of a field in “Fields (JSON)” is empty');
});
