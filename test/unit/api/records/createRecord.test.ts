import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { createRecord, createRequest, updateRequest, type OnDuplicate } from '../../../../nodes/shared/api/records/createRecord';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { HttpResponse } from '../../../../nodes/shared/api/request/Send';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import { serverWith } from '../../model/answeringServer';
import { json, requestParts } from '../../model/requestParts';

const ann = { id: 'a', name: 'Ann B', firstName: 'Ann', lastName: 'B', emailAddress: 'Ann@x.y' };
const values = { firstName: 'Ann', lastName: 'B' };
const list = (...records: JsonObject[]) => json({ total: records.length, list: records });

/** @param found what the server's check finds; `undefined` where it finds nothing */
async function created(onDuplicate: OnDuplicate, found: Json | undefined, body: JsonObject = values, ...answers: HttpResponse[]) {
	const { client, sent } = serverWith(...answers);
	const written: EspoRequest[] = [];
	const write = async (request: EspoRequest) => {
		written.push(request);
		if (found === undefined || request.method === 'PUT') return await Promise.resolve({ id: 'n' });
		throw new EspoError({ kind: 'duplicate', request, body: found });
	};
	const outcome = await createRecord({ client, write }, createRequest('Contact', body, false), onDuplicate);
	return { outcome, written, sent };
}

test('requests', () => {
	expect(createRequest('Contact', values, false)).toEqual({ method: 'POST', path: ['Contact'], body: values });
	expect(createRequest('Contact', values, true).headers).toEqual({ 'X-Skip-Duplicate-Check': 'true' });
	expect(updateRequest('Contact', 'a', values)).toEqual({ method: 'PUT', path: ['Contact', 'a'], body: values });
});

test.each<[onDuplicate: OnDuplicate]>([['fail'], ['return'], ['skip'], ['update']])('%s: a new record', async (onDuplicate) =>
	expect((await created(onDuplicate, undefined)).outcome).toEqual({ records: [{ id: 'n' }], isNew: true, duplicates: [] }),
);

test.each<[onDuplicate: OnDuplicate, records: object[]]>([
	['return', [ann, { id: 'b' }]],
	['skip', []],
])('%s: what is there already', async (onDuplicate, records) => {
	const { outcome, written } = await created(onDuplicate, [ann, 'x', { name: 'without ID' }, { id: 'b' }]);
	expect(outcome).toEqual({ records, isNew: false, duplicates: [ann, { id: 'b' }] });
	expect(written).toHaveLength(1);
});

test.each<[onDuplicate: OnDuplicate, found: Json]>([
	['fail', [ann]],
	['return', []],
	['return', { id: 'a' }],
	['update', [{ name: 'x' }]],
])(
	'%s: the refusal stays one with %j',
	async (onDuplicate, found) => await expect(created(onDuplicate, found)).rejects.toMatchObject({ kind: 'duplicate' }),
);

test('another failure is none of it', async () => {
	const { client } = serverWith();
	const request = createRequest('Contact', values, false);
	const write = async () => await Promise.reject(new EspoError({ kind: 'forbidden', request, body: [ann] }));
	await expect(createRecord({ client, write }, request, 'skip')).rejects.toMatchObject({ kind: 'forbidden' });
});

describe('update', () => {
	test('the one that is there', async () => {
		const { outcome, written } = await created('update', [ann], values, list(ann));
		expect(outcome).toEqual({ records: [{ id: 'n' }], isNew: false, duplicates: [ann] });
		expect(written[1]).toEqual({ method: 'PUT', path: ['Contact', 'a'], body: values });
	});

	test.each<[title: string, found: Json, answers: HttpResponse[]]>([
		['that the check names', [ann, { id: 'b' }], []],
		['of which the check names one', [ann], [list(ann, { id: 'b', name: 'Ann B' })]],
	])(
		'none of several %s',
		async (_title, found, answers) =>
			await expect(created('update', found, values, ...answers)).rejects.toThrow('several records like it, so none was updated'),
	);

	test('those who are not like the one that was found say nothing', async () =>
		expect((await created('update', [ann], values, list({ id: 'b' }, { id: 'c' }))).outcome.isNew).toBe(false));

	test('no second look where the check names all', async () =>
		expect((await created('update', [{ ...ann, streamUpdatedAt: null }])).sent).toEqual([]));

	test.each<[values: JsonObject, asked: object[]]>([
		[{ name: 'Ann' }, [{ type: 'and', value: [{ type: 'equals', attribute: 'name', value: 'Ann' }] }]],
		[
			{ firstName: 'Ann', name: 'x' },
			[
				{
					type: 'and',
					value: [
						{ type: 'equals', attribute: 'firstName', value: 'Ann' },
						{ type: 'isNull', attribute: 'lastName' },
					],
				},
			],
		],
		[
			{ emailAddress: 'Ann@x.y', emailAddressData: [{ emailAddress: 'b@x.y' }, 'x', { emailAddress: 'Ann@x.y' }, { emailAddress: '' }] },
			['Ann@x.y', 'b@x.y'].map((value) => ({ type: 'equals', attribute: 'emailAddress', value })),
		],
	])('the others like %j are looked for', async (body, asked) => {
		const { sent } = await created('update', [ann], body, list(ann));
		const { params } = requestParts({ path: String(sent[0]).replace('GET ', '') });
		expect(params).toMatchObject({ where: [{ type: 'or', value: asked }], select: ['id', 'name'] });
	});

	test.each<[values: JsonObject]>([
		[{ phoneNumber: '1' }],
		[{ name: '' }],
		[{ accountName: 'x', emailAddress: '', emailAddressData: [5] }],
	])('nobody is like %j', async (body) => expect((await created('update', [{ id: 'a' }], body)).sent).toEqual([]));
	test('what the one that was found does not show is not compared', async () =>
		expect((await created('update', [{ id: 'a', firstName: 'Ann' }])).sent).toEqual([]));

	test.each<[title: string, given: string, data: Json, kept: boolean]>([
		['another address of the record does not become the first', 'second@x.y', [5, { emailAddress: 'Second@x.y' }], false],
		['a new one is written', 'new@x.y', [{ emailAddress: 'second@x.y' }], true],
		['a record without a list', 'new@x.y', 'none', true],
	])('%s', async (_title, emailAddress, emailAddressData, kept) => {
		const body = { emailAddress, title: 'Boss' };
		const found = { ...ann, streamUpdatedAt: null };
		const { written, sent } = await created('update', [found], body, json({ ...found, emailAddressData }));
		expect(sent).toEqual(['GET /Contact/a']);
		expect(written[1]?.body).toEqual(kept ? body : { title: 'Boss' });
	});
	test.each<JsonObject>([{ emailAddress: 'ann@X.y' }, { phoneNumber: '+1 (2) 3-4' }])('the first one is no other: %j', async (body) => {
		const { written, sent } = await created('update', [{ ...ann, phoneNumber: '+1234', streamUpdatedAt: null }], body);
		expect([sent, written[1]?.body]).toEqual([[], body]);
	});
});
