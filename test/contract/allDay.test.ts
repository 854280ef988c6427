import type { IDataObject } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { condition, conditions, entity, inJson, record, selected } from './server/parameters';

const TIMES = { dateStart: '2026-12-01 10:00:00', dateEnd: '2026-12-01 11:00:00' };
const DAYS = { dateStart: '2026-12-01', dateEnd: '2026-12-02' };
const OPTIONS = { dateTimeFormat: 'espo' };

/** Meetings that last all day, or no more: what is stored is whole, and the item says it. */
describeEspo('meetings all day', (espo) => {
	/** An answer to a create leaves out what is empty. */
	const shown = (item: IDataObject) =>
		Object.fromEntries(
			['dateStart', 'dateStartDate', 'dateEnd', 'dateEndDate', 'isAllDay', 'duration'].map((name) => [name, item[name] ?? null]),
		);
	let count = 0;
	const created = async (values: IDataObject) => {
		espo.need('Meeting', 'create', 'edit', 'read');
		const [item] = await espo.json(
			entity('create', 'Meeting', {
				...inJson({ name: espo.name(`meeting ${count++}`), assignedUserId: espo.me.user.id, ...values }),
				options: OPTIONS,
			}),
		);
		const id = String(item?.id);
		expect(shown(item ?? {})).toEqual(shown(await espo.api.get(`Meeting/${id}`)));
		return id;
	};
	const updated = async (id: string, values: IDataObject) => {
		const { json, error, hints } = await espo.run(record('update', 'Meeting', id, { ...inJson(values), options: OPTIONS }));
		const stored = shown(await espo.api.get(`Meeting/${id}`));
		if (!error) expect(shown(json[0] ?? {})).toEqual(stored);
		return { error, stored, hints, writes: espo.sent.filter((sent) => sent.startsWith('PUT')).length };
	};
	const all = (dateStartDate: string, dateEndDate: string) => expect.objectContaining({ dateStartDate, dateEndDate, isAllDay: true });

	it.each<[string, IDataObject, unknown]>([
		['days', DAYS, all('2026-12-01', '2026-12-02')],
		['days by their own names', { dateStartDate: '2026-12-01', dateEndDate: '2026-12-02' }, all('2026-12-01', '2026-12-02')],
		['times', TIMES, { ...TIMES, dateStartDate: null, dateEndDate: null, isAllDay: false, duration: 3600 }],
	])('Create with %s', async (_title, values, stored) => {
		expect(shown(await espo.api.get(`Meeting/${await created(values)}`))).toEqual(stored);
	});

	it.each<[string, string[]]>([
		['the start and the end alone', ['dateStart', 'dateEnd']],
		['their days too', ['dateStart', 'dateEnd', 'dateStartDate', 'dateEndDate']],
	])('a mapping that was written by hand, with %s', async (_title, names) => {
		espo.need('Meeting', 'create', 'read');
		const schema = names.map((id) => ({
			id,
			displayName: id,
			kind: id.endsWith('Date') ? 'date' : 'dateTimeOptional',
			type: 'dateTime',
			display: true,
			required: false,
			defaultMatch: false,
		}));
		const value = { name: espo.name('by hand'), assignedUserId: espo.me.user.id, ...DAYS };
		const columns = { mappingMode: 'defineBelow', value, matchingColumns: [], schema };
		const { json, hints } = await espo.run(entity('create', 'Meeting', { specifyFields: 'mapping', columns, options: OPTIONS }));
		expect([hints, shown(await espo.api.get(`Meeting/${String(json[0]?.id)}`))]).toEqual([[], all('2026-12-01', '2026-12-02')]);
	});

	it('Create with a start alone says that there is no end, whatever the duration', async () => {
		espo.need('Meeting', 'create', 'read');
		const values = { name: espo.name('endless'), assignedUserId: espo.me.user.id, dateStart: TIMES.dateStart };
		for (const more of [{}, { duration: 1800 }]) {
			const { json, hints } = await espo.run(entity('create', 'Meeting', { ...inJson({ ...values, ...more }), options: OPTIONS }));
			expect(await espo.api.get(`Meeting/${String(json[0]?.id)}`)).toMatchObject({ dateStart: TIMES.dateStart, dateEnd: null });
			expect(JSON.stringify(hints)).toContain('EspoCRM stored it without an end');
		}
	});

	it('a task until a day that is given twice', async () => {
		espo.need('Task', 'create', 'read');
		const values = { name: espo.name('twice'), assignedUserId: espo.me.user.id, dateEnd: '2026-12-01' };
		const [item] = await espo.json(entity('create', 'Task', inJson({ ...values, dateEndDate: '2026-12-01' })));
		expect(await espo.api.get(`Task/${String(item?.id)}`)).toMatchObject({ dateEndDate: '2026-12-01' });
		const { error } = await espo.run(entity('create', 'Task', inJson({ ...values, dateEndDate: '2026-12-02' })));
		expect(error?.message).toContain('“dateEnd” is the day 2026-12-01, but “dateEndDate” is 2026-12-02');
	});

	it.each<[IDataObject, IDataObject]>([
		[{ dateStart: '2026-12-01 10:00:00' }, { dateStart: '2026-12-01 10:00:00', dateEnd: '2026-12-03 10:00:00', duration: 172_800 }],
		[{ dateEnd: '2026-12-01 10:00:00' }, { dateStart: '2026-12-01 00:00:00', dateEnd: '2026-12-01 10:00:00', duration: 36_000 }],
		[{ isAllDay: false }, { dateStart: '2026-12-01 00:00:00', dateEnd: '2026-12-03 00:00:00', duration: 172_800 }],
		[TIMES, { ...TIMES, duration: 3600 }],
	])('no more all day by %j', async (values, times) => {
		const { error, stored, hints } = await updated(await created(DAYS), values);
		expect([error, hints, stored]).toEqual([undefined, [], { ...times, dateStartDate: null, dateEndDate: null, isAllDay: false }]);
	});

	it.each<[IDataObject, unknown]>([
		[{ dateStart: '2026-11-30' }, all('2026-11-30', '2026-12-01')],
		[{ dateEnd: '2026-12-05' }, all('2026-12-01', '2026-12-05')],
		[{ dateStart: '2026-12-24', dateEnd: '2026-12-24' }, all('2026-12-24', '2026-12-24')],
	])('other days by %j', async (values, stored) => {
		expect(await updated(await created(DAYS), values)).toMatchObject({ error: undefined, stored, hints: [], writes: 1 });
	});

	it.each<IDataObject>([
		{ dateStart: '2026-12-03' },
		{ dateEnd: '2026-12-03' },
		{ isAllDay: true },
		{ ...TIMES, isAllDay: true },
		{ ...DAYS, isAllDay: false },
	])('a meeting with times is not part of a day and all of it: %j is refused, and nothing is written', async (values) => {
		const id = await created(TIMES);
		const { error, stored, writes } = await updated(id, values);
		expect(error?.message).toMatch(/is no day|all day|has a time|is a day/);
		expect([writes, stored]).toEqual([0, { ...TIMES, dateStartDate: null, dateEndDate: null, isAllDay: false, duration: 3600 }]);
	});

	it('a day alone cannot be cleared while the meeting lasts all day', async () => {
		const id = await created(DAYS);
		for (const values of [
			{ dateStartDate: null, dateEndDate: null },
			{ dateEndDate: null },
			{ dateStart: '2026-12-05', dateEndDate: null },
		]) {
			const { error, stored, writes } = await updated(id, values);
			expect([error?.message, writes, stored]).toEqual([
				expect.stringMatching(/“date(Start|End)(Date)?”/),
				0,
				all('2026-12-01', '2026-12-02'),
			]);
		}
		expect(await updated(id, { dateStart: '2026-12-05 10:00:00', dateEndDate: null })).toMatchObject({
			error: undefined,
			stored: { dateEnd: '2026-12-07 10:00:00', dateEndDate: null, isAllDay: false },
		});
		expect(await updated(id, { dateEndDate: null })).toMatchObject({ error: undefined, stored: { dateEnd: '2026-12-07 10:00:00' } });
	});

	it.each([
		['Create', undefined],
		['Update', TIMES],
		['Update of days', DAYS],
	])('all day without an end: %s', async (_title, before) => {
		const values = { dateStart: '2026-12-05', dateEnd: null };
		const id = await created(before ?? values);
		if (before) expect(await updated(id, values)).toMatchObject({ error: undefined, hints: [] });
		expect(shown(await espo.api.get(`Meeting/${id}`))).toMatchObject({
			dateStartDate: '2026-12-05',
			dateEnd: null,
			dateEndDate: null,
			isAllDay: true,
		});
	});

	it('a new start moves the end along; the duration is the one that is stored', async () => {
		const id = await created(TIMES);
		expect(await updated(id, { dateStart: '2026-12-02 10:00:00' })).toMatchObject({
			stored: { dateEnd: '2026-12-02 11:00:00', duration: 3600 },
			hints: [],
			writes: 1,
		});
		expect(await updated(id, { dateEnd: '2026-12-02 13:00:00' })).toMatchObject({ stored: { duration: 10_800 }, hints: [], writes: 1 });
		const { stored, hints } = await updated(id, { duration: 60 });
		expect([stored.duration, hints.map(({ message }) => message).join()]).toEqual([
			10_800,
			expect.stringContaining('duration (60 became 10800)'),
		]);
	});

	it('a call has the duration that is stored', async () => {
		espo.need('Call', 'create', 'read');
		const [item] = await espo.json(
			entity('create', 'Call', inJson({ name: espo.name('call'), assignedUserId: espo.me.user.id, ...TIMES })),
		);
		expect([item?.duration, (await espo.api.get(`Call/${item?.id}`)).duration]).toEqual([3600, 3600]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a day', DAYS, { dateStart: '2026-11-30' }],
		['a time', TIMES, { dateStart: '2026-12-01 09:00:00' }],
	])('Create or Update by the end, which is %s: it stays, whatever the start', async (_title, dates, start) => {
		const id = await created(dates);
		const before = await espo.api.get(`Meeting/${id}`);
		const values = { name: before.name, ...dates, ...start };
		const [item] = await espo.json(entity('upsert', 'Meeting', { ...inJson(values), matchFields: ['name', 'dateEnd'], options: OPTIONS }));
		expect(item).toMatchObject({ id, isNew: false, dateEnd: before.dateEnd, dateEndDate: before.dateEndDate });
		expect(shown(await espo.api.get(`Meeting/${id}`))).toEqual(shown(item ?? {}));
	});

	it('Create or Update of a task by its day: the second run finds it', async () => {
		espo.need('Task', 'create', 'edit', 'read');
		const values = { name: espo.name('due'), assignedUserId: espo.me.user.id, dateEnd: '2026-12-01' };
		const run = async () => (await espo.json(entity('upsert', 'Task', { ...inJson(values), matchFields: ['name', 'dateEnd'] })))[0];
		const [first, second] = [await run(), await run()];
		expect([first?.isNew, second?.isNew, second?.id]).toEqual([true, false, first?.id]);
	});

	it('Create or Update by a moment: what lasts all day until then is another task', async () => {
		espo.need('Task', 'create', 'edit', 'read');
		const values = { name: espo.name('until'), assignedUserId: espo.me.user.id };
		const day = await espo.api.create('Task', { ...values, dateEndDate: '2026-12-01' });
		const { dateEnd } = await espo.api.get(`Task/${day.id}`);
		expect(dateEnd).toBe('2026-12-02 00:00:00');
		const run = async (description: string) =>
			(await espo.json(entity('upsert', 'Task', { ...inJson({ ...values, dateEnd, description }), matchFields: ['name', 'dateEnd'] })))[0];
		const [first, second] = [await run('1'), await run('2')];
		expect([first?.isNew, second?.isNew, second?.id]).toEqual([true, false, first?.id]);
		expect(await espo.api.get(`Task/${day.id}`)).toMatchObject({ dateEndDate: '2026-12-01' });
	});

	describe('filters by day', () => {
		const DAYS_OF_TASKS = ['2026-11-26', '2026-11-27', '2026-11-28'];
		it.each([
			['UTC', '00', 'dateEnd'],
			['Europe/Berlin', '23', 'dateEnd'],
			['America/New_York', '05', 'dateStart'],
		])('look at the day of what lasts all day, in %s', async (timezone, hour, attribute) => {
			espo.need('Task', 'create', 'read');
			const prefix = espo.name(`days ${timezone}`);
			const assignedUserId = espo.me.user.id;
			for (const day of DAYS_OF_TASKS) {
				await espo.api.create('Task', { name: `${prefix} all ${day.slice(-2)}`, assignedUserId, [`${attribute}Date`]: day });
				const start = Date.parse(`${day}T${hour}:00:00Z`) - (hour === '23' ? 86_400_000 : 0);
				for (const [title, ms] of [
					['first', start],
					['last', start + 86_399_000],
				] as const)
					await espo.api.create('Task', {
						name: `${prefix} ${title} ${day.slice(-2)}`,
						assignedUserId,
						[attribute]: new Date(ms).toISOString().slice(0, 19).replace('T', ' '),
					});
			}
			const found = async (operator: string, value = '2026-11-27') => {
				const list = [condition('name', 'startsWith', prefix), condition(attribute, operator, value)];
				const rows = await espo.json(entity('getAll', 'Task', { ...conditions(list), ...selected('name') }), undefined, { timezone });
				return rows.map(({ name }) => String(name).slice(prefix.length + 1)).sort();
			};
			const of = (...days: string[]) => ['all', 'first', 'last'].flatMap((title) => days.map((day) => `${title} ${day}`));
			expect(await found('greaterThanOrEquals')).toEqual(of('27', '28'));
			expect(await found('lessThanOrEquals')).toEqual(of('26', '27'));
			expect(await found('greaterThan')).toEqual(of('28'));
			expect(await found('lessThan')).toEqual(of('26'));
			expect(await found('on')).toEqual(of('27'));
			expect(await found('between', '2026-11-27, 2026-12-24T12:00:00Z')).toEqual(of('27', '28'));
			expect(await found('between', '2026-01-01T12:00:00Z, 2026-11-27')).toEqual(of('26', '27'));
		});
	});

	it.each(['get', 'getAll', 'create', 'update', 'upsert'])('Simplified shows days beside moments: %s', async (operation) => {
		espo.need('Task', 'create', 'edit', 'read');
		const values = { name: espo.name(`simplified ${operation}`), assignedUserId: espo.me.user.id, dateEnd: '2026-12-01' };
		const { id } = await espo.api.create('Task', { name: values.name, assignedUserId: values.assignedUserId, dateEndDate: '2026-12-01' });
		const more = {
			output: 'simplified',
			...(operation === 'getAll' ? { filters: { where: JSON.stringify([{ type: 'equals', attribute: 'id', value: id }]) } } : {}),
		};
		const written = ['get', 'getAll'].includes(operation) ? {} : { ...inJson(values), matchFields: ['name'] };
		const parameters = ['get', 'update'].includes(operation)
			? record(operation, 'Task', id, { ...more, ...written })
			: entity(operation, 'Task', { ...more, ...written });
		const [item] = await espo.json(parameters);
		expect(item).toMatchObject({ dateEnd: expect.any(String), dateEndDate: '2026-12-01', dateStart: null, dateStartDate: null });
		expect(Object.keys(item ?? {}).filter((name) => name !== 'isNew').length).toBeLessThanOrEqual(10);
	});

	it('of a task the day can’t be cleared alone', async () => {
		espo.need('Task', 'create', 'edit', 'read');
		const { id } = await espo.create('Task', {
			name: espo.name('task of a day'),
			assignedUserId: espo.me.user.id,
			dateEndDate: '2026-12-01',
		});
		const { error } = await espo.run(record('update', 'Task', id, inJson({ dateEndDate: null })));
		expect(error?.message).toMatch(/“dateEndDate” can't be cleared on its own/);
		expect(await espo.api.get(`Task/${id}`)).toMatchObject({ dateEndDate: '2026-12-01' });
		await espo.run(record('update', 'Task', id, inJson({ dateEnd: null })));
		const after = await espo.api.get(`Task/${id}`);
		expect([after.dateEnd ?? null, after.dateEndDate ?? null]).toEqual([null, null]);
	});
});
