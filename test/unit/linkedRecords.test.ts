import { NodeHelpers, type INodeProperties, type INodePropertyCollection } from 'n8n-workflow';

import { linkTarget } from '../../nodes/shared/api/linkedRecordChoices';
import { linkedRecordsProperty, readLinkedRecords } from '../../nodes/EspoCrm/parameters/linkedRecords';
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
