import type { IDataObject } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { runInTimeZone } from '../harness/runInTimeZone';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, inMapping, record } from './server/parameters';
import { skipped } from './server/skipped';

const PROCESS_ZONES = ['America/New_York', 'Asia/Kolkata'];

/** A date-time as a user gives it, the workflow's time zone, and what EspoCRM must store. */
const MOMENTS: Array<[given: string, timezone: string, stored: string]> = [
	['2026-12-01T10:00:00Z', 'America/New_York', '2026-12-01 10:00:00'],
	['2026-12-01T10:00:00.000Z', 'Asia/Kolkata', '2026-12-01 10:00:00'],
	['2026-12-01T10:00:00+02:00', 'America/New_York', '2026-12-01 08:00:00'],
	['2026-12-01T10:00:00-0500', 'UTC', '2026-12-01 15:00:00'],
	['2026-12-01T23:30:00.123+05:30', 'UTC', '2026-12-01 18:00:00'],
	['2026-12-01 10:00:00', 'America/New_York', '2026-12-01 10:00:00'],
	['2026-12-01 10:00', 'Asia/Kolkata', '2026-12-01 04:30:00'],
	['2026-12-01 10:00', 'America/New_York', '2026-12-01 15:00:00'],
	['2026-12-01 10:00', 'Asia/Tokyo', '2026-12-01 01:00:00'],
	['2026-12-01 10:00:00.000+02', 'UTC', '2026-12-01 08:00:00'],
	['2026-12-01T10:00:00', 'America/New_York', '2026-12-01 15:00:00'],
	['2026-12-01T10:00:00', 'Asia/Kolkata', '2026-12-01 04:30:00'],
	['2026-07-01T10:00', 'Europe/Berlin', '2026-07-01 08:00:00'],
	['2026-12-01T10:00', 'Europe/Berlin', '2026-12-01 09:00:00'],
	['2026-11-01T00:30:00', 'America/New_York', '2026-11-01 04:30:00'],
	['2026-11-01T03:30:00', 'America/New_York', '2026-11-01 08:30:00'],
	['={{ DateTime.fromISO("2026-12-01T10:00:00Z") }}', 'America/New_York', '2026-12-01 10:00:00'],
	['={{ new Date("2026-12-01T10:00:00Z") }}', 'Asia/Kolkata', '2026-12-01 10:00:00'],
];

describeEspo('values', (espo) => {
	const task = async (values: IDataObject = {}) =>
		await espo.create('Task', { name: espo.name('task'), assignedUserId: espo.me.user.id, ...values });
	const tasks = async () => {
		const { status } = await espo.api.send('POST', 'Task', { name: espo.name('task'), assignedUserId: espo.me.user.id });
		return (
			status === 200 ||
			!skipped('the API user cannot create a task for itself: give its role create access to Task and the assignment permission')
		);
	};
	const own = () => espo.credentials.data as EspoCredentials;
	const storedEnd = async (id: string) => (await espo.api.get(`Task/${id}`)).dateEnd;

	describe('date-times', () => {
		it.each(MOMENTS)('%s in %s is %s', async (given, timezone, stored) => {
			if (!(await tasks())) return;
			const { id } = await task();
			for (const values of [
				inMapping({ dateEnd: given }),
				given.startsWith('=') ? inMapping({ dateEnd: given }) : inJson({ dateEnd: given }),
			]) {
				const { error, hints } = await espo.run(record('update', 'Task', id, values), [{}], { timezone });
				expect(error).toBeUndefined();
				// EspoCRM echoes a time without seconds as it came, or completes it.
				if (!/ \d\d:\d\d$/.test(given)) expect(hints).toEqual([]);
				expect(await storedEnd(id)).toBe(stored);
			}
		});

		it('do not depend on the time zone of the process', async () => {
			if (!(await tasks())) return;
			const results = await Promise.all(
				PROCESS_ZONES.map(async (zone) => {
					const { id } = await task();
					return await runInTimeZone(
						zone,
						own(),
						MOMENTS.map(([given, timezone]) => ({ timezone, parameters: record('update', 'Task', id, inMapping({ dateEnd: given })) })),
					);
				}),
			);
			for (const result of results)
				expect(result.map(({ json, error }) => json[0]?.dateEnd ?? error?.message)).toEqual(
					MOMENTS.map(([, , stored]) => `${stored.replace(' ', 'T').padEnd(19, ':00')}Z`),
				);
		});

		it.each(['31.12.2026', 'tomorrow', '2026-13-01T00:00:00Z', '2026-02-30T10:00:00Z', '12/31/2026 10:00'])(
			'%s is refused, and nothing is stored',
			async (given) => {
				if (!(await tasks())) return;
				const { id } = await task({ dateEnd: '2026-12-01 10:00:00' });
				const { error } = await espo.run(record('update', 'Task', id, inMapping({ dateEnd: given })));
				expect(error?.message).toMatch(/dateEnd|Date End|Date Due/);
				expect(await storedEnd(id)).toBe('2026-12-01 10:00:00');
			},
		);
	});

	/** Days as sheets, JSON, databases and expressions give them, in every zone; and moments, which are a day only in a zone. */
	const DAYS: Array<[given: string, timezone: string, stored: string]> = [
		...['America/New_York', 'Asia/Tokyo', 'UTC', 'Asia/Kolkata'].flatMap((zone) =>
			[
				'2026-12-31',
				'2026-12-31T00:00:00.000Z',
				'2026-12-31T00:00:00+02:00',
				'2026-12-31T00:00:00.000-05:00',
				'2026-12-31T00:00',
				'2026-12-31 00:00:00',
				'={{ new Date("2026-12-31") }}',
				'={{ DateTime.fromISO("2026-12-31") }}',
			].map((given): [string, string, string] => [given, zone, '2026-12-31']),
		),
		['2026-12-31T02:00:00Z', 'America/New_York', '2026-12-30'],
		['2026-12-31T20:00:00Z', 'Asia/Tokyo', '2027-01-01'],
		['2026-12-31T20:00:00Z', 'Asia/Kolkata', '2027-01-01'],
		['2026-12-31 20:00', 'Asia/Tokyo', '2026-12-31'],
	];
	it.each(DAYS)('the day of %s in %s is %s', async (given, timezone, stored) => {
		espo.need('Opportunity', 'create', 'edit');
		const values = { name: espo.name(`day ${given} ${timezone}`.replace(/[<>=]/g, '')), amount: 5, probability: 10, closeDate: given };
		const [created] = await espo.json({ ...entity('create', 'Opportunity'), ...inMapping(values) }, [{}], { timezone });
		expect((await espo.api.get(`Opportunity/${String(created?.id)}`)).closeDate).toBe(stored);
	});

	describe('a day alone, where a time is possible', () => {
		const ends = async (id: string, type = 'Task') => {
			const { dateStart, dateStartDate, dateEnd, dateEndDate, isAllDay } = await espo.api.get(`${type}/${id}`);
			return type === 'Task' ? { dateEnd, dateEndDate } : { dateStart, dateStartDate, dateEnd, dateEndDate, isAllDay };
		};
		it.each([inJson, inMapping])('a task gets the day, a moment instead, and nothing again', async (given) => {
			if (!(await tasks())) return;
			const [created] = await espo.json({
				...entity('create', 'Task'),
				...given({ name: espo.name('day'), assignedUserId: espo.me.user.id, dateEnd: '2026-12-01' }),
			});
			const id = String(created?.id);
			expect(await ends(id)).toMatchObject({ dateEndDate: '2026-12-01' });
			const write = async (values: IDataObject) => {
				const { error, hints } = await espo.run(record('update', 'Task', id, given(values)), [{}], { timezone: 'America/New_York' });
				expect([error, hints]).toEqual([undefined, []]);
				return await ends(id);
			};
			expect(await write({ dateEnd: '2026-12-02T10:00' })).toEqual({ dateEnd: '2026-12-02 15:00:00', dateEndDate: null });
			expect(await write({ dateEnd: '2026-12-03' })).toMatchObject({ dateEndDate: '2026-12-03' });
			const { error } = await espo.run(record('update', 'Task', id, inJson({ dateEnd: null })));
			expect([error, await ends(id)]).toEqual([undefined, { dateEnd: null, dateEndDate: null }]);
		});

		it('a meeting lasts all day, and no more when it has times', async () => {
			espo.need('Meeting', 'create', 'edit');
			const match = { matchFields: ['name'] };
			const write = async (values: IDataObject) => {
				const named = { name: espo.name('meeting'), assignedUserId: espo.me.user.id, ...values };
				const [written] = await espo.json({ ...entity('upsert', 'Meeting'), ...inJson(named), ...match }, [{}], { timezone: 'Asia/Tokyo' });
				return await ends(String(written?.id), 'Meeting');
			};
			expect(await write({ dateStart: '2026-12-01', dateEnd: '2026-12-02' })).toMatchObject({
				dateStartDate: '2026-12-01',
				dateEndDate: '2026-12-02',
				isAllDay: true,
			});
			expect(await write({ dateStart: '2026-12-03T10:00', dateEnd: '2026-12-03T11:00' })).toEqual({
				dateStart: '2026-12-03 01:00:00',
				dateStartDate: null,
				dateEnd: '2026-12-03 02:00:00',
				dateEndDate: null,
				isAllDay: false,
			});
			expect(await write({ dateStart: '2026-12-04', dateEnd: '2026-12-04' })).toMatchObject({
				dateStartDate: '2026-12-04',
				dateEndDate: '2026-12-04',
				isAllDay: true,
			});
		});
	});

	it('text with half of an emoji is stored without it, with a hint', async () => {
		const name = espo.name('half an emoji');
		const { json, hints, error } = await espo.run({ ...entity('create', 'Account'), ...inJson('={{ JSON.stringify($json) }}') }, [
			{ name: `${name} \ud83d`, description: 'a\0b' },
		]);
		expect(error).toBeUndefined();
		expect(await espo.api.get(`Account/${String(json[0]?.id)}`)).toMatchObject({ name: expect.stringMatching(name), description: 'ab' });
		expect(hints.map(({ message }) => message).join(' ')).toMatch(/“name”.*“description”/);
	});

	describe('a record that is read and written back', () => {
		/** What every save may change. */
		const VOLATILE = ['modifiedAt', 'modifiedById', 'modifiedByName', 'versionNumber', 'streamUpdatedAt'];
		const kept = (values: IDataObject) => Object.fromEntries(Object.entries(values).filter(([name]) => !VOLATILE.includes(name)));
		const makers: Array<[string, (account: string) => IDataObject]> = [
			[
				'Account',
				() => ({
					name: espo.name('full'),
					website: 'https://a.example.com',
					type: 'Customer',
					sicCode: '007',
					billingAddressCity: 'Oslo',
					description: 'two\nlines',
					emailAddress: `${espo.prefix}@example.com`,
				}),
			],
			['Account', () => ({ name: espo.name('bare') })],
			[
				'Contact',
				(accountId) => ({
					firstName: 'Ada',
					lastName: espo.prefix,
					accountId,
					doNotCall: true,
					emailAddressData: [
						{ emailAddress: 'a@example.com', primary: true, optOut: true },
						{ emailAddress: 'b@example.com', primary: false },
					],
				}),
			],
			['Contact', () => ({ lastName: espo.prefix })],
			['Lead', () => ({ lastName: espo.prefix, status: 'In Process', opportunityAmount: 12.5 })],
			[
				'Opportunity',
				(accountId) => ({
					name: espo.name('opportunity'),
					amount: 1250.5,
					amountCurrency: 'USD',
					closeDate: '2026-12-24',
					accountId,
					probability: 0,
				}),
			],
			['Case', (accountId) => ({ name: espo.name('case'), priority: 'High', accountId })],
			['Task', () => ({ name: espo.name('a day'), assignedUserId: espo.me.user.id, dateEndDate: '2026-12-01' })],
			[
				'Meeting',
				() => ({
					name: espo.name('all day'),
					assignedUserId: espo.me.user.id,
					dateStartDate: '2026-12-01',
					dateEndDate: '2026-12-02',
					isAllDay: true,
				}),
			],
			[
				'Task',
				(parentId) => ({
					name: espo.name('task'),
					assignedUserId: espo.me.user.id,
					dateStart: '2026-12-01 00:30:00',
					dateEnd: '2026-12-01 23:45:00',
					parentType: 'Account',
					parentId,
				}),
			],
		];

		it.each(makers)('changes nothing: %s', async (entityType, values) => {
			const { id: accountId } = await espo.create('Account', { name: espo.name('linked') });
			const { status, body } = await espo.api.send('POST', entityType, values(accountId), { 'X-Skip-Duplicate-Check': 'true' });
			if (status !== 200) skipped(`the role of the API user has no create access to ${entityType} (${status}): give it`);
			const { id } = body as { id: string };
			const before = kept(await espo.api.get(`${entityType}/${id}`));
			for (const timezone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
				const read = await espo.json(record('get', entityType, id), [{}], { timezone });
				const { error, hints } = await espo.run(record('update', entityType, id, inJson('={{ $json }}')), read, { timezone });
				expect(error).toBeUndefined();
				expect(hints).toEqual([]);
				expect(kept(await espo.api.get(`${entityType}/${id}`))).toEqual(before);
			}
		});

		it('changes nothing in any time zone of the process', async () => {
			if (!(await tasks())) return;
			const { id } = await task({ dateStart: '2026-11-01 05:30:00', dateEnd: '2026-12-01 23:45:00' });
			const before = kept(await espo.api.get(`Task/${id}`));
			for (const [index, zone] of PROCESS_ZONES.entries()) {
				const [read] = await espo.json(record('get', 'Task', id));
				const [result] = await runInTimeZone(zone, own(), [
					{
						timezone: PROCESS_ZONES[1 - index] ?? 'UTC',
						items: [read as IDataObject],
						parameters: record('update', 'Task', id, inJson('={{ $json }}')),
					},
				]);
				expect(result?.error).toBeUndefined();
				expect(kept(await espo.api.get(`Task/${id}`))).toEqual(before);
			}
		});
	});

	it.each<[string, IDataObject]>([
		['text in a number', { amount: 'abc' }],
		['a list in a text', { name: ['x'] }],
		['an unknown option', { stage: 'No such stage' }],
	])('%s is never stored as something else without a word', async (_title, values) => {
		espo.need('Opportunity', 'create', 'edit');
		const { id } = await espo.create('Opportunity', {
			name: espo.name('opportunity'),
			amount: 5,
			probability: 10,
			closeDate: '2026-12-24',
		});
		const before = await espo.api.get(`Opportunity/${id}`);
		const { error, hints } = await espo.run(record('update', 'Opportunity', id, inJson(values)));
		const [name] = Object.keys(values) as [string];
		// By its label, “Stage”, or its name.
		expect(`${error?.message ?? ''} ${error?.description ?? ''} ${hints.map(({ message }) => message).join(' ')}`.toLowerCase()).toContain(
			name.toLowerCase(),
		);
		if (error) expect(await espo.api.get(`Opportunity/${id}`)).toMatchObject({ [name]: before[name] });
	});

	it('a currency that is not used is named', async () => {
		espo.need('Opportunity', 'create');
		const { error } = await espo.run({
			...entity('create', 'Opportunity'),
			...inJson({ name: espo.name('x'), amount: 1, probability: 10, amountCurrency: 'XXX', closeDate: '2026-12-24' }),
		});
		expect(error?.message).toMatch(/currency/);
	});
});
