import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { fittingOperators, isFilterable } from '../../../../nodes/shared/api/filter/fittingOperators';
import { OPERATORS } from '../../../../nodes/shared/api/filter/operators';
import { createMetadata } from '../../../../nodes/shared/api/metadata/createMetadata';
import type { LabelledAttribute } from '../../../../nodes/shared/api/metadata/Metadata';
import { json, requestParts } from '../../model/requestParts';

const document = {
	scopes: { Account: { entity: true }, Contact: { entity: true }, User: { entity: true } },
	entityDefs: {
		Contact: {
			fields: {
				title: { type: 'varchar' },
				status: { type: 'enum' },
				source: { type: 'enum', options: ['Web'] },
				labels: { type: 'multiEnum', options: ['A'] },
				free: { type: 'array' },
				size: { type: 'int' },
				born: { type: 'date' },
				account: { type: 'link' },
				assignedUser: { type: 'link' },
				photo: { type: 'image' },
				paper: { type: 'file' },
				accountType: { type: 'foreign', link: 'account', field: 'type' },
				accountOdd: { type: 'foreign', link: 'account', field: 'odd' },
				details: { type: 'jsonObject' },
			},
			links: {
				account: { type: 'belongsTo', entity: 'Account' },
				assignedUser: { type: 'belongsTo', entity: 'User' },
				photo: { type: 'belongsTo', entity: 'User' },
				paper: { type: 'belongsTo', entity: 'Attachment' },
				tasks: { type: 'hasChildren', entity: 'Task' },
				meetings: { type: 'hasMany', entity: 'Meeting' },
				portalUser: { type: 'hasOne', entity: 'User' },
				parent: { type: 'belongsToParent' },
			},
		},
		Account: { fields: { type: { type: 'enum', options: ['Customer'] } }, links: {} },
	},
};

function contacts() {
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => await Promise.resolve(json(requestParts(request).path === '/I18n' ? {} : document)),
	});
	return createMetadata(client, async () => await Promise.resolve(new Map()));
}
const namesFor = async (name: unknown) => (await fittingOperators(contacts(), 'Contact', name)).map(({ value }) => value);

const EMPTY = ['isNull', 'isNotNull'];
const TEXT = ['equals', 'notEquals', 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'endsWith', ...EMPTY];
const RECORD = ['isRecord', 'isNotRecord'];
const LINKED = ['isLinked', 'isNotLinked'];
const TO_ONE = ['isLinkedWithRecord', 'isNotLinkedWithRecord', ...LINKED];
const ORDER = ['greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between'];
const LISTED = OPERATORS.filter(({ unlisted }) => !unlisted).map(({ value }) => value);

test.each<[name: unknown, operators: string[]]>([
	['id', [...RECORD, 'equals', 'notEquals', 'in', 'notIn', ...ORDER]],
	['title', TEXT],
	// Without options that are known, what it holds is typed.
	['status', TEXT],
	['source', ['isOption', 'isNotOption', 'equals', 'notEquals', ...EMPTY]],
	['labels', ['hasAnyOption', 'hasAllOptions', 'hasNoOption', ...EMPTY]],
	['free', ['arrayAnyOf', 'arrayAllOf', 'arrayNoneOf', ...EMPTY]],
	[
		'size',
		[
			...['numberEquals', 'numberNotEquals', 'numberGreaterThan', 'numberGreaterThanOrEquals', 'numberLessThan', 'numberLessThanOrEquals'],
			...['numberBetween', 'in', 'notIn', ...EMPTY],
		],
	],
	['accountId', [...RECORD, 'equals', 'notEquals', ...EMPTY]],
	['assignedUserId', [...RECORD, 'isUserFromTeams', 'equals', 'notEquals', ...EMPTY]],
	['photoId', ['equals', 'notEquals', ...EMPTY]],
	['paperId', ['equals', 'notEquals', ...EMPTY]],
	['accountType', ['isOption', 'isNotOption', 'equals', 'notEquals', ...EMPTY]],
	['accountOdd', [...TEXT, ...ORDER]],
	['meetings', ['isLinkedWithRecord', 'isNotLinkedWithRecord', 'isLinkedWithAllRecords', ...LINKED]],
	['portalUser', TO_ONE],
	['account', TO_ONE],
	['tasks', LINKED],
	['details', EMPTY],
	// What is not known can be anything.
	['parent', LISTED],
	['nosuch', LISTED],
	['={{ $json.name }}', LISTED],
	['', LISTED],
	[undefined, LISTED],
])('%s', async (name, operators) => expect(await namesFor(name)).toEqual(operators));

test('of those that do the same, the one with text is listed', () =>
	expect(LISTED.filter((name) => /^(number|moment|dayBetween|linkedWith$)/.test(name))).toEqual([]));

test('a day has the operators of a calendar, without those of moments', async () => {
	const names = await namesFor('born');
	expect(names).toEqual(expect.arrayContaining(['on', 'dayBetween', 'lastXDays', 'isNull']));
	expect(names.filter((name) => name.startsWith('moment'))).toEqual([]);
});

test.each<[attribute: Pick<LabelledAttribute, 'kind' | 'fieldType'> & { definition?: LabelledAttribute['definition'] }, is: boolean]>([
	[{ kind: 'text', fieldType: 'varchar' }, true],
	[{ kind: 'text', fieldType: 'varchar', definition: { notStorable: true } }, false],
	[{ kind: 'text', fieldType: 'varchar', definition: { notStorable: false } }, true],
	[{ kind: 'text', fieldType: 'varchar', definition: { notStorable: true, where: { '=': 'x' } } }, true],
	[{ kind: 'flag', fieldType: 'email', definition: { notStorable: true } }, true],
	[{ kind: 'text', fieldType: 'linkParent' }, false],
	[{ kind: 'id', fieldType: 'linkParent' }, true],
	[{ kind: 'idList', fieldType: 'linkMultiple' }, false],
	[{ kind: 'object', fieldType: 'jsonObject' }, false],
	[{ kind: 'json', fieldType: 'odd' }, false],
	[{ kind: 'json', fieldType: 'foreign' }, true],
])('whether a condition can be about %j: %j', (attribute, is) =>
	expect(isFilterable({ name: 'x', label: 'X', field: 'x', readOnly: false, sortedByValue: false, definition: {}, ...attribute })).toBe(is),
);
