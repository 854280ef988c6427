import { NodeHelpers, type INodePropertyCollection } from 'n8n-workflow';

import { identifiedRows } from '../../../../../nodes/EspoCrm/parameters/linked/identifiedRows';
import { linkedRecordRows, linkedRecordsProperty, readLinkedRecords } from '../../../../../nodes/EspoCrm/parameters/linked/linkedRecords';
import { linkTarget } from '../../../../../nodes/shared/api/links/linkedRecordChoices';
import type { JsonObject } from '../../../../../nodes/shared/api/values/Json';
import { knowing, readerOf } from '../../../model/readerOf';

const read = (...record: object[]) => readLinkedRecords(readerOf({ linkedRecords: { record } }));
const chosen = (value: unknown) => ({ __rl: true, mode: 'list', value });

test.each<[string, object[], object]>([
	['nothing', [], {}],
	['a link', [{ link: 'accountId', record: chosen('a1') }], { accountId: 'a1' }],
	['a row without a record leaves the link alone', [{ link: 'accountId', record: chosen('') }], {}],
	['a parent with its type', [{ link: 'parentId:Account', record: chosen('a1') }], { parentId: 'a1', parentType: 'Account' }],
	[
		'several records',
		[
			{ link: 'teamsIds', record: chosen('t1') },
			{ link: 'teamsIds', record: chosen('t2, t1') },
		],
		{ teamsIds: ['t1', 't2'] },
	],
	['a list', [{ link: 'teamsIds', record: chosen(['t1', 't2']) }], { teamsIds: ['t1', 't2'] }],
	['an address', [{ link: 'accountId', record: { mode: 'url', value: 'https://crm.example.com/#Account/view/a1' } }], { accountId: 'a1' }],
	[
		'columns',
		[
			{ link: 'contactsIds', record: chosen('c1'), column: 'role', columnValue: 'Evaluator' },
			{ link: 'contactsIds', record: chosen('c2'), column: 'role', columnValue: 'Influencer' },
			{ link: 'contactsIds', record: chosen('c1'), column: 'note', columnValue: 'x' },
		],
		{ contactsIds: ['c1', 'c2'], contactsColumns: { c1: { role: 'Evaluator', note: 'x' }, c2: { role: 'Influencer' } } },
	],
])('%s', (_title, rows, values) => {
	const linked = read(...rows);
	expect(linked.values).toEqual(values);
	expect([...linked.kinds.keys()].sort()).toEqual(Object.keys(values).sort());
});

test.each<[string, object[], string]>([
	[
		'two records for a link with one',
		[
			{ link: 'accountId', record: chosen('a1') },
			{ link: 'accountId', record: chosen('a2') },
		],
		'takes one record',
	],
	['a list for a link with one', [{ link: 'accountId', record: chosen('a1,a2') }], 'takes one record'],
	['a path as ID', [{ link: 'accountId', record: chosen('../x') }], 'is not an EspoCRM ID'],
	['a name that is no attribute of a link', [{ link: 'account', record: chosen('a1') }], 'is not a link that can be set'],
	['a list that lacks one', [{ link: 'teamsIds', record: chosen(['t1', null]) }], 'is a list with an empty entry'],
	[
		'two values of a column',
		[
			{ link: 'contactsIds', record: chosen('c1'), column: 'role', columnValue: 'Evaluator' },
			{ link: 'contactsIds', record: chosen('c1'), column: 'role', columnValue: 'Influencer' },
		],
		'“role” of “c1” in “Linked Records” has two values',
	],
	['no link', [{ link: '', record: chosen('a1') }], 'has no link'],
	['a column of a link without', [{ link: 'accountId', record: chosen('a1'), column: 'role', columnValue: 'x' }], 'has no columns'],
])('%s is refused', (_title, rows, message) => expect(() => read(...rows)).toThrow(message));

// What n8n decides by whether a row has the fields for a column.
test.each([
	['', false],
	['accountId', false],
	['parentId:Account', false],
	['teamsIds:plain', false],
	['contactsIds', true],
	['idsIds', true],
])('the column of “%s” is shown: %s', (link, isShown) => {
	for (const { values } of linkedRecordsProperty.options as INodePropertyCollection[]) {
		const columns = values.filter(({ name }) => name.startsWith('column'));
		expect(columns.map((property) => NodeHelpers.displayParameter({ link }, property, null, null))).toEqual([isShown, isShown]);
	}
});

test.each([
	['accountId', { attribute: 'accountId', field: 'account', several: false }],
	['usersIds', { attribute: 'usersIds', field: 'users', several: true }],
	['teamsIds:plain', { attribute: 'teamsIds', field: 'teams', several: true, entityType: undefined }],
	['parentId:CThing', { attribute: 'parentId', field: 'parent', several: false, entityType: 'CThing' }],
])('%s', (choice, expected) => expect(linkTarget(choice, 'Linked Records')).toMatchObject(expected));

describe('a record by what identifies it', () => {
	const byField = (value: unknown, more: object = {}) => ({ link: 'accountId', value, ...more });
	const KNOWN: Record<string, JsonObject[]> = {
		'Theaccount name Acme, Inc.': [{ id: 'a1', name: 'Acme, Inc.' }],
		'Theaccount sicCode 007': [{ id: 'a7', name: 'Seven' }],
		'Theaccount name Twin': [
			{ id: 't1', name: 'Twin' },
			{ id: 't2', name: 'Twin' },
		],
		'Theaccount name Common': [{ id: 'o1', name: 'Common' }],
		'Thecontacts emailAddress a@example.com': [{ id: 'c1', name: 'A' }],
		'Thecontacts emailAddress b@example.com': [{ id: 'c2', name: 'B' }],
		'Lead name Lee': [{ id: 'l1', name: 'Lee' }],
	};
	async function identified(...rows: object[]) {
		const reader = readerOf({ entityType: 'Contact', linkedRecords: { identified: rows } }, { number: 'integer' });
		const asked: string[] = [];
		const withIds = await identifiedRows(
			{
				...reader,
				identifiedRecords: async (...parts) =>
					await Promise.resolve({ found: KNOWN[(asked.push(parts.join(' ')), parts.join(' '))] ?? [], more: parts.includes('Common') }),
			},
			linkedRecordRows(reader),
		);
		return { values: readLinkedRecords(reader, withIds).values, asked, hints: reader.hints };
	}

	test.each<[string, object, object]>([
		['its name, commas included', byField(' Acme, Inc. '), { accountId: 'a1' }],
		['a code', byField('007', { findBy: 'sicCode' }), { accountId: 'a7' }],
		[
			'several e-mail addresses',
			byField(['a@example.com', 'b@example.com'], { link: 'contactsIds', findBy: 'emailAddress' }),
			{ contactsIds: ['c1', 'c2'] },
		],
		['the name of a parent', byField('Lee', { link: 'parentId:Lead' }), { parentId: 'l1', parentType: 'Lead' }],
		['nothing', byField(''), {}],
		['an expression that gives nothing', { link: 'accountId' }, {}],
	])('%s', async (_title, row, values) => expect((await identified(row)).values).toEqual(values));

	test.each<[string, object, string]>([
		['none', byField('Nobody'), 'there is no Theaccount with name “Nobody”'],
		['several', byField('Twin'), 'several Theaccount records have the name “Twin”: Twin (t1), Twin (t2)'],
		['one of more than were compared', byField('Common'), 'too many records match to find the Theaccount with name “Common”'],
		['a link to several types', byField('Lee', { link: 'parentId' }), 'does not lead to a single entity type'],
		['an object', byField({ a: 1 }), 'must be text'],
		[
			'a list that lacks one',
			byField(['a@example.com', null], { link: 'contactsIds', findBy: 'emailAddress' }),
			'is a list with an empty entry',
		],
		['text for a number', byField('4711-A', { findBy: 'number' }), '“4711-A” is not a number'],
		[
			'a link with a type that it does not lead to',
			byField('Acme', { link: 'accountId:Contact' }),
			'“accountId” in “Linked Records” leads to Theaccount, not to Contact',
		],
		['no field', byField('x', { findBy: 'a b' }), '“a b” in “Find By Name or ID”'],
	])('%s is refused', async (_title, row, message) => await expect(identified(row)).rejects.toThrow(message));

	test('none or several are left out where that is chosen, with one hint', async () => {
		const { values, hints } = await identified(
			byField(['Nobody', 'Twin', 'Common'], { ifNotFound: 'leaveOut' }),
			byField(['a@example.com', 'x@example.com'], { link: 'contactsIds', findBy: 'emailAddress', ifNotFound: 'leaveOut' }),
		);
		expect(values).toEqual({ contactsIds: ['c1'] });
		expect(hints).toHaveLength(4);
		expect(hints[0]).toBe(
			'Left out of “Linked Records” (the others replace what is linked), because no record or several records were found: Theaccount with name “Nobody”.',
		);
	});

	test('both kinds of rows, and a list with rows of both', async () => {
		const reader = readerOf({ linkedRecords: { record: [{ link: 'teamsIds', record: chosen('t1') }], identified: [byField('Acme')] } });
		expect(linkedRecordRows(reader)).toEqual([{ link: 'teamsIds', record: chosen('t1') }, byField('Acme')]);
		expect(linkedRecordRows(readerOf({ linkedRecords: [{ link: 'teamsIds', record: 't1' }, byField('Acme')] }))).toEqual([
			{ link: 'teamsIds', record: 't1' },
			byField('Acme'),
		]);
		const both = readerOf({ linkedRecords: JSON.stringify([{ link: 'accountId', record: 'a1', value: 'Acme' }]) });
		await expect(identifiedRows(both, linkedRecordRows(both))).rejects.toThrow('has both a record and a value');
		await expect(identified({ link: 'accountId', record: 'a1' })).rejects.toThrow('“record” in “Linked Records” is not known');
	});
});

test('an address of another entity type is refused, also where the choice does not say the type', async () => {
	const of = (address: string) =>
		knowing(
			readerOf({ entityType: 'Contact', linkedRecords: { record: [{ link: 'accountId', record: { mode: 'url', value: address } }] } }),
			{
				linkedEntityType: async () => await Promise.resolve('Account'),
			},
		);
	const rows = async (address: string) => await identifiedRows(of(address), linkedRecordRows(of(address)));
	expect(await rows('https://crm.example.com/#Account/view/a1')).toHaveLength(1);
	const parent = knowing(of(''), { linkedEntityType: async () => await Promise.resolve(undefined) });
	const address = { link: 'parentId', record: 'https://crm.example.com/#Case/view/c1' };
	expect(readLinkedRecords(parent, await identifiedRows(parent, [address])).values).toEqual({ parentId: 'c1', parentType: 'Case' });
	await expect(rows('https://crm.example.com/#Lead/view/l1')).rejects.toThrow('of the type Lead, but the link leads to Account');
});

test('an expression that gives nothing leaves the link alone, in every mode', () => {
	for (const mode of ['list', 'id', 'url']) expect(read({ link: 'accountId', record: { __rl: true, mode } }).values).toEqual({});
});
