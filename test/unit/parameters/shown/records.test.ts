import type { INodeProperties, INodePropertyMode, INodePropertyModeValidation } from 'n8n-workflow';

import type { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { binaryFields, filesNamed } from '../../../../nodes/shared/parameters/shown/binaryFields';
import { givenRecords } from '../../../../nodes/shared/parameters/shown/givenRecords';
import { locatedId } from '../../../../nodes/shared/parameters/shown/locatedId';
import { recordAddress, recordLocator, recordsLocator } from '../../../../nodes/shared/parameters/shown/recordLocator';
import { readerOf } from '../../model/readerOf';
import { namedBytes } from '../../model/AttachmentServer';

const SITE = 'https://crm.example.com/';
async function seen(read: () => unknown): Promise<unknown> {
	try {
		return await read();
	} catch (error) {
		const { parameter, message, hint } = error as InvalidInput;
		return { parameter, message, hint };
	}
}

test.each<[value: unknown, address: object | undefined]>([
	[`${SITE}#Account/view/6b04`, { entityType: 'Account', id: '6b04' }],
	[`${SITE}#account/edit/6b04?x`, { entityType: 'Account', id: '6b04' }],
	['#Account/view/6b04/related', { entityType: 'Account', id: '6b04' }],
	['#CMyType2/view/a&b', { entityType: 'CMyType2', id: 'a' }],
	['#Account/list/6b04', undefined],
	['#2Account/view/6b04', undefined],
	['#Account/view/', undefined],
	['Account/view/6b04', undefined],
	[5, undefined],
	[undefined, undefined],
])('the address %j', (value, address) => expect(recordAddress(value)).toEqual(address));

describe('a locator', () => {
	const modeOf = (locator: Pick<INodeProperties, 'modes'>, name: string) =>
		locator.modes?.find((mode) => mode.name === name) as INodePropertyMode;
	const passes = ({ validation }: INodePropertyMode, text: string) => {
		const { regex } = (validation?.[0] as INodePropertyModeValidation).properties as { regex: string };
		return new RegExp(regex).test(text);
	};
	const one = recordLocator('searchRecords', ['entityType.value']);
	const several = recordsLocator('searchRelatedRecords', []);

	test('has a list that looks again when what it depends on changes', () => {
		expect(one).toMatchObject({
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			typeOptions: { loadOptionsDependsOn: ['entityType.value'] },
		});
		expect(modeOf(one, 'list')).toMatchObject({ type: 'list', typeOptions: { searchListMethod: 'searchRecords', searchable: true } });
		expect(one.modes?.map(({ name, type }) => [name, type])).toEqual([
			['list', 'list'],
			['id', 'string'],
			['url', 'string'],
		]);
	});

	test.each<[text: string, single: boolean, many: boolean]>([
		['6b04', true, true],
		[' 6b04-a_b ', true, true],
		['a'.repeat(64), true, true],
		['a'.repeat(65), false, false],
		['a, b ,c', false, true],
		['a,b,', false, true],
		['', false, false],
		['a b', false, false],
		['_a', false, false],
		['a/b', false, false],
	])('the ID %j', (text, single, many) => {
		expect([passes(modeOf(one, 'id'), text), passes(modeOf(several, 'id'), text)]).toEqual([single, many]);
	});

	test.each<[text: string, id: string | undefined]>([
		[`${SITE}#Account/view/6b04`, '6b04'],
		[` http://x/#Account/edit/6b04/more `, '6b04'],
		[`${SITE}#Account/list/6b04`, undefined],
		[`${SITE}#Account/view/`, undefined],
		['#Account/view/6b04', undefined],
	])('the address %j', (text, id) => {
		const mode = modeOf(one, 'url');
		expect(passes(mode, text)).toBe(id !== undefined);
		const { type, regex } = mode.extractValue as { type: string; regex: string };
		expect(type).toBe('regex');
		if (id !== undefined) expect(new RegExp(regex).exec(text)?.[1]).toBe(id);
	});
});

describe('the ID of a locator', () => {
	const idOf = async (raw: unknown) => {
		let asked = 0;
		const id = await seen(() => locatedId(raw, 'Record', () => (asked++, ['Account', '“Entity Type” is'])));
		return { id, asked };
	};

	test.each<[raw: unknown, id: string, asked: number]>([
		['6b04', '6b04', 0],
		[{ mode: 'id', value: ' 6b04 ' }, '6b04', 0],
		[{ mode: 'url', value: `${SITE}#Account/view/6b04` }, '6b04', 1],
	])('%j', async (raw, id, asked) => expect(await idOf(raw)).toEqual({ id, asked }));

	test.each<[raw: unknown, message: string]>([
		[{ mode: 'id' }, '“Record” is empty'],
		[`${SITE}#Contact/view/6b04`, 'The URL in “Record” leads to a record of the type Contact, but “Entity Type” is Account'],
		[`${SITE}#Account/view/a.b`, '“a.b” in “Record” is not an EspoCRM ID'],
	])('%j is refused', async (raw, message) => expect((await idOf(raw)).id).toMatchObject({ parameter: 'Record', message }));
});

test.each<[raw: unknown, records: object]>([
	[undefined, { ids: [], entityTypes: [] }],
	[{ mode: 'id' }, { ids: [], entityTypes: [] }],
	['a, b', { ids: ['a', 'b'], entityTypes: [] }],
	[`#Account/view/a, #Account/view/b, #Lead/edit/c, d`, { ids: ['a', 'b', 'c', 'd'], entityTypes: ['Account', 'Lead'] }],
	[['a', ''], { parameter: 'Record', message: 'The records is a list with an empty entry' }],
	[['a', '#Account/view/a.b'], { parameter: 'Record', message: '“a.b” in “Record” is not an EspoCRM ID' }],
])('the records of %j', async (raw, records) =>
	expect(await seen(() => givenRecords(raw, 'Record', 'The records'))).toMatchObject(records),
);

describe('binary fields', () => {
	const LABEL = 'Input Binary Fields';
	const reader = (given: unknown, properties = ['data', 'a, b']) => ({
		...readerOf({ binaryFields: given }),
		fileProperties: properties,
		file: async (property: string, parameter: string) => await Promise.resolve(namedBytes('', { name: `${property} of ${parameter}` })),
	});
	const named = async (given: unknown, properties?: string[]) => {
		const files = await seen(async () => await binaryFields.read(reader(given, properties)));
		return Array.isArray(files) ? files.map(({ name }: { name: string }) => name.replace(` of ${LABEL}`, '')) : files;
	};

	test.each<[given: unknown, names: string[]]>([
		['data', ['data']],
		[' data , photo,data', ['data', 'photo']],
		[
			['data', ' photo '],
			['data', 'photo'],
		],
		// A field may have a comma in its name.
		['a, b', ['a, b']],
		['*', ['data', 'a, b']],
		['photo, *', ['data', 'a, b']],
		[5, ['5']],
	])('%j', async (given, names) => expect(await named(given)).toEqual(names));

	test.each<[given: unknown, message: string]>([
		['', `“${LABEL}” is empty`],
		[null, `“${LABEL}” is empty`],
		[' , ', `“${LABEL}” is empty`],
		[[], `“${LABEL}” is empty`],
		[['data', ''], `“${LABEL}” is a list with an empty entry`],
		[{ fileName: 'a' }, `“${LABEL}” takes the names of binary fields, not the files themselves`],
		[['data', {}], `“${LABEL}” takes the names of binary fields, not the files themselves`],
	])('%j is refused', async (given, message) =>
		expect(await named(given)).toMatchObject({ parameter: LABEL, message, hint: expect.any(String) as string }),
	);

	test('all of an item without files are none', async () => {
		expect(await named('*', [])).toMatchObject({ parameter: LABEL, message: `The item has no files, but “${LABEL}” asks for all of them` });
		expect(await filesNamed(reader(''), '', 'Other')).toEqual([]);
	});
});
