import {
	addressesRequest,
	clearsAddress,
	showsOldAddresses,
	withListedAddresses,
	withoutLoneFlags,
} from '../../../../nodes/shared/api/records/addresses';
import { withoutOldParents } from '../../../../nodes/shared/api/records/clearedParents';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const update = (body?: JsonObject): EspoRequest => ({ method: 'PUT', path: ['Contact', 'x'], body });
const create = (body: JsonObject): EspoRequest => ({ method: 'POST', path: ['Contact'], body });
const old = { emailAddress: 'old@x.y', primary: true, optOut: true, invalid: false };
const second = { emailAddress: 'Second@x.y', primary: false, optOut: false, invalid: true };
const answer = { id: 'x', emailAddress: 'new@x.y', emailAddressData: [old, second] };

describe('an address that an update only echoes is written as a list', () => {
	const written = (emailAddressData: object[]) => ({
		...{ method: 'PUT', path: ['Contact', 'x'] },
		...{ body: { emailAddressData }, headers: { 'X-Skip-Duplicate-Check': 'true' } },
	});
	const fresh = { emailAddress: 'new@x.y', primary: true, optOut: false, invalid: false };
	test.each<[title: string, body: JsonObject, answer: JsonObject, before: JsonObject | undefined, list: object[] | undefined]>([
		['a new one', { emailAddress: 'new@x.y' }, answer, undefined, [fresh, second]],
		[
			'with its flags',
			{ emailAddress: 'new@x.y', emailAddressIsOptedOut: true, emailAddressIsInvalid: true },
			answer,
			undefined,
			[{ ...fresh, optOut: true, invalid: true }, second],
		],
		[
			'one that was a second one keeps its flags',
			{ emailAddress: ' second@X.Y' },
			{ ...answer, emailAddress: 'second@x.y' },
			undefined,
			[{ ...second, emailAddress: ' second@X.Y', primary: true }],
		],
		['cleared', { emailAddress: null }, { ...answer, emailAddress: null }, { emailAddress: 'OLD@x.y' }, [{ ...second, primary: true }]],
		[
			'cleared, of three',
			{ emailAddress: null },
			{ ...answer, emailAddress: null, emailAddressData: [old, second, { emailAddress: 'c@x.y', primary: false }] },
			{ emailAddress: 'old@x.y' },
			[
				{ ...second, primary: true },
				{ emailAddress: 'c@x.y', primary: false },
			],
		],
		['cleared, and the next one moved up', { emailAddress: null }, { ...answer, emailAddress: null }, { emailAddress: 'a@x.y' }, undefined],
		['cleared, and not read before', { emailAddress: null }, { ...answer, emailAddress: null }, undefined, undefined],
		['stored', { emailAddress: 'old@x.y' }, { ...answer, emailAddress: ' Old@X.y ' }, undefined, undefined],
		['not written', { phoneNumber: '1' }, answer, undefined, undefined],
		['written as a list', { emailAddress: 'new@x.y', emailAddressData: [] }, answer, undefined, undefined],
		['without a list', { emailAddress: 'new@x.y' }, { id: 'x', emailAddress: 'new@x.y' }, undefined, undefined],
	])('%s', (_title, body, of, before, list) => expect(addressesRequest(update(body), of, before)).toEqual(list && written(list)));
	test('not of a new record', () => expect(addressesRequest(create({ emailAddress: 'new@x.y' }), answer)).toBeUndefined());
	test('a phone number alike, without what is no entry', () =>
		expect(
			addressesRequest(update({ phoneNumber: '2' }), { phoneNumber: '2', phoneNumberData: ['x', { phoneNumber: '1', type: 'Office' }] }),
		).toMatchObject({
			body: {
				phoneNumberData: [
					{ phoneNumber: '2', primary: true },
					{ phoneNumber: '1', type: 'Office' },
				],
			},
		}));
});

describe('the answer to a list shows what was before', () => {
	const shown = { emailAddressData: [second, old], emailAddress: 'old@x.y', emailAddressIsOptedOut: true, emailAddressIsInvalid: false };
	const list = { emailAddressData: [] };
	test.each<[title: string, request: EspoRequest, answer: JsonObject, isOld: boolean]>([
		['as it is', update(list), shown, false],
		['another address', update(list), { ...shown, emailAddress: 'a@x.y' }, true],
		['another opt-out', update(list), { ...shown, emailAddressIsOptedOut: false }, true],
		['another mark as invalid', update(list), { ...shown, emailAddressIsInvalid: true }, true],
		['flags that are left out', update(list), { ...shown, emailAddressIsInvalid: undefined as never }, false],
		['no list written', update({ emailAddress: 'b@x.y' }), { ...shown, emailAddress: 'a@x.y' }, false],
		['no list in the answer', update(list), { emailAddress: 'a@x.y' }, false],
		['a new record', create(list), { ...shown, emailAddress: 'a@x.y' }, false],
		['no body', update(), { ...shown, emailAddress: 'a@x.y' }, false],
	])('%s', (_title, request, of, isOld) => expect(showsOldAddresses(request, of)).toBe(isOld));

	test('and is made to show what the list says', () => {
		const stale = { ...shown, emailAddress: 'a@x.y', emailAddressIsOptedOut: false, emailAddressIsInvalid: true };
		expect(withListedAddresses(update(list), stale)).toEqual(shown);
		expect(withListedAddresses(update({ emailAddress: 'b' }), stale)).toEqual(stale);
		// Without a primary one it is the first.
		expect(withListedAddresses(update(list), { emailAddressData: [second] })).toEqual({
			...{ emailAddressData: [second], emailAddress: 'Second@x.y', emailAddressIsOptedOut: false, emailAddressIsInvalid: true },
		});
		const none = { emailAddressData: [], emailAddress: null, emailAddressIsOptedOut: null, emailAddressIsInvalid: null };
		expect(withListedAddresses(update(list), { ...stale, emailAddressData: [] })).toEqual(none);
	});
});

test.each<[request: EspoRequest, clears: boolean]>([
	[update({ emailAddress: null }), true],
	[update({ phoneNumber: null }), true],
	[update({ phoneNumber: null, phoneNumberData: [] }), false],
	[update({ emailAddress: '' }), false],
	[update(), false],
	[create({ emailAddress: null }), false],
])('%j clears an address: %j', (request, clears) => expect(clearsAddress(request)).toBe(clears));

test('flags stay beside an address', () => {
	const record = { emailAddress: 'a@x.y', emailAddressIsOptedOut: true, phoneNumber: null, phoneNumberIsInvalid: true };
	expect(withoutLoneFlags(record)).toEqual({ ...record, phoneNumberIsInvalid: null });
});

test.each<[request: EspoRequest, answer: JsonObject, shown: JsonObject]>([
	[
		update({ parentId: null }),
		{ parentId: null, parentType: null, parentName: 'A' },
		{ parentId: null, parentType: null, parentName: null },
	],
	[update({ parentId: null }), { parentId: null, parentName: 'A' }, { parentId: null, parentName: 'A' }],
	[update({ parentId: null }), { parentId: null, parentType: null }, { parentId: null, parentType: null }],
	[update({ parentId: null }), { parentId: 'a', parentType: 'B', parentName: 'A' }, { parentId: 'a', parentType: 'B', parentName: 'A' }],
	[update({ parentId: 'a' }), { parentId: null, parentType: null, parentName: 'A' }, { parentId: null, parentType: null, parentName: 'A' }],
	[update({ kind: null }), { kind: null, kindType: null, kindName: 'A' }, { kind: null, kindType: null, kindName: 'A' }],
	[update({ aIdId: null }), { aIdId: null, aIdType: null, aIdName: 'A' }, { aIdId: null, aIdType: null, aIdName: null }],
	[
		create({ parentId: null }),
		{ parentId: null, parentType: null, parentName: 'A' },
		{ parentId: null, parentType: null, parentName: 'A' },
	],
	[update(), { parentId: null }, { parentId: null }],
])('a parent that is cleared has no name: %j', (request, given, shown) => expect(withoutOldParents(request, given)).toEqual(shown));
