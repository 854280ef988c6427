import { writeRecord } from '../../../../nodes/shared/api/records/writeRecord';
import { writtenText } from '../../../../nodes/shared/api/records/writtenText';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { serverWith } from '../../model/answeringServer';
import { json, refusal } from '../../model/requestParts';

const update = (body: JsonObject, entityType = 'Meeting'): EspoRequest => ({ method: 'PUT', path: [entityType, 'x'], body });
const times = {
	id: 'x',
	dateStart: '2026-12-01 10:00:00',
	dateStartDate: null,
	dateEnd: '2026-12-01 11:00:00',
	dateEndDate: null,
	isAllDay: false,
	duration: 3600,
};
const days = {
	id: 'x',
	dateStart: '2026-12-01 00:00:00',
	dateStartDate: '2026-12-01',
	dateEnd: '2026-12-03 00:00:00',
	dateEndDate: '2026-12-02',
	isAllDay: true,
	duration: 172800,
};

describe('an update that makes a record last all day', () => {
	test.each<[JsonObject]>([
		[{ isAllDay: true }],
		[{ isAllDay: true, dateStartDate: '2026-12-01' }],
		[{ isAllDay: true, dateEndDate: '2026-12-01' }],
	])('%j is refused where the record has times, before it is changed', async (body) => {
		const { client, metadata, sent } = serverWith(json(times));
		await expect(writeRecord(client, metadata, update(body))).rejects.toThrow("The record can't last all day");
		expect(sent).toEqual(['GET /Meeting/x']);
	});

	test.each<[string, Array<ReturnType<typeof json>>, string[]]>([
		[
			'has days',
			[json(days), json({ ...days, dateStart: '2026-12-02 00:00:00', dateStartDate: '2026-12-02' })],
			['GET /Meeting/x', 'PUT /Meeting/x'],
		],
		["can't be read", [refusal(403), json({ ...days, dateStartDate: '2026-12-02' })], ['GET /Meeting/x', 'PUT /Meeting/x']],
		[
			'has no days at all',
			[json({ id: 'x', isAllDay: false }), json({ id: 'x', isAllDay: true, dateStartDate: '2026-12-02' })],
			['GET /Meeting/x', 'PUT /Meeting/x'],
		],
	])('a day alone is sent where the record %s', async (_title, answers, requests) => {
		const { client, metadata, sent } = serverWith(...answers);
		await writeRecord(client, metadata, update({ isAllDay: true, dateStartDate: '2026-12-02' }));
		expect(sent).toEqual(requests);
	});

	test.each<[JsonObject, JsonObject, string]>([
		[{ dateStartDate: null, dateEndDate: null }, days, "“dateStartDate” can't be cleared on its own"],
		[{ dateEndDate: null }, days, "“dateEndDate” can't be cleared on its own"],
		[{ dateStartDate: '2026-12-05', dateEndDate: null, isAllDay: true }, days, 'its “dateEnd” is not a day'],
	])('%j is refused: a day is not cleared without its moment', async (body, before, message) => {
		const { client, metadata, sent } = serverWith(json(before));
		await expect(writeRecord(client, metadata, update(body))).rejects.toThrow(message);
		expect(sent).toEqual(['GET /Meeting/x']);
	});

	test.each<[JsonObject, JsonObject]>([
		[{ dateEndDate: null }, times],
		[{ dateStartDate: '2026-12-05', dateEnd: null, dateEndDate: null, isAllDay: true }, times],
		[
			{ dateStartDate: '2026-12-05', isAllDay: true },
			{ ...times, dateEnd: null },
		],
	])('%j of %j is sent', async (body, before) => {
		const { client, metadata, sent } = serverWith(json(before), json({ ...before, ...body }));
		await writeRecord(client, metadata, update(body));
		expect(sent).toEqual(['GET /Meeting/x', 'PUT /Meeting/x']);
	});

	test('both days need no look', async () => {
		const { client, metadata, sent } = serverWith(json(days));
		await writeRecord(client, metadata, update({ isAllDay: true, dateStartDate: '2026-12-01', dateEndDate: '2026-12-02' }));
		expect(sent).toHaveLength(1);
	});
});

describe('an update to times: what 7.5 leaves as a day gets a time', () => {
	const left = { ...days, isAllDay: false };
	test.each<[body: JsonObject, answer: JsonObject, more: JsonObject]>([
		[
			{ dateStart: '2026-12-01 10:00:00', dateStartDate: null, isAllDay: false },
			{ ...left, dateStart: '2026-12-01 10:00:00', dateStartDate: null },
			{ dateEnd: '2026-12-03 10:00:00', dateEndDate: null },
		],
		[
			{ dateEnd: '2026-12-01 10:00:00', dateEndDate: null, isAllDay: false },
			{ ...left, dateEnd: '2026-12-01 10:00:00', dateEndDate: null },
			{ dateStartDate: null },
		],
		[{ isAllDay: false }, left, { dateStartDate: null, dateEndDate: null }],
	])('%j', async (body, answer, more) => {
		const { client, metadata, sent, bodies } = serverWith(json(answer), json(times));
		const { record } = await writeRecord(client, metadata, update(body));
		expect([sent, bodies[1], record]).toEqual([['PUT /Meeting/x', 'PUT /Meeting/x'], more, times]);
	});

	test.each<[JsonObject, JsonObject]>([
		[{ dateStart: '2026-12-01 10:00:00', dateStartDate: null, isAllDay: false }, times],
		[{ description: 'a' }, { ...left, description: 'a' }],
		[{ ...left }, left],
	])('%j needs nothing', async (body, answer) => {
		const { client, metadata, sent } = serverWith(json(answer));
		await writeRecord(client, metadata, update(body));
		expect(sent).toHaveLength(1);
	});
});

describe('the duration is the one that is computed', () => {
	test.each<[string, JsonObject, JsonObject, unknown]>([
		['the default', { name: 'a' }, { ...days, duration: 3600 }, 172800],
		['the one before', { dateEnd: '2026-12-01 11:00:00' }, { ...times, duration: 60 }, 3600],
		['without an end', { name: 'a' }, { ...times, dateEnd: null }, null],
		['of a type with the switch', { name: 'a' }, { ...times, duration: 60 }, 3600],
	])('%s', async (_title, body, answer, duration) => {
		const { client, metadata, sent } = serverWith(json({ ...body, ...answer }));
		expect((await writeRecord(client, metadata, update(body, _title.includes('type') ? 'CVisit' : 'Call'))).record.duration).toBe(duration);
		expect(sent).toHaveLength(1);
	});

	test('it is left out where the answer does not tell it', async () => {
		const { client, metadata } = serverWith(json({ id: 'x', dateStart: '2026-12-01 10:00:00', duration: 3600 }));
		expect(
			(await writeRecord(client, metadata, { method: 'POST', path: ['Meeting'], body: { dateStart: '2026-12-01 10:00:00' } })).record,
		).not.toHaveProperty('duration');
	});

	test('one that was sent is reported, without a request', async () => {
		const { client, metadata, sent } = serverWith(json({ ...times, duration: 7200 }));
		expect(writtenText(await writeRecord(client, metadata, update({ duration: 7200 })))).toBe(
			'EspoCRM stored differently: duration (7200 became 3600).',
		);
		expect(sent).toHaveLength(1);
	});

	test('a field of that name elsewhere stays', async () => {
		const task = { id: 'x', dateStart: '2026-12-01 10:00:00', dateEnd: '2026-12-01 11:00:00', duration: 5 };
		const { client, metadata } = serverWith(json(task));
		expect((await writeRecord(client, metadata, update({ name: 'a' }, 'Task'))).record.duration).toBe(5);
	});
});

describe('a new event with a start and no end', () => {
	const create = (body: JsonObject, entityType = 'Meeting'): EspoRequest => ({ method: 'POST', path: [entityType], body });
	const { dateEnd, ...endless } = times;
	const written = async (request: EspoRequest, answer: JsonObject) => {
		const { client, metadata, sent } = serverWith(json(answer));
		const text = writtenText(await writeRecord(client, metadata, request));
		expect(sent).toHaveLength(1);
		return text;
	};
	test.each<[string, JsonObject]>([
		['Meeting', endless],
		['Call', { id: 'x', dateStart: times.dateStart, dateEnd: null }],
		['CEvent', endless],
	])('%s: a hint says what its calendar makes of it', async (type, answer) => {
		expect(await written(create({ dateStart: times.dateStart }, type), answer)).toMatch(/^EspoCRM stored it without an end.*“Date End”/);
	});
	test.each<[string, EspoRequest, JsonObject]>([
		['it has an end', create({ dateStart: times.dateStart }), { ...endless, dateEnd }],
		[
			'it lasts all day',
			create({ dateStartDate: '2026-12-01', isAllDay: true }),
			{ ...endless, dateStartDate: '2026-12-01', isAllDay: true },
		],
		['it has no start', create({ name: 'x' }), { id: 'x', name: 'x', isAllDay: false }],
		['it is a task', create({ dateStart: times.dateStart }, 'Task'), { id: 'x', dateStart: times.dateStart }],
		['it is an update', update({ isPublic: true }), { ...endless, isPublic: true }],
	])('none where %s', async (_title, request, answer) => expect(await written(request, answer)).toBeUndefined());
});
