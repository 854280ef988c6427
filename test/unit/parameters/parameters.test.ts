import type { INodePropertyModeValidation } from 'n8n-workflow';

import { requestsInFlight, versionNumber } from '../../../nodes/EspoCrm/parameters/fields/writeOptions';
import { link } from '../../../nodes/EspoCrm/parameters/linked/link';
import { relatedIds } from '../../../nodes/EspoCrm/parameters/linked/relatedIds';
import { offset } from '../../../nodes/EspoCrm/parameters/lists/listOptions';
import { returnAll } from '../../../nodes/EspoCrm/parameters/lists/returnAll';
import { sort } from '../../../nodes/EspoCrm/parameters/lists/sort';
import { InvalidInput } from '../../../nodes/shared/api/values/InvalidInput';
import { filters } from '../../../nodes/shared/parameters/filters/filters';
import { output } from '../../../nodes/shared/parameters/presentation/output';
import {
	addLabels,
	dateTimeFormat,
	notePresentation,
	presentation,
} from '../../../nodes/shared/parameters/presentation/presentationOptions';
import type { Parameter } from '../../../nodes/shared/parameters/reading/Parameter';
import { valueFrom } from '../../../nodes/shared/parameters/reading/valueFrom';
import { entityType } from '../../../nodes/shared/parameters/record/entityType';
import { recordId } from '../../../nodes/shared/parameters/record/recordId';
import { shownWhen } from '../../../nodes/shared/parameters/shown/shownWhen';
import { eventsOption, typesOption } from '../../../nodes/shared/parameters/stream/streamOptions';
import { source, sourceOf } from '../../../nodes/shared/parameters/stream/streamSource';
import { knowing, readerOf } from '../model/readerOf';

const HOSTILE = [
	'',
	'  ',
	'../User',
	'..',
	'%2e%2e',
	'%2E%2E%2fUser',
	'a%2Fb',
	'a/b',
	'a b',
	'a?b',
	'a#b',
	null,
	undefined,
	{},
	[],
	true,
	{ mode: 'list', value: '' },
	{ mode: 'id', value: '../x' },
	{ mode: 'id', value: null },
];
const locators = (value: unknown) => [value, { __rl: true, mode: 'list', value }, { mode: 'id', value }];
const read = async (parameter: Parameter, values: Record<string, unknown>) =>
	await parameter.read(readerOf({ entityType: 'Account', ...values }));

describe.each<[name: string, parameter: Parameter, displayName: string, value: string]>([
	['entityType', entityType, 'Entity Type', 'CFieldZoo'],
	['link', link, 'Relation', 'contacts'],
	['recordId', recordId, 'Record', '6b046affe09989a18'],
])('%s', (name, parameter, displayName, value) => {
	test('is read from every mode of the locator', async () => {
		for (const given of locators(value)) expect(await read(parameter, { [name]: given })).toBe(value);
	});

	test.each(HOSTILE)('%j is refused by name', async (given) => {
		await expect(read(parameter, { [name]: given })).rejects.toThrow(InvalidInput);
		await expect(read(parameter, { [name]: given })).rejects.toMatchObject({ parameter: displayName });
	});
});

describe('the address of a record', () => {
	test.each([
		'https://crm.example.com/#Account/view/6b04',
		'https://crm.example.com/espo/#Account/edit/6b04',
		' https://crm.example.com/?x=1#Account/view/6b04 ',
		'https://crm.example.com/#Account/view/6b04/rootUrl=x',
		'#Account/view/6b04',
	])('%s', async (address) => {
		for (const given of [...locators(address), { mode: 'url', value: address }])
			expect(await read(recordId, { recordId: given })).toBe('6b04');
	});

	test.each([
		['https://crm.example.com/#Contact/view/6b04', /type Contact, but “Entity Type” is Account/],
		['https://crm.example.com/#Account/view/..%2fUser', /not an EspoCRM ID/],
		['https://crm.example.com/#Account', /not an EspoCRM ID/],
		['https://crm.example.com/#Account/view/', /not an EspoCRM ID/],
		['https://crm.example.com/', /not an EspoCRM ID/],
	])('%s is refused', async (address, message) => {
		await expect(read(recordId, { recordId: { mode: 'url', value: address } })).rejects.toThrow(message);
	});
});

describe('related records', () => {
	/** As a link that leads to contacts. */
	const relatedOf = async (value: unknown) => {
		let asked = 0;
		const linkedEntityType = async () => await Promise.resolve((asked++, 'Contact'));
		const valueOf = (name: string) => ({ entityType: 'Account', link: 'contacts' })[name];
		return { ids: await relatedIds.read(knowing({ ...readerOf({ relatedIds: value }), valueOf }, { linkedEntityType })), asked };
	};

	test.each([
		['a', ['a']],
		['a, b,a', ['a', 'b']],
		[
			['a', 'b'],
			['a', 'b'],
		],
		[7, ['7']],
		['https://crm.example.com/#Contact/view/6b04', ['6b04']],
		[
			['https://crm.example.com/#Contact/edit/6b04', 'a'],
			['6b04', 'a'],
		],
	])('%j', async (given, ids) => {
		for (const value of locators(given)) expect((await relatedOf(value)).ids).toEqual(ids);
	});

	test('what the link leads to is asked once, and only for an address', async () => {
		expect((await relatedOf('a, b')).asked).toBe(0);
		expect((await relatedOf([1, 2].map((id) => `https://crm.example.com/#Contact/view/${id}`))).asked).toBe(1);
	});

	test.each(['https://crm.example.com/#Account/view/6b04', ['https://crm.example.com/#Contact/view/1', '#Account/edit/2']])(
		'%j of another type is refused',
		async (given) => {
			for (const value of locators(given)) await expect(relatedOf(value)).rejects.toThrow(/type Account, but “Relation” leads to Contact/);
		},
	);

	test.each([
		'',
		' , ',
		[],
		null,
		undefined,
		'a, ../b',
		['a', 'b c'],
		[{ id: 'a' }],
		'a;b',
		'https://crm.example.com/',
		'https://crm.example.com/#Contact/view/..%2fx',
	])('%j is refused', async (given) => {
		for (const value of locators(given))
			await expect(read(relatedIds, { relatedIds: value })).rejects.toMatchObject({ parameter: 'Related Records' });
	});

	test.each<[value: string, passes: boolean]>([
		['6b04', true],
		[' 6b04 , 7c-d_e,8 ', true],
		['', false],
		['6b04;7c', false],
		['../x', false],
	])('the panel takes %j: %s', (value, passes) => {
		const [property] = relatedIds.properties;
		const [rule] = property?.modes?.find(({ name }) => name === 'id')?.validation ?? [];
		const { regex } = (rule as INodePropertyModeValidation).properties as { regex: string };
		expect(new RegExp(regex).test(value)).toBe(passes);
	});
});

describe('how many', () => {
	test.each<[all: unknown, limit: unknown, count: number | undefined]>([
		[true, 5, undefined],
		['true', '', undefined],
		[false, 5, 5],
		[false, '5', 5],
		['false', 1_000_000, 1_000_000],
		[undefined, undefined, 50],
		['', '', 50],
		[false, null, 50],
	])('Return All %j, Limit %j', async (all, limit, count) => expect(await read(returnAll, { returnAll: all, limit })).toBe(count));

	test.each([0, -1, 1.5, 'many', '5x', ' ', NaN, Infinity, true, [5], {}, 1e300])('a limit of %j is refused', async (limit) => {
		await expect(read(returnAll, { returnAll: false, limit })).rejects.toMatchObject({ parameter: 'Limit' });
	});

	test.each(['yes', 1, {}])('Return All %j is refused', async (all) => {
		await expect(read(returnAll, { returnAll: all })).rejects.toMatchObject({ parameter: 'Return All' });
	});
});

describe('options', () => {
	test.each([
		[undefined, undefined],
		[0, undefined],
		['20', 20],
		['', undefined],
	])('offset %j', (given, value) => expect(offset.read(given)).toBe(value));

	test.each([-1, 'x', 0.5])('an offset of %j is refused', (given) => expect(() => offset.read(given)).toThrow('“Offset”'));

	test.each([
		[undefined, 'iso'],
		['', 'iso'],
		['iso', 'iso'],
		['espo', 'espo'],
		[' ISO ', 'iso'],
	])('date-time format %j', (given, value) => expect(dateTimeFormat.read(given)).toBe(value));

	test.each(['IS', 'local', 5, ['iso'], {}])('the date-time format %j is refused', (given) =>
		expect(() => dateTimeFormat.read(given)).toThrow('“Date-Time Format”'),
	);

	test.each([
		[undefined, false],
		['true', true],
		[true, true],
		['', false],
	])('labels %j', (given, value) => expect(addLabels.read(given)).toBe(value));

	test.each([
		[undefined, undefined],
		[0, 0],
		['3', 3],
	])('version number %j', (given, value) => expect(versionNumber.read(given)).toBe(value));

	test.each([
		[undefined, undefined],
		[1, 1],
		[16, 16],
		[500, 16],
	])('requests in flight %j', (given, value) => expect(requestsInFlight('Usually').read(given)).toBe(value));

	test.each([0, -3, 'x'])('requests in flight %j are refused', (given) =>
		expect(() => requestsInFlight('Usually').read(given)).toThrow(InvalidInput),
	);

	test.each([
		[undefined, []],
		['post, create', ['post', 'create']],
		[['mention'], ['mention']],
		['Post, post', ['post']],
	])('events %j', (given, value) => expect(eventsOption.read(given)).toEqual(value));

	test.each(['nosuch', ['post', 'posts'], [['post']]])('the events %j are refused', (given) =>
		expect(() => eventsOption.read(given)).toThrow('“Events”'),
	);
	test.each(['Account, ../x', [5]])('the entity types %j are refused', (given) =>
		expect(() => typesOption.read(given)).toThrow(InvalidInput),
	);
});

describe('output', () => {
	const chosen = async (values: Record<string, unknown>) => await read(output(), values);

	test.each<[values: Record<string, unknown>, attributes: string[] | undefined]>([
		[{}, undefined],
		[{ output: '' }, undefined],
		[{ output: null }, undefined],
		[{ output: 'all' }, undefined],
		// Left over from another choice.
		[{ output: 'all', select: ['name'] }, undefined],
		[{ output: 'selected', select: [] }, undefined],
		[{ output: 'selected', select: '' }, undefined],
		[{ output: 'selected' }, undefined],
		[{ output: 'selected', select: ['website', 'name'] }, ['website', 'name']],
		[{ output: 'selected', select: 'name, website ,name' }, ['name', 'website']],
		[{ output: ' Selected ', select: 'name' }, ['name']],
	])('%j keeps %j', async (values, attributes) => expect(await chosen(values)).toEqual(attributes ? { attributes } : {}));

	test('simplified is a short list, the name first', async () => {
		const { attributes = [], atMost } = (await chosen({ output: 'simplified', select: ['website'] })) as {
			attributes?: string[];
			atMost?: number;
		};
		expect([attributes[0], atMost]).toEqual(['name', 10]);
		expect(attributes.length).toBeLessThanOrEqual(25);
		expect(new Set(attributes).size).toBe(attributes.length);
	});

	test.each(['name; website', 'account.name', 'LOWER:(name)', [{}]])('the attributes %j are refused', async (select) => {
		await expect(chosen({ output: 'selected', select })).rejects.toMatchObject({ parameter: 'Attribute Names or IDs' });
	});

	test.each(['some', 5, {}, ['all', 'simplified']])(
		'%j is refused',
		async (given) => await expect(chosen({ output: given })).rejects.toMatchObject({ parameter: 'Output' }),
	);

	test('it is a presentation with the options', () => {
		const options = { dateTimeFormat: 'espo' as const, addLabels: true };
		expect(presentation({ entityType: 'Account', options })).toEqual({ entityType: 'Account', dateTimes: 'espo', labels: true });
		expect(presentation({ entityType: 'Account', link: 'contacts', output: { attributes: ['name'], atMost: 10 }, options })).toEqual({
			entityType: 'Account',
			link: 'contacts',
			dateTimes: 'espo',
			labels: true,
			attributes: ['name'],
			atMost: 10,
		});
		expect(notePresentation({ options })).toEqual({ entityType: 'Note', dateTimes: 'espo', labels: false });
	});
});

describe('sort', () => {
	test.each<[given: unknown, value: object]>([
		[undefined, {}],
		[{}, {}],
		['', {}],
		[{ by: { orderBy: '' } }, {}],
		[{ by: { orderBy: 'name' } }, { orderBy: 'name', order: 'asc' }],
		[{ by: { orderBy: 'name', order: 'desc' } }, { orderBy: 'name', order: 'desc' }],
	])('%j', async (given, value) => expect(await read(sort, { sort: given })).toEqual(value));

	test('by something that is no name is refused', async () =>
		await expect(read(sort, { sort: { by: { orderBy: 'LOWER:(name)' } } })).rejects.toThrow(InvalidInput));
});

describe('filters', () => {
	const none = { where: [], textFilter: undefined, primaryFilter: undefined, boolFilterList: [] };
	const condition = (...rows: unknown[]) => ({ condition: rows });
	const equals = { type: 'equals', attribute: 'name', value: 'Acme' };

	test.each<[given: unknown, value: object]>([
		[undefined, none],
		[{}, none],
		['', none],
		[{ where: '', textFilter: '  ', primaryFilter: '', conditions: {} }, none],
		[{ conditions: condition({ attribute: '', operator: 'equals', value: '' }) }, none],
		[{ textFilter: 'Acme' }, { ...none, textFilter: 'Acme' }],
		[{ textFilter: 0 }, { ...none, textFilter: '0*' }],
		[{ where: [{ type: 'textFilter', value: '0' }] }, { ...none, where: [{ type: 'textFilter', value: '0*' }] }],
		[
			{ primaryFilter: 'open', boolFilterList: 'onlyMy, followed' },
			{ ...none, primaryFilter: 'open', boolFilterList: ['onlyMy', 'followed'] },
		],
		[{ conditions: condition({ attribute: 'name', operator: 'equals', value: 'Acme' }) }, { ...none, where: [equals] }],
		[{ where: JSON.stringify([equals]) }, { ...none, where: [equals] }],
		[
			{
				combine: 'any',
				conditions: condition({ attribute: 'a', operator: 'isNull' }, { attribute: 'b', operator: 'isTrue' }),
				where: [equals],
			},
			{
				...none,
				where: [
					{
						type: 'or',
						value: [
							{ type: 'isNull', attribute: 'a' },
							{ type: 'isTrue', attribute: 'b' },
						],
					},
					equals,
				],
			},
		],
	])('%j', async (given, value) => expect(await read(filters, { filters: given })).toEqual(value));

	test.each([
		{ where: '{' },
		{ where: equals },
		{ where: 'name' },
		{ primaryFilter: '../x' },
		{ boolFilterList: ['a b'] },
		{ conditions: condition({ attribute: 'account.name', operator: 'equals', value: 'x' }) },
		{ conditions: condition({ attribute: 'name', operator: 'nosuch', value: 'x' }) },
		// What an expression put in the place of a collection; taken for empty it would mean all records.
		['x'],
		'name = x',
		{ conditions: 'x' },
		{ conditions: { condition: ['x'] } },
		{ conditions: condition({ attribute: 'name', operator: 'equals', value: '' }) },
		// A forgotten attribute would mean all records.
		{ conditions: condition({ attribute: '', operator: 'equals', value: 'x' }) },
	])('%j is refused', async (given) => await expect(read(filters, { filters: given })).rejects.toThrow(InvalidInput));

	test('the kind of an attribute is asked for only where it matters', async () => {
		let asked = 0;
		const reader = (operator: string) =>
			knowing(readerOf({ filters: { conditions: condition({ attribute: 'createdAt', operator, value: '2026-11-23' }) } }), {
				comparedKinds: async () => {
					asked++;
					return await Promise.resolve(new Map([['createdAt', 'dateTime' as const]]));
				},
			});
		await filters.read({
			...reader('contains'),
			resolved: () => ({ conditions: condition({ attribute: 'name', operator: 'contains', value: '2026-11-23' }) }),
		});
		expect(asked).toBe(0);
		await expect(filters.read(reader('contains'))).rejects.toThrow(
			"“createdAt” in “Filters” is a date with time, so “Contains” can't be used",
		);
		asked = 0;
		expect(await filters.read(reader('on'))).toMatchObject({ where: [{ type: 'on', dateTime: true, timeZone: 'Europe/Paris' }] });
		expect(asked).toBe(1);
	});
});

describe('the source of a stream', () => {
	test.each(['everything', 'myStream', 'record'] as const)('%s', async (kind) => {
		for (const given of [kind, ` ${kind.toUpperCase()} `]) expect(await read(source, { source: given })).toBe(kind);
	});
	test.each(['', 'global', null, undefined, {}, ['record']])('%j is none', async (kind) => {
		await expect(read(source, { source: kind })).rejects.toThrow(InvalidInput);
		await expect(read(source, { source: kind })).rejects.toMatchObject({ parameter: 'Source' });
	});

	test('a record needs its type and ID', () => {
		expect(sourceOf('record', 'Account', 'a')).toEqual({ kind: 'record', entityType: 'Account', id: 'a' });
		expect(sourceOf('myStream', 'Account', 'a')).toEqual({ kind: 'myStream' });
		expect(() => sourceOf('record', 'Account')).toThrow(InvalidInput);
	});
});

describe('a parameter that is there only sometimes', () => {
	const shown = shownWhen('mode', ['x', 'y'], entityType);

	test('is read only then', async () => {
		expect(await read(shown, { mode: 'y', entityType: 'Lead' })).toBe('Lead');
		expect(await read(shown, { mode: 'z', entityType: '../x' })).toBeUndefined();
	});

	test('is shown only then, and the original stays', () => {
		expect(shown.properties[0]?.displayOptions?.show).toEqual({ mode: ['x', 'y'] });
		expect(entityType.properties[0]?.displayOptions).toBeUndefined();
	});
});

test.each<[given: unknown, value: unknown]>([
	[new Date(0), '1970-01-01T00:00:00.000Z'],
	[[new Date(0)], ['1970-01-01T00:00:00.000Z']],
	[{ a: undefined, b: { toJSON: () => 'x' } }, { b: 'x' }],
	['x', 'x'],
	[null, null],
	[undefined, undefined],
	[5, 5],
])('an expression that gives %j becomes plain JSON', (given, value) => expect(valueFrom(given, { parameter: 'Fields' })).toEqual(value));
