import { plainLabel } from '../../../../nodes/shared/n8n/editor/mappedLabel';
import { shownFields, type Definition } from '../../model/accountMapping';

describe('a field is entered', () => {
	test.each<[type: string, more: Definition, attribute: string, as: string]>([
		['varchar', {}, 'x', 'string'],
		['enum', {}, 'x', 'string'],
		['enum', { options: ['a'] }, 'x', 'options'],
		['decimal', {}, 'x', 'string'],
		['int', {}, 'x', 'number'],
		['float', {}, 'x', 'number'],
		['bool', {}, 'x', 'options'],
		['email', {}, 'xIsOptedOut', 'options'],
		['date', {}, 'x', 'dateTime'],
		['datetime', {}, 'x', 'dateTime'],
		['datetimeOptional', {}, 'x', 'dateTime'],
		['link', {}, 'xId', 'string'],
		['multiEnum', { options: ['a'] }, 'x', 'array'],
		['linkMultiple', {}, 'xIds', 'array'],
		['linkMultiple', { columns: {} }, 'xColumns', 'object'],
		['jsonObject', {}, 'x', 'object'],
		['email', {}, 'xData', 'array'],
		['phone', {}, 'xData', 'array'],
		['jsonArray', {}, 'x', 'array'],
		['arrayInt', {}, 'x', 'array'],
		['base', {}, 'x', 'object'],
	])('of the type %s, %j: %s as %s', async (type, more, attribute, as) => {
		expect((await shownFields({ x: { type, ...more } }))[attribute]?.type).toBe(as);
	});

	test('a switch says yes or no, so that one without a value is not shown as on', async () => {
		expect((await shownFields({ x: { type: 'bool' } })).x?.options).toEqual([
			{ name: 'Yes', value: true },
			{ name: 'No', value: false },
		]);
	});

	test.each<[saved: unknown, as: string]>([
		['yes', 'boolean'],
		[1, 'boolean'],
		[0, 'boolean'],
		['', 'options'],
		['={{ $json.x }}', 'options'],
		[true, 'options'],
		[null, 'options'],
		['a=', 'boolean'],
	])('a switch that a workflow holds as %j', async (saved, as) => {
		expect((await shownFields({ x: { type: 'bool' } }, 'create', { value: { x: saved } })).x?.type).toBe(as);
	});
});

describe('what records can be found by', () => {
	test.each<[type: string, more: Definition, attribute: string, can: boolean]>([
		['varchar', {}, 'x', true],
		['enum', {}, 'x', true],
		['date', {}, 'x', true],
		['email', {}, 'xIsOptedOut', false],
		['multiEnum', {}, 'x', false],
		['linkMultiple', {}, 'xIds', false],
		['jsonObject', {}, 'x', false],
		['jsonArray', {}, 'x', false],
	])('%s %j', async (type, more, attribute, can) => {
		expect((await shownFields({ x: { type, ...more } }, 'upsert'))[attribute]?.canBeUsedToMatch).toBe(can);
	});

	test.each<[fields: string[], matched: string | undefined]>([
		[['name', 'emailAddress'], 'emailAddress'],
		[['name', 'x'], 'name'],
		[['x'], undefined],
	])('of %j at first by %s', async (names, matched) => {
		const fields = Object.fromEntries(names.map((name) => [name, { type: 'varchar' }]));
		const all = Object.values(await shownFields(fields, 'upsert'));
		expect(all.filter((field) => field?.defaultMatch).map((field) => field?.id)).toEqual(matched ? [matched] : []);
		expect(all[0]).toMatchObject({ id: 'id', kind: 'id', display: true });
		expect(Object.values(await shownFields(fields, 'create')).filter((field) => field?.defaultMatch)).toEqual([]);
		expect(await shownFields(fields, 'create')).not.toHaveProperty('id');
	});
});

describe('what EspoCRM asks for', () => {
	test.each<[type: string, attribute: string, isAsked: boolean, needed: boolean | undefined]>([
		['varchar', 'x', true, true],
		['multiEnum', 'x', true, true],
		['jsonObject', 'x', false, undefined],
		['jsonArray', 'x', false, undefined],
		['email', 'x', true, true],
		['email', 'xIsOptedOut', false, undefined],
		['datetimeOptional', 'x', true, true],
		['datetimeOptional', 'xDate', false, undefined],
	])('a required %s: %s', async (type, attribute, isAsked, needed) => {
		const field = (await shownFields({ x: { type, required: true } }))[attribute];
		expect([field?.required, field?.displayName.endsWith(' *'), field?.needed]).toEqual([isAsked, isAsked, needed]);
		expect((await shownFields({ x: { type } }))[attribute]).not.toHaveProperty('needed');
	});

	test('names are there from the beginning', async () => {
		const fields = await shownFields({
			name: { type: 'varchar' },
			firstName: { type: 'varchar' },
			lastName: { type: 'varchar' },
			other: { type: 'varchar' },
		});
		expect(Object.values(fields).map((field) => [field?.id, field?.required, field?.displayName])).toEqual([
			['name', true, 'name'],
			['firstName', true, 'firstName'],
			['lastName', true, 'lastName'],
			['other', false, 'other'],
		]);
	});

	test('what is no part of the record is marked', async () => {
		const fields = await shownFields({ x: { type: 'varchar', notStorable: true }, y: { type: 'varchar' } });
		expect(fields.x).toMatchObject({ notStorable: true });
		expect(fields.y).not.toHaveProperty('notStorable');
	});
});

describe('a default', () => {
	test.each<[type: string, given: unknown, value: unknown]>([
		['varchar', 'abc', 'abc'],
		['int', 5, 5],
		['int', 0, 0],
		['bool', false, false],
		['varchar', '', undefined],
		['varchar', null, undefined],
		['multiEnum', ['a'], undefined],
		['date', 'today', undefined],
		['varchar', 'javascript: return 1', undefined],
		['varchar', 'Not javascript:', 'Not javascript:'],
	])('of %s: %j', async (type, given, value) => {
		expect((await shownFields({ x: { type, default: given } })).x?.defaultValue).toBe(value);
	});
});

describe('a label says what a value looks like', () => {
	test.each<[name: string, definition: Definition, attribute: string, label: string]>([
		['stage', { type: 'enum' }, 'stage', 'Phase'],
		['tags', { type: 'multiEnum', options: ['vip'] }, 'tags', 'Tags: ["vip"]'],
		['tags', { type: 'multiEnum' }, 'tags', 'Tags: ["…"]'],
		['x', { type: 'linkMultiple' }, 'xIds', 'x (IDs): ["id"]'],
		['x', { type: 'attachmentMultiple' }, 'xIds', 'x (IDs): ["id or binary field"]'],
		['x', { type: 'linkMultiple', columns: { role: 'r', other: 'o' } }, 'xColumns', 'x (Columns): {"id": {"role": "…"}}'],
		['x', { type: 'linkMultiple', columns: {} }, 'xColumns', 'x (Columns): {"id": {"…": "…"}}'],
		['x', { type: 'linkMultiple', columns: 'odd' }, 'xColumns', 'x (Columns): {"id": {"…": "…"}}'],
		['x', { type: 'jsonObject' }, 'x', 'x: {…}'],
		['phones', { type: 'email' }, 'phonesData', 'Phones: [{"emailAddress": "…", "primary": true}]'],
		['phones', { type: 'phone' }, 'phonesData', 'Phones: [{"phoneNumber": "…", "primary": true}]'],
		['x', { type: 'arrayInt' }, 'x', 'x: [1, 2]'],
		['x', { type: 'jsonArray' }, 'x', 'x: […]'],
		['x', { type: 'base' }, 'x', 'x: {…}'],
		['x', { type: 'datetimeOptional' }, 'xDate', 'x, as a Day (All-Day)'],
		['x', { type: 'datetimeOptional', required: true }, 'x', 'x (or as a Day) *'],
		['isAllDay', { type: 'bool' }, 'isAllDay', 'isAllDay (Set by the Dates)'],
		['isAllDay', { type: 'varchar' }, 'isAllDay', 'isAllDay'],
		['other', { type: 'bool' }, 'other', 'other'],
		['x', { type: 'file' }, 'xId', 'x (ID) (or Binary Field)'],
		['x', { type: 'image' }, 'xId', 'x (ID) (or Binary Field)'],
		['x', { type: 'link' }, 'xId', 'x (ID)'],
	])('%s, %j: %s', async (name, definition, attribute, label) => {
		expect((await shownFields({ [name]: definition }))[attribute]?.displayName).toBe(label);
	});

	test.each([
		['Phones, as [{"a": 1}]', 'Phones'],
		['A: b', 'A: b'],
		['Tags: ["x"] *', 'Tags'],
		['Start (or as a Day) *', 'Start'],
		['Tags: ["x"]\nmore', 'Tags: ["x"]\nmore'],
	])('messages call %j as %j', (label, plain) => expect(plainLabel(label)).toBe(plain));
});
