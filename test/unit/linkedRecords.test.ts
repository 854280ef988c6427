import { NodeHelpers, type INodeProperties, type INodePropertyCollection } from 'n8n-workflow';

import { identifiedRows } from '../../nodes/EspoCrm/parameters/identifiedRows';
import { linkedRecordRows, linkedRecordsProperty, readLinkedRecords } from '../../nodes/EspoCrm/parameters/linkedRecords';
import type { JsonObject } from '../../nodes/shared/api/Json';
import { linkTarget } from '../../nodes/shared/api/linkedRecordChoices';
import { readerOf } from './model/readerOf';

const read = (...record: object[]) => readLinkedRecords(readerOf({ linkedRecords: { record } }));
const chosen = (value: unknown) => ({ __rl: true, mode: 'list', value });

test.each<[string, object[], object]>([
	['nothing', [], {}],
	['a link', [{ link: 'accountId', record: chosen('a1') }], { accountId: 'a1' }],
	['a row without a record leaves the link alone', [{ link: 'accountId', record: chosen('') }], {}],
	['a parent with its type', [{ link: 'parentId:Account', record: chosen('a1') }], { parentId: 'a1', parentType: 'Account' }],
	['several records', [{ link: 'teamsIds', record: chosen('t1') }, { link: 'teamsIds', record: chosen('t2, t1') }], { teamsIds: ['t1', 't2'] }],
	['a list', [{ link: 'teamsIds', record: chosen(['t1', 't2']) }], { teamsIds: ['t1', 't2'] }],
	['an address', [{ link: 'accountId', record: { mode: 'url', value: 'https://crm.example.com/#Account/view/a1' } }], { accountId: 'a1' }],
	['columns', [
		{ link: 'contactsIds', record: chosen('c1'), column: 'role', columnValue: 'Evaluator' },
		{ link: 'contactsIds', record: chosen('c2'), column: 'role', columnValue: 'Influencer' },
		{ link: 'contactsIds', record: chosen('c1'), column: 'note', columnValue: 'x' },
	], { contactsIds: ['c1', 'c2'], contactsColumns: { c1: { role: 'Evaluator', note: 'x' }, c2: { role: 'Influencer' } } }],
])('%s', (_title, rows, values) => {
	const linked = read(...rows);
	expect(linked.values).toEqual(values);
	expect([...linked.kinds.keys()].sort()).toEqual(Object.keys(values).sort());
});

test.each<[string, object[], string]>([
	['two records for a link with one', [{ link: 'accountId', record: chosen('a1') }, { link: 'accountId', record: chosen('a2') }], 'takes one record'],
	['a list for a link with one', [{ link: 'accountId', record: chosen('a1,a2') }], 'takes one record'],
	['a path as ID', [{ link: 'accountId', record: chosen('../x') }], 'is not an ID'],
	['a name that is no attribute of a link', [{ link: 'account', record: chosen('a1') }], 'is not a link that can be set'],
	['no link', [{ link: '', record: chosen('a1') }], 'has no link'],
	['a column of a link without', [{ link: 'accountId', record: chosen('a1'), column: 'role', columnValue: 'x' }], 'has no columns'],
])('%s is refused', (_title, rows, message) => expect(() => read(...rows)).toThrow(message));

// What n8n decides by whether a row has the fields for a column.
test.each([['', false], ['accountId', false], ['parentId:Account', false], ['teamsIds:plain', false], ['contactsIds', true], ['idsIds', true]])('the column of “%s” is shown: %s', (link, isShown) => {
	const row = (linkedRecordsProperty.options?.[0] as INodePropertyCollection).values;
	for (const name of ['column', 'columnValue']) {
		const property = row.find((candidate) => candidate.name === name) as INodeProperties;
		expect(NodeHelpers.displayParameter({ link }, property, null, null)).toBe(isShown);
	}
});

test.each([
	['accountId', { attribute: 'accountId', field: 'account', several: false }],
	['usersIds', { attribute: 'usersIds', field: 'users', several: true }],
	['teamsIds:plain', { attribute: 'teamsIds', field: 'teams', several: true, entityType: undefined }],
	['parentId:CThing', { attribute: 'parentId', field: 'parent', several: false, entityType: 'CThing' }],
])('%s', (choice, expected) => expect(linkTarget(choice, 'Linked Records')).toMatchObject(expected));

describe('a record by what identifies it', () => {
	const byField = (value: unknown, more: object = {}) => ({ link: 'accountId', record: { __rl: true, mode: 'field', value }, ...more });
	const KNOWN: Record<string, JsonObject[]> = {
		'Theaccount name Acme, Inc.': [{ id: 'a1', name: 'Acme, Inc.' }],
		'Theaccount sicCode 007': [{ id: 'a7', name: 'Seven' }],
		'Theaccount name Twin': [{ id: 't1', name: 'Twin' }, { id: 't2', name: 'Twin' }],
		'Theaccount name Common': [{ id: 'o1', name: 'Common' }],
		'Thecontacts emailAddress a@example.com': [{ id: 'c1', name: 'A' }],
		'Thecontacts emailAddress b@example.com': [{ id: 'c2', name: 'B' }],
		'Lead name Lee': [{ id: 'l1', name: 'Lee' }],
	};
	async function identified(...record: object[]) {
		const reader = readerOf({ entityType: 'Contact', linkedRecords: { record } });
		const asked: string[] = [];
		const rows = await identifiedRows({ ...reader, identifiedRecords: async (...parts) => await Promise.resolve({ found: KNOWN[(asked.push(parts.join(' ')), parts.join(' '))] ?? [], more: parts.includes('Common') }) }, linkedRecordRows(reader));
		return { values: readLinkedRecords(reader, rows).values, asked, hints: reader.hints };
	}

	test.each<[string, object, object]>([
		['its name, commas included', byField(' Acme, Inc. '), { accountId: 'a1' }],
		['a code', byField('007', { findBy: 'sicCode' }), { accountId: 'a7' }],
		['several e-mail addresses', byField(['a@example.com', 'b@example.com', ''], { link: 'contactsIds', findBy: 'emailAddress' }), { contactsIds: ['c1', 'c2'] }],
		['the name of a parent', byField('Lee', { link: 'parentId:Lead' }), { parentId: 'l1', parentType: 'Lead' }],
		['nothing', byField(''), {}],
		['an expression that gives nothing', { link: 'accountId', record: { __rl: true, mode: 'field' } }, {}],
	])('%s', async (_title, row, values) => expect((await identified(row)).values).toEqual(values));

	test.each<[string, object, string]>([
		['none', byField('Nobody'), 'there is no Theaccount with name “Nobody”'],
		['several', byField('Twin'), 'several Theaccount records have the name “Twin”: Twin (t1), Twin (t2)'],
		['one of more than were compared', byField('Common'), 'too many records match to find the Theaccount with name “Common”'],
		['a link to several types', byField('Lee', { link: 'parentId' }), 'does not lead to one entity type'],
		['an object', byField({ a: 1 }), 'must be text'],
		['no field', byField('x', { findBy: 'a b' }), '“a b” in “Find By Name or ID”'],
	])('%s is refused', async (_title, row, message) => await expect(identified(row)).rejects.toThrow(message));

	test('none or several are left out where that is chosen, with one hint', async () => {
		const { values, hints } = await identified(byField(['Nobody', 'Twin', 'Common'], { ifNotFound: 'leaveOut' }), byField(['a@example.com', 'x@example.com'], { link: 'contactsIds', findBy: 'emailAddress', ifNotFound: 'leaveOut' }));
		expect(values).toEqual({ contactsIds: ['c1'] });
		expect(hints).toHaveLength(4);
		expect(hints[0]).toBe('Left out of “Linked Records”, as not exactly one record was found: Theaccount with name “Nobody”.');
	});

	test('the fields for it are shown where it is used', () => {
		const row = (linkedRecordsProperty.options?.[0] as INodePropertyCollection).values;
		const shown = (mode: string) => row.filter((property) => NodeHelpers.displayParameter({ link: 'accountId', record: { __rl: true, mode, value: 'x' } }, property, null, null)).map(({ name }) => name);
		expect(shown('field')).toEqual(expect.arrayContaining(['findBy', 'ifNotFound']));
		for (const mode of ['list', 'id', 'url']) expect(shown(mode)).not.toEqual(expect.arrayContaining(['findBy']));
	});
});

test('an expression that gives nothing leaves the link alone, in every mode', () => {
	for (const mode of ['list', 'id', 'url', 'field']) expect(read({ link: 'accountId', record: { __rl: true, mode } }).values).toEqual({});
});
