import { doubtfulAttributes } from '../../../../nodes/shared/api/records/doubtfulAttributes';
import { linksInDoubt, rememberLinks } from '../../../../nodes/shared/api/records/linksInDoubt';
import { isNewerServer, keepNewer, showsOldLinks, showsOldNames } from '../../../../nodes/shared/api/records/newerServers';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { serverWith } from '../../model/answeringServer';

const update = (body?: JsonObject): EspoRequest => ({ method: 'PUT', path: ['Contact', 'x'], body });
const create = (body?: JsonObject): EspoRequest => ({ method: 'POST', path: ['Contact'], body });

describe('what the answer to a write proves nothing about', () => {
	const doubtful = (sent: JsonObject, answer: JsonObject, isNewer = false, entityType = 'Contact') =>
		doubtfulAttributes(entityType, sent, answer, { notStorable: new Set(['kept', 'emailAddressIsOptedOut']), isNewerServer: isNewer });
	const person = { firstName: 'Ann', middleName: 'Maria', lastName: 'von B' };

	test.each<[sent: JsonObject, answer: JsonObject, is: boolean]>([
		[{ accountRole: 'a' }, {}, true],
		[{ myaccountRole: 'a' }, {}, false],
		[{ accountRoles: 'a' }, {}, false],
		[{ acceptanceStatus: 'a' }, {}, true],
		[{ acceptanceStatusMeetings: 'a' }, {}, true],
		[{ targetListId: 'a' }, {}, true],
		[{ kept: 'a' }, {}, true],
		[{ description: 'a' }, {}, false],
		[{ emailAddressIsOptedOut: true }, {}, false],
		[{ phoneNumberIsInvalid: true }, {}, false],
		[{ title: 'a' }, { accountId: 'x' }, false],
		[{ title: 'a' }, { accountId: null }, true],
		[{ duration: 5 }, {}, true],
		[{ name: 'Ann von B' }, person, false],
		[{ name: 'Ann Maria von B' }, person, false],
		[{ name: 'von B,  Ann' }, person, false],
		[{ name: 'Annv on B' }, person, true],
		[{ name: 'Ann Maria' }, person, true],
		[{ name: 'Ann B ' }, { firstName: 'Ann', lastName: 'B', middleName: null, salutationName: '' }, false],
		[{ name: 'Ann' }, { lastName: 'B' }, true],
		[{ name: '' }, { firstName: null }, false],
		[{ name: 'Acme' }, { name: 'Acme' }, false],
		[{ accountName: 'A' }, { accountId: 'a', accountName: 'A' }, true],
		[{ accountName: 'A' }, { accountId: 'a', accountName: 'B' }, false],
		[{ accountName: 'A' }, { accountName: 'A' }, false],
		[{ accountName: null }, { accountId: 'a', accountName: null }, false],
		[{ teamsNames: { t: 'A' } }, { teamsIds: ['t'], teamsNames: { t: 'A' } }, true],
		[{ accountNameNote: 'A' }, { accountIdNote: 'a', accountNameNote: 'A' }, false],
		[{ teamsColumns: null }, { teamsIds: ['t'], teamsColumns: null }, true],
		[{ teamsColumns: null }, { teamsIds: [], teamsColumns: null }, false],
		[{ teamsColumns: null }, { teamsIds: ['t'], teamsColumns: { t: {} } }, false],
		[{ emailAddressData: null }, { emailAddressData: null, emailAddress: 'a@x.y' }, true],
		[{ emailAddressData: null }, { emailAddressData: null }, false],
		[{ emailAddressData: [] }, { emailAddressData: [], emailAddress: 'a@x.y' }, false],
		[{ otherData: null }, { otherData: null, other: 'a' }, false],
	])('%j beside %j: %j', (sent, answer, is) => expect(doubtful(sent, answer)).toEqual(is ? Object.keys(sent) : []));

	test('an address that is written beside its list', () =>
		expect(doubtful({ emailAddressData: null, emailAddress: 'a@x.y' }, { emailAddressData: null })).toEqual(['emailAddressData']));
	test('not of other entity types', () => expect(doubtful({ title: 'a' }, {}, false, 'Lead')).toEqual([]));
	test('newer servers show the names of links as they are', () =>
		expect(doubtful({ accountName: 'A' }, { accountId: 'a', accountName: 'A' }, true)).toEqual([]));
});

describe('a link of a new record', () => {
	test.each<[body: JsonObject, answer: JsonObject, is: boolean]>([
		[{ accountId: 'a' }, { accountId: 'a' }, true],
		[{ accountId: 'a' }, { accountId: 'a', accountName: 'A' }, false],
		[{ accountId: 'a' }, { accountId: 'b' }, false],
		[{ accountId: '' }, { accountId: '' }, false],
		[{ accountId: null }, { accountId: null }, false],
		[{ accountId: 5 }, { accountId: 5 }, false],
		[{ account: 'a' }, { account: 'a' }, false],
	])('%j answered with %j is in doubt: %j', (body, answer, is) => {
		expect(linksInDoubt(serverWith().client, create(body), answer)).toEqual(is ? Object.keys(body) : []);
		expect(linksInDoubt(serverWith().client, update(body), answer)).toEqual([]);
	});

	test('is in doubt once in a run', () => {
		const { client } = serverWith();
		const doubted = (accountId: string, request = create({ accountId })) => linksInDoubt(client, request, { accountId });
		rememberLinks(client, create(), ['accountId'], { accountId: 'a', accountName: 'A' });
		rememberLinks(client, create(), ['accountId'], { accountId: 'gone', accountName: null });
		expect([doubted('a'), doubted('gone'), doubted('b')]).toEqual([[], ['accountId'], ['accountId']]);
		expect(doubted('a', { method: 'POST', path: ['Case'], body: { accountId: 'a' } })).toEqual(['accountId']);
		// What is no link has no name.
		rememberLinks(client, create(), ['accountId'], { accountId: 'a' });
		expect(doubted('b')).toEqual([]);
		expect(linksInDoubt(serverWith().client, create({ accountId: 'a' }), { accountId: 'a' })).toEqual(['accountId']);
	});
	test('no body, no doubt', () => expect(linksInDoubt(serverWith().client, create(), {})).toEqual([]));
});

test.each<[body: JsonObject | undefined, answer: JsonObject, isOld: boolean]>([
	[{ accountId: 'a' }, { accountId: 'a', accountName: 'A' }, true],
	[{ accountId: 'a' }, { accountId: 'a' }, false],
	[{ accountId: 'a', accountName: 'A' }, { accountId: 'a', accountName: 'A' }, false],
	[{ accountId: null }, { accountId: null, accountName: null }, false],
	[{ accountId: null }, { accountId: null, accountName: 'A' }, true],
	[{ accountId: 'a' }, { accountId: 'a', accountName: null }, true],
	[{ description: 'a', accountId: 'a' }, { description: 'a', accountName: 'A' }, true],
	[{ description: 'a' }, { description: 'a' }, false],
	[undefined, { accountName: 'A' }, false],
])('after %j the names in %j may be old: %j', (body, answer, isOld) => {
	expect(showsOldNames(update(body), answer)).toBe(isOld);
	expect(showsOldNames(create(body), answer)).toBe(false);
});

test.each<[body: JsonObject | undefined, answer: JsonObject, isOld: boolean]>([
	[{ teamsIds: ['a'] }, { teamsIds: ['a'], teamsNames: { a: 'A' } }, false],
	[{ teamsIds: ['a'] }, { teamsIds: ['a'], teamsNames: { b: 'B' } }, true],
	[{ teamsIds: ['a'] }, { teamsIds: ['a'], teamsNames: { a: 'A', b: 'B' } }, true],
	[{ teamsIds: ['a', 'b'] }, { teamsIds: ['a', 'b'], teamsNames: { a: 'A' } }, true],
	[{ teamsIds: ['a'] }, { teamsIds: ['a', 'a'], teamsNames: { a: 'A' } }, false],
	[{ teamsIds: ['a'] }, { teamsIds: ['a'], teamsColumns: { b: {} } }, true],
	[{ teamsIds: ['a'] }, { teamsIds: ['a'] }, false],
	[{ teamsIds: [] }, { teamsNames: { b: 'B' } }, true],
	[{ teamsIds: null }, { teamsIds: 'x', teamsNames: { b: 'B' } }, false],
	[{ other: [] }, { other: [], otherNames: { b: 'B' } }, false],
	[{ description: 'a', teamsIds: ['a'] }, { teamsIds: ['a'], teamsNames: { b: 'B' } }, true],
	[{ teamsIds: ['a', 'b'] }, { teamsIds: ['a', 'b'], teamsNames: { a: 'A', c: 'C' } }, true],
	[undefined, { teamsIds: ['a'], teamsNames: { b: 'B' } }, false],
])('after %j what stands beside links in %j is old: %j', (body, answer, isOld) => {
	expect(showsOldLinks(update(body), answer)).toBe(isOld);
	expect(showsOldLinks(create(body), answer)).toBe(false);
});

test.each<[record: JsonObject | undefined, isNewer: boolean]>([
	[{ isStarred: false }, true],
	[{ streamUpdatedAt: null }, true],
	[{ id: 'a' }, false],
	[undefined, false],
])('a server that answers %j is newer: %j', async (record, isNewer) => {
	const { client, metadata } = serverWith();
	keepNewer(client, record);
	expect(await isNewerServer(client, metadata, 'Contact')).toBe(isNewer);
});
