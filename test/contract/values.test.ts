import type { IDataObject } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/authentication';
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
	['2026-12-01 10:00', 'Asia/Kolkata', '2026-12-01 10:00:00'],
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
	const task = async (values: IDataObject = {}) => await espo.create('Task', { name: espo.name('task'), assignedUserId: espo.me.user.id, ...values });
	const tasks = async () => {
		const { status } = await espo.api.send('POST', 'Task', { name: espo.name('task'), assignedUserId: espo.me.user.id });
		return status === 200 || !skipped('the API user can not create a task for itself: give its role create access to Task and the assignment permission');
	};
	const own = () => espo.credentials.data as EspoCredentials;
	const storedEnd = async (id: string) => (await espo.api.get(`Task/${id}`)).dateEnd;

	describe('date-times', () => {
		it.each(MOMENTS)('%s in %s is %s', async (given, timezone, stored) => {
			if (!(await tasks())) return;
			const { id } = await task();
			for (const values of [inMapping({ dateEnd: given }), given.startsWith('=') ? inMapping({ dateEnd: given }) : inJson({ dateEnd: given })]) {
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
					return await runInTimeZone(zone, own(), MOMENTS.map(([given, timezone]) => ({ timezone, parameters: record('update', 'Task', id, inMapping({ dateEnd: given })) })));
				}),
			);
			for (const result of results) expect(result.map(({ json, error }) => json[0]?.dateEnd ?? error?.message)).toEqual(MOMENTS.map(([, , stored]) => `${stored.replace(' ', 'T').padEnd(19, ':00')}Z`));
		});

		it.each(['31.12.2026', 'tomorrow', '2026-13-01T00:00:00Z', '2026-02-30T10:00:00Z', '12/31/2026 10:00'])('%s is refused, and nothing is stored', async (given) => {
			if (!(await tasks())) return;
			const { id } = await task({ dateEnd: '2026-12-01 10:00:00' });
			const { error } = await espo.run(record('update', 'Task', id, inMapping({ dateEnd: given })));
			expect(error?.message).toMatch(/dateEnd|Date End|Date Due/);
			expect(await storedEnd(id)).toBe('2026-12-01 10:00:00');
		});
	});

	describe('a record that is read and written back', () => {
		/** What every save may change. */
		const VOLATILE = ['modifiedAt', 'modifiedById', 'modifiedByName', 'versionNumber', 'streamUpdatedAt'];
		const kept = (values: IDataObject) => Object.fromEntries(Object.entries(values).filter(([name]) => !VOLATILE.includes(name)));
		const makers: Array<[string, (account: string) => IDataObject]> = [
			['Account', () => ({ name: espo.name('full'), website: 'https://a.example.com', type: 'Customer', sicCode: '007', billingAddressCity: 'Oslo', description: 'two\nlines', emailAddress: `${espo.prefix}@example.com` })],
			['Account', () => ({ name: espo.name('bare') })],
			['Contact', (accountId) => ({ firstName: 'Ada', lastName: espo.prefix, accountId, doNotCall: true, emailAddressData: [{ emailAddress: 'a@example.com', primary: true, optOut: true }, { emailAddress: 'b@example.com', primary: false }] })],
			['Contact', () => ({ lastName: espo.prefix })],
			['Lead', () => ({ lastName: espo.prefix, status: 'In Process', opportunityAmount: 12.5 })],
			['Opportunity', (accountId) => ({ name: espo.name('opportunity'), amount: 1250.5, amountCurrency: 'USD', closeDate: '2026-12-24', accountId, probability: 0 })],
			['Case', (accountId) => ({ name: espo.name('case'), priority: 'High', accountId })],
			['Task', (parentId) => ({ name: espo.name('task'), assignedUserId: espo.me.user.id, dateStart: '2026-12-01 00:30:00', dateEnd: '2026-12-01 23:45:00', parentType: 'Account', parentId })],
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
				const [result] = await runInTimeZone(zone, own(), [{ timezone: PROCESS_ZONES[1 - index] ?? 'UTC', items: [read as IDataObject], parameters: record('update', 'Task', id, inJson('={{ $json }}')) }]);
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
		const { id } = await espo.create('Opportunity', { name: espo.name('opportunity'), amount: 5, probability: 10, closeDate: '2026-12-24' });
		const before = await espo.api.get(`Opportunity/${id}`);
		const { error, hints } = await espo.run(record('update', 'Opportunity', id, inJson(values)));
		const [name] = Object.keys(values) as [string];
		expect(`${error?.message ?? ''} ${error?.description ?? ''} ${hints.map(({ message }) => message).join(' ')}`).toContain(name);
		if (error) expect(await espo.api.get(`Opportunity/${id}`)).toMatchObject({ [name]: before[name] });
	});

	it('a currency that is not used is named', async () => {
		espo.need('Opportunity', 'create');
		const { error } = await espo.run({ ...entity('create', 'Opportunity'), ...inJson({ name: espo.name('x'), amount: 1, probability: 10, amountCurrency: 'XXX', closeDate: '2026-12-24' }) });
		expect(error?.message).toMatch(/currency/);
	});
});
