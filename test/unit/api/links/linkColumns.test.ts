import { linkColumns } from '../../../../nodes/EspoCrm/parameters/linked/linkColumns';
import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import {
	columnChoice,
	columnName,
	columnOfName,
	columnPlaces,
	placeOfChoice,
	type ColumnPlace,
} from '../../../../nodes/shared/api/links/columnPlace';
import { resolveColumns, type GivenColumn } from '../../../../nodes/shared/api/links/linkColumns';
import { createMetadata } from '../../../../nodes/shared/api/metadata/createMetadata';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import { readerOf } from '../../model/readerOf';
import { recorded } from '../../../recordings/files';

/** What the metadata says, without a request. */
function metadataOf(document: Json) {
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async () => await Promise.reject(new Error('nothing is to be sent')),
	});
	return createMetadata(client, async () => await Promise.resolve(new Map([['Metadata', Promise.resolve(document)]])));
}

const holder = { entityType: 'Contact', field: 'accounts' };

describe('the choice in the list', () => {
	test.each<[string, ColumnPlace]>([
		['Opportunity.contacts.role', { entityType: 'Opportunity', link: 'contacts', column: 'role' }],
		[
			'Account.contacts.isInactive@Contact.accounts:boolean',
			{ entityType: 'Account', link: 'contacts', column: 'isInactive', kind: 'boolean', holder },
		],
		['CFoo.cBars.weight:number', { entityType: 'CFoo', link: 'cBars', column: 'weight', kind: 'number' }],
	])('%s', (text, place) => {
		expect(columnChoice(place)).toBe(text);
		expect(placeOfChoice(` ${text} `)).toEqual(place);
	});

	test.each(['role', '', null, undefined, 5, 'a.b', 'a.b.c.d', 'a.b.c:text', 'a.b.c@d', '../x'])('%j is none', (text) =>
		expect(placeOfChoice(text)).toBeUndefined(),
	);
});

describe('the name with its kind', () => {
	test.each([
		['role', { column: 'role', kind: undefined }],
		['isInactive:boolean', { column: 'isInactive', kind: 'boolean' }],
	] as const)('%s', (text, column) => {
		expect(columnName(column)).toBe(text);
		expect(columnOfName(` ${text} `)).toEqual(column);
	});

	test.each(['', '5', 'a.b', '/role', 'role:text', 'role:boolean:x', null, 5])('%j is none', (text) =>
		expect(columnOfName(text)).toBeUndefined(),
	);
});

describe('the parameter', () => {
	const read = async (rows: unknown, more: JsonObject = {}) =>
		await linkColumns.read(readerOf({ entityType: 'Account', link: { mode: 'list', value: 'contacts' }, linkColumns: rows, ...more }));
	const row = (name: unknown, value: unknown) => ({ column: [{ name, value }] });
	const isInactive = 'Account.contacts.isInactive@Contact.accounts:boolean';

	test.each<[rows: unknown, given: GivenColumn[] | undefined]>([
		[undefined, undefined],
		['', undefined],
		[{}, undefined],
		[row('', ''), undefined],
		[row('role', ''), undefined],
		[row('role', null), undefined],
		[row('role', 'CTO'), [{ column: 'role', value: 'CTO', isPlaced: false }]],
		[JSON.stringify(row('role', 'CTO')), [{ column: 'role', value: 'CTO', isPlaced: false }]],
		[row(isInactive, 'true'), [{ column: 'isInactive', value: true, isPlaced: true, holder }]],
		[row(isInactive, false), [{ column: 'isInactive', value: false, isPlaced: true, holder }]],
		[row('Account.contacts.role@Contact.accounts', 7), [{ column: 'role', value: '7', isPlaced: true, holder }]],
	])('%j', async (rows, given) => expect(await read(rows)).toEqual(given));

	test.each<[rows: unknown, message: RegExp]>([
		[row('', 'CTO'), /“Column Name or ID” is empty/],
		[row('a.b', 'CTO'), /not a name/],
		[row(isInactive, 'perhaps'), /“isInactive” in “Columns”.*true or false/],
		[row('Opportunity.contacts.role', 'x'), /was chosen for “contacts” of Opportunity, not for “contacts” of Account/],
		[row('Account.users.status', 'x'), /was chosen for “users”/],
		[row('Account.contacts.role@Contact.accounts', ['a']), /must be one value/],
		[
			{
				column: [
					{ name: 'role', value: 'a' },
					{ name: 'Account.contacts.role@Contact.accounts', value: 'b' },
				],
			},
			/“role” appears twice/,
		],
		['CTO', /does not have the expected structure/],
	])('%j is refused', async (rows, message) => {
		await expect(read(rows)).rejects.toThrow(message);
		await expect(read(rows)).rejects.toHaveProperty('parameter');
	});
});

describe.each(['10.0', '7.5'] as const)('the columns of a real %s', (version) => {
	const cases: Array<[entityType: string, link: string, choices: string[]]> = [
		['Opportunity', 'contacts', ['Opportunity.contacts.role']],
		['Contact', 'opportunities', ['Contact.opportunities.role@Opportunity.contacts']],
		['Contact', 'accounts', ['Contact.accounts.role', 'Contact.accounts.isInactive:boolean']],
		['Account', 'contacts', ['Account.contacts.role@Contact.accounts', 'Account.contacts.isInactive@Contact.accounts:boolean']],
		['Meeting', 'users', ['Meeting.users.status']],
		['User', 'meetings', ['User.meetings.status@Meeting.users']],
		['User', 'teams', ['User.teams.role']],
		['Team', 'users', ['Team.users.role@User.teams']],
		['Account', 'opportunities', []],
		['Account', 'tasks', []],
		['Account', 'noSuchLink', []],
		// Opting out is an action of its own: neither side has a field with columns.
		['TargetList', 'contacts', []],
		['Contact', 'targetLists', []],
		// Read-only.
		['Email', 'users', []],
		['User', 'emails', []],
	];
	test.each(cases)('%s %s', async (entityType, link, choices) => {
		expect((await columnPlaces(metadataOf(recorded<JsonObject>(version, 'metadata')), entityType, link)).map(columnChoice)).toEqual(
			choices,
		);
	});
});

describe('values for columns', () => {
	const link = (entity: string, foreign: string, more: JsonObject = {}): JsonObject => ({ type: 'hasMany', entity, foreign, ...more });
	const columns: JsonObject = { role: { type: 'varchar' }, isInactive: { type: 'bool' } };
	const metadata = metadataOf({
		entityDefs: {
			Account: { fields: {}, links: { contacts: link('Contact', 'accounts'), tasks: link('Task', 'account') } },
			Contact: {
				fields: { accounts: { type: 'linkMultiple', columns: {} } },
				links: { accounts: link('Account', 'contacts', { additionalColumns: columns }) },
			},
		},
	});
	const plain = (column: string, value: Json): GivenColumn => ({ column, value, isPlaced: false });

	test('what was chosen from the list is not looked up', async () => {
		const given: GivenColumn[] = [{ column: 'role', value: 'CTO', isPlaced: true, holder }];
		expect(await resolveColumns(metadataOf({}), 'Account', 'contacts', given)).toEqual({ values: { role: 'CTO' }, holder });
	});

	test('a plain name finds its side and its kind', async () => {
		expect(await resolveColumns(metadata, 'Account', 'contacts', [plain('role', 5), plain('isInactive', 'false')])).toEqual({
			values: { role: '5', isInactive: false },
			holder,
		});
		expect(await resolveColumns(metadata, 'Contact', 'accounts', [plain('role', 'CTO')])).toEqual({
			values: { role: 'CTO' },
			holder: undefined,
		});
	});

	test.each<[string, string, GivenColumn, RegExp, RegExp]>([
		['Account', 'tasks', plain('role', 'x'), /“tasks” of Account has no columns/, /Leave “Columns” empty/],
		['Account', 'contacts', plain('nosuch', 'x'), /has no column “nosuch”/, /role, isInactive/],
		['Account', 'contacts', plain('isInactive', 'x'), /true or false/, /^undefined$/],
	])('%s %s %j is refused', async (entityType, name, given, message, hint) => {
		await expect(resolveColumns(metadata, entityType, name, [given])).rejects.toThrow(message);
		await expect(resolveColumns(metadata, entityType, name, [given])).rejects.toMatchObject({ parameter: 'Columns' });
		const error = await resolveColumns(metadata, entityType, name, [given]).catch((reason: { hint?: string }) => reason);
		expect(String((error as { hint?: string }).hint)).toMatch(hint);
	});
});
