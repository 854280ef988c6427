import type { Metadata } from '../../../../nodes/shared/api/metadata/Metadata';
import { writeRecord } from '../../../../nodes/shared/api/records/writeRecord';
import { writtenText } from '../../../../nodes/shared/api/records/writtenText';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { serverWith } from '../../model/answeringServer';
import { json, refusal } from '../../model/requestParts';

const create = (body: JsonObject): EspoRequest => ({ method: 'POST', path: ['Contact'], body });
const update = (body: JsonObject, entityType = 'Contact'): EspoRequest => ({ method: 'PUT', path: [entityType, 'x'], body });

describe('one request where the answer tells all', () => {
	it.each<[string, EspoRequest, JsonObject]>([
		['texts', update({ description: 'a' }), { id: 'x', description: 'a' }],
		['a link with its name', create({ accountId: 'a' }), { id: 'x', accountId: 'a', accountName: 'Acme' }],
		['a link that is cleared', create({ accountId: null }), { id: 'x' }],
		['a link in an update, from 8.3 on', update({ accountId: 'a' }), { id: 'x', accountId: 'a', accountName: 'Acme', isStarred: false }],
		['the title of a contact with an account', update({ title: 'Boss' }), { id: 'x', accountId: 'a', accountName: 'Acme', title: 'Boss' }],
		[
			'the name of a person, as it is made of its parts',
			create({ name: 'Ann B', firstName: 'Ann', lastName: 'B' }),
			{ id: 'x', name: 'Ann B', firstName: 'Ann', lastName: 'B' },
		],
		[
			'an address that is stored',
			update({ emailAddress: 'a@b.c' }),
			{ id: 'x', emailAddress: 'a@b.c', emailAddressData: [{ emailAddress: 'a@b.c', primary: true }] },
		],
	])('%s', async (_title, request, answer) => {
		const { client, metadata, sent } = serverWith(json(answer));
		const written = await writeRecord(client, metadata, request);
		expect([written.record, writtenText(written)]).toEqual([answer, undefined]);
		expect(sent).toHaveLength(1);
	});
});

test('flags without an address are shown as they are kept, without a request', async () => {
	const { client, metadata, sent } = serverWith(
		json({ id: 'x', emailAddress: null, emailAddressIsOptedOut: true, phoneNumberIsInvalid: false }),
	);
	const written = await writeRecord(client, metadata, update({ emailAddressIsOptedOut: true, phoneNumberIsInvalid: false }));
	expect(written.record).toEqual({ id: 'x', emailAddress: null, emailAddressIsOptedOut: null, phoneNumberIsInvalid: null });
	expect(writtenText(written)).toBe('EspoCRM stored differently: emailAddressIsOptedOut (true became null).');
	expect(sent).toHaveLength(1);
});

describe('what stands on a link is read', () => {
	const cases: Array<[string, EspoRequest, JsonObject, (metadata: Metadata) => void]> = [
		['a title without an account', update({ title: 'Boss' }), { title: null }, () => undefined],
		['a role', update({ opportunityRole: 'Boss' }), { opportunityRole: null }, () => undefined],
		[
			'a field that the workflow knows as such',
			update({ kept: 'Boss' }),
			{ kept: null },
			({ rememberNotStorable }) => rememberNotStorable('Contact', ['kept']),
		],
	];
	it.each(cases)('%s', async (_title, request, stored, tell) => {
		const { client, metadata, sent } = serverWith(json({ id: 'x', ...request.body }), json({ id: 'x', ...stored }));
		tell(metadata);
		const written = await writeRecord(client, metadata, request);
		expect(written.record).toEqual({ id: 'x', ...stored });
		expect(writtenText(written)).toContain(Object.keys(stored)[0]);
		expect(sent).toEqual(['PUT /Contact/x', 'GET /Contact/x']);
	});

	it('and where that is not possible, it is said', async () => {
		const { client, metadata } = serverWith(json({ id: 'x', title: 'Boss' }), refusal(403));
		const written = await writeRecord(client, metadata, update({ title: 'Boss' }));
		expect([written.record.title, writtenText(written)]).toEqual([
			'Boss',
			"It is not known whether EspoCRM stored title, because the record can't be read.",
		]);
	});
});

describe('what the answer shows as cleared, or as it was before', () => {
	const columns = { a: { role: 'Boss' } };
	test.each<[string, JsonObject, answer: JsonObject, stored: JsonObject, text: string | undefined]>([
		[
			'columns',
			{ accountsColumns: null },
			{ accountsIds: ['a'], accountsColumns: null },
			{ accountsIds: ['a'], accountsColumns: columns },
			'accountsColumns (null became',
		],
		[
			'columns as an empty map',
			{ accountsColumns: {} },
			{ accountsIds: ['a'], accountsColumns: {} },
			{ accountsIds: ['a'], accountsColumns: columns },
			'accountsColumns ({} became',
		],
		[
			'a list of addresses',
			{ emailAddressData: null },
			{ emailAddress: 'a@b.c', emailAddressData: null },
			{ emailAddress: 'a@b.c', emailAddressData: [{ emailAddress: 'a@b.c' }] },
			'emailAddressData (null became',
		],
		[
			'what stands beside a list of links',
			{ accountsIds: [] },
			{ accountsIds: [], accountsColumns: columns, title: 'Boss', accountId: 'a' },
			{ accountsIds: [], accountsColumns: {}, title: null, accountId: 'a' },
			undefined,
		],
		[
			'names of a list of links',
			{ teamsIds: ['b'] },
			{ teamsIds: ['b'], teamsNames: { a: 'A' } },
			{ teamsIds: ['b'], teamsNames: { b: 'B' } },
			undefined,
		],
	])('%s: the record is read once', async (_title, body, answer, stored, text) => {
		const { client, metadata, sent } = serverWith(
			json({ id: 'x', isStarred: false, ...answer }),
			json({ id: 'x', isStarred: false, ...stored }),
		);
		const written = await writeRecord(client, metadata, update(body));
		expect([written.record, sent]).toEqual([{ id: 'x', isStarred: false, ...stored }, ['PUT /Contact/x', 'GET /Contact/x']]);
		expect(writtenText(written)).toEqual(text === undefined ? undefined : expect.stringContaining(text));
	});

	test.each<[string, JsonObject, JsonObject]>([
		['columns without links', { accountsColumns: {} }, { accountsIds: [], accountsColumns: {} }],
		['an empty list of addresses', { emailAddressData: null }, { emailAddress: null, emailAddressData: [] }],
		[
			'a list with its names and columns',
			{ accountsIds: ['a'] },
			{ accountsIds: ['a'], accountsNames: { a: 'A' }, accountsColumns: columns },
		],
	])('%s: no request', async (_title, body, answer) => {
		const { client, metadata, sent } = serverWith(json({ id: 'x', ...answer }));
		expect([writtenText(await writeRecord(client, metadata, update(body))), sent]).toEqual([undefined, ['PUT /Contact/x']]);
	});

	test('a list that cannot be read is not called cleared', async () => {
		const { client, metadata } = serverWith(json({ id: 'x', accountsIds: ['a'], accountsColumns: null }), refusal(403));
		expect(writtenText(await writeRecord(client, metadata, update({ accountsColumns: null })))).toContain(
			'It is not known whether EspoCRM stored accountsColumns',
		);
	});
});

describe('names that were sent beside the IDs of links', () => {
	const names = { accountName: 'foo', teamsNames: { t: 'foo' } };
	const body = { accountId: 'a', teamsIds: ['t'], ...names };
	const real = { accountId: 'a', accountName: 'A', teamsIds: ['t'], teamsNames: { t: 'T' } };

	test.each([
		['POST', create(body)],
		['PUT', update(body)],
	])('7.x shows them as they were sent: %s', async (_method, request) => {
		const { client, metadata, sent } = serverWith(json({ id: 'x', ...body }), json({ id: 'x', ...real }));
		const written = await writeRecord(client, metadata, request);
		expect([written.record, written.notStored.map(({ attribute }) => attribute), sent.length]).toEqual([
			{ id: 'x', ...real },
			Object.keys(names),
			2,
		]);
	});

	test.each<[string, JsonObject, string[]]>([
		['other ones', body, Object.keys(names)],
		['those of a record that was read', real, []],
	])('newer servers answer with the real ones, without a request: %s', async (_title, values, notStored) => {
		const { client, metadata, sent } = serverWith(json({ id: 'x', isStarred: false, ...real }));
		const written = await writeRecord(client, metadata, update(values));
		expect([written.record.accountName, written.notStored.map(({ attribute }) => attribute), sent.length]).toEqual(['A', notStored, 1]);
	});
});

describe('links of a new record on 7.x, whose answer has no names', () => {
	it('a record that does not exist is named', async () => {
		const { client, metadata } = serverWith(json({ id: 'x', accountId: 'no' }), json({ id: 'x', accountId: 'no', accountName: null }));
		expect(writtenText(await writeRecord(client, metadata, create({ accountId: 'no' })))).toBe(
			'No record has the ID in accountId; EspoCRM stored it anyway.',
		);
	});

	it('a record that exists, and a text that only looks like a link, are looked at once', async () => {
		const values = { accountId: 'a', externalId: '7' };
		const { client, metadata, sent } = serverWith(
			json({ id: 'x', ...values }),
			json({ id: 'x', ...values, accountName: 'Acme' }),
			json({ id: 'y', ...values }),
			json({ id: 'z', accountId: 'b' }),
			json({ id: 'z', accountId: 'b', accountName: 'B' }),
		);
		for (const body of [values, { ...values, externalId: '8' }, { accountId: 'b' }])
			expect(writtenText({ ...(await writeRecord(client, metadata, create(body))), notStored: [] })).toBeUndefined();
		expect(sent).toEqual(['POST /Contact', 'GET /Contact/x', 'POST /Contact', 'POST /Contact', 'GET /Contact/z']);
	});
});

test('7.4.0 to 8.1.3 keep the old address: the list is written, and others stay', async () => {
	const old = [
		{ emailAddress: 'old@b.c', primary: true },
		{ emailAddress: 'other@b.c', primary: false, optOut: true },
	];
	const list = [
		{ emailAddress: 'new@b.c', primary: true, optOut: false, invalid: false },
		{ emailAddress: 'other@b.c', primary: false, optOut: true },
	];
	const { client, metadata, sent, bodies } = serverWith(
		json({ id: 'x', emailAddress: 'new@b.c', emailAddressData: old }),
		json({ id: 'x', emailAddress: 'old@b.c', emailAddressData: list }),
	);
	const { record, notStored } = await writeRecord(client, metadata, update({ emailAddress: 'new@b.c' }));
	expect([record.emailAddress, notStored]).toEqual(['new@b.c', []]);
	expect(bodies[1]).toEqual({ emailAddressData: list });
	expect(sent).toEqual(['PUT /Contact/x', 'PUT /Contact/x']);
});

test('an amount without a currency brings the default one, which is asked for then only', async () => {
	const missing = refusal(400, 'Field validation failure', {
		messageTranslation: { label: 'validationFailure', data: { field: 'amount', type: 'validCurrency' } },
	});
	const { client, metadata, sent, bodies } = serverWith(
		missing,
		json({ settings: { defaultCurrency: 'EUR' } }),
		json({ id: 'x', amount: 5, amountCurrency: 'EUR' }),
	);
	expect((await writeRecord(client, metadata, update({ amount: 5 }, 'Opportunity'))).record).toEqual({
		id: 'x',
		amount: 5,
		amountCurrency: 'EUR',
	});
	expect(sent).toEqual(['PUT /Opportunity/x', 'GET /App/user', 'PUT /Opportunity/x']);
	expect(bodies[2]).toEqual({ amount: 5, amountCurrency: 'EUR' });
});

test('what becomes the file of an attachment is not missed in the answer', async () => {
	const { client, metadata } = serverWith(json({ id: 'x', name: 'a.txt' }));
	const request: EspoRequest = {
		method: 'POST',
		path: ['Attachment'],
		body: { name: 'a.txt', file: 'data:text/plain;base64,YQ==', contents: 'a' },
	};
	expect(writtenText(await writeRecord(client, metadata, request))).toBeUndefined();
});

describe('an address that is cleared', () => {
	const list = [{ emailAddress: 'next@b.c', primary: true }];
	const cleared = { id: 'x', emailAddress: null, emailAddressData: list };

	test('is looked at before, as 7.4.0 to 8.1.3 keep it', async () => {
		const { client, metadata, sent, bodies } = serverWith(
			json({ id: 'x', emailAddress: 'next@b.c' }),
			json(cleared),
			json({ ...cleared, emailAddressData: [] }),
		);
		await writeRecord(client, metadata, update({ emailAddress: null }));
		expect([sent, bodies[2]]).toEqual([['GET /Contact/x', 'PUT /Contact/x', 'PUT /Contact/x'], { emailAddressData: [] }]);
	});

	test('not on a server that is known to be newer, by a record of the run', async () => {
		const { client, metadata, sent } = serverWith(
			json({ id: 'x', isStarred: false }),
			json({ ...cleared, isStarred: false }),
			json({ ...cleared, isStarred: false }),
		);
		for (let item = 0; item < 2; item++) await writeRecord(client, metadata, update({ emailAddress: null }));
		expect(sent.slice(0, 3)).toEqual(['GET /Contact/x', 'PUT /Contact/x', 'PUT /Contact/x']);
	});

	test('nor by the fields, which were looked up', async () => {
		const { client, metadata, sent } = serverWith(json({ streamUpdatedAt: { type: 'datetime' } }), json({ ...cleared, isStarred: false }));
		await metadata.attributeKinds('Contact');
		await writeRecord(client, metadata, update({ emailAddress: null }));
		expect(sent.slice(1)).toEqual(['PUT /Contact/x']);
	});
});

test.each<[string, JsonObject, string | undefined]>([
	['is compared', { id: 'x', name: 'a', versionNumber: 3 }, undefined],
	[
		'has nothing to be compared with',
		{ id: 'x', name: 'a' },
		'The version number was not checked: EspoCRM keeps none for this entity type (Optimistic Concurrency Control in its Entity Manager).',
	],
])('a version number that %s', async (_title, answer, text) => {
	const { client, metadata } = serverWith(json(answer));
	expect(writtenText(await writeRecord(client, metadata, { ...update({ name: 'a' }), headers: { 'X-Version-Number': '2' } }))).toBe(text);
});

test('the ID of a parent whose type is not known is named', async () => {
	const { client, metadata } = serverWith(json({ id: 'x', aboutId: 'a', aboutType: null, aboutName: null, isStarred: false }));
	expect(writtenText(await writeRecord(client, metadata, update({ aboutId: 'a' })))).toBe(
		'EspoCRM stored aboutId without an entity type, so no record is linked.',
	);
});

test('a parent that is cleared has no name, without a request', async () => {
	const { client, metadata, sent } = serverWith(json({ id: 'x', parentId: null, parentType: null, parentName: 'Acme' }));
	const { record } = await writeRecord(client, metadata, update({ parentId: null, parentType: null }, 'Task'));
	expect([record.parentName, sent]).toEqual([null, ['PUT /Task/x']]);
});

describe('a refusal of an amount stays one', () => {
	const about = (data: unknown) => ({ messageTranslation: { label: 'validationFailure', data } });
	const noCurrency = about({ field: 'amount', type: 'validCurrency' });
	it.each<[title: string, body: JsonObject, status: number, answer: unknown]>([
		['with a currency that was sent', { amount: 5, amountCurrency: 'X' }, 400, noCurrency],
		['of an amount that was not sent', { name: 'a' }, 400, noCurrency],
		['for another reason', { amount: 5 }, 400, about({ field: 'amount', type: 'required' })],
		['of no field', { amount: 5, undefinedCurrency: undefined as never }, 400, about({ type: 'validCurrency' })],
		['without more', { amount: 5 }, 400, about('amount')],
		['as a text', { amount: 5 }, 400, 'amount'],
		['that is no translation', { amount: 5 }, 400, { messageTranslation: 'amount' }],
		['of another kind', { amount: 5 }, 403, noCurrency],
	])('%s', async (_title, body, status, answer) => {
		const { client, metadata, sent } = serverWith(
			refusal(status, 'No.', answer),
			json({ settings: { defaultCurrency: 'EUR' } }),
			json({ id: 'x' }),
		);
		await expect(writeRecord(client, metadata, update(body))).rejects.toMatchObject({ details: { status } });
		expect(sent).toHaveLength(1);
	});
	it('where there is no default currency', async () => {
		const { client, metadata, sent } = serverWith(refusal(400, 'No.', noCurrency), json({ settings: {} }), json({ id: 'x' }));
		await expect(writeRecord(client, metadata, update({ amount: 5 }))).rejects.toMatchObject({ details: { status: 400 } });
		expect(sent).toHaveLength(2);
	});
});
