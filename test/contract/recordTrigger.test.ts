import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import type { PollingWorkflow } from '../harness/PollingWorkflow';
import { describeEspo } from './server/describeEspo';
import { condition } from './server/parameters';
import { skipped } from './server/skipped';

type Item = IDataObject & { event: string; id: string; record: IDataObject };

describeEspo('trigger on records', (espo) => {
	/** Only records of this test, so that others may write on the same server. */
	const watching = (triggerOn: string, name: string, more: INodeParameters = {}, entityType = 'Account'): PollingWorkflow =>
		espo.trigger({
			triggerOn,
			entityType: locator(entityType),
			filters: { combine: 'all', conditions: { condition: [condition('name', 'startsWith', espo.name(name))] } },
			...more,
		});
	const active = async (...args: Parameters<typeof watching>) => {
		const trigger = watching(...args);
		expect(await trigger.activate()).toBeNull();
		return trigger;
	};
	/** Polls until so many items came; then twice more, so that doubled ones would be seen. */
	const delivered = async (trigger: PollingWorkflow, count: number): Promise<Item[]> => {
		const found: Item[] = [];
		const poll = async () => found.push(...(((await trigger.poll()) ?? []) as Item[]));
		// What was written in these seconds is held back until they are over.
		for (let tries = 0; tries < 60 && found.length < count; tries++) {
			await poll();
			if (found.length < count) await espo.passTime(500);
		}
		await poll();
		await poll();
		return found;
	};
	const nextSecond = async () => await espo.passTime(1_100);
	const events = (items: Item[]) => items.map(({ event, record }) => `${event} ${String(record.name).replace(`${espo.prefix} `, '')}`);

	it('gives long texts and names of parents whole, with chosen attributes', async () => {
		const long = '😀ä'.repeat(7_000);
		const parent = await espo.create('Account', { name: espo.name('parent') });
		const trigger = await active('recordCreated', 'whole', { output: 'selected', select: ['name', 'description', 'parentName'] }, 'Call');
		const values = { status: 'Held', direction: 'Outbound', dateStart: '2026-12-01 10:00:00', dateEnd: '2026-12-01 10:05:00' };
		const of = { parentType: 'Account', parentId: parent.id, assignedUserId: espo.me.user.id };
		await espo.create('Call', { ...values, ...of, name: espo.name('whole'), description: long });
		const [item, ...others] = await delivered(trigger, 1);
		expect(others).toEqual([]);
		expect(item?.record).toMatchObject({ description: long, parentName: parent.name });
	});

	it('is not activated with the address of another entity type', async () => {
		const filters = {
			conditions: {
				condition: [{ attribute: 'assignedUserId', operator: 'isRecord', record: locator('https://crm.example.com/#Account/view/1a') }],
			},
		};
		await expect(watching('recordCreated', 'address', { filters }).activate()).rejects.toThrow(
			'of the type Account, but “assignedUserId” leads to User',
		);
	});

	it('tells a record that is created, once, and nothing that existed before', async () => {
		await espo.create('Account', { name: espo.name('created old') });
		const trigger = await active('recordCreated', 'created');
		const { id } = await espo.create('Account', { name: espo.name('created new'), website: 'https://new.example' });
		await nextSecond();
		await espo.api.update('Account', id, { website: 'https://changed.example' });
		const found = await delivered(trigger, 1);
		expect(events(found)).toEqual(['create created new']);
		expect(found[0]).toMatchObject({
			id,
			entityType: 'Account',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			eventId: expect.stringMatching(new RegExp(`^Account/${id}/create/2.*Z$`)),
			record: { id, website: 'https://changed.example' },
		});
	});

	it('tells a change, once, and no creation', async () => {
		const { id } = await espo.create('Account', { name: espo.name('updated one') });
		await nextSecond();
		const trigger = await active('recordUpdated', 'updated');
		await espo.create('Account', { name: espo.name('updated never') });
		await espo.api.update('Account', id, { website: 'https://one.example' });
		expect(events(await delivered(trigger, 1))).toEqual(['update updated one']);
		await espo.api.update('Account', id, { website: 'https://two.example' });
		const again = await delivered(trigger, 1);
		expect(again.map(({ event, record }) => [event, record.website])).toEqual([['update', 'https://two.example']]);
	});

	it('a record that changes again before its creation has rested is delivered as created once, and as updated once', async () => {
		const triggers = [await active('recordUpdated', 'young'), await active('recordCreatedOrUpdated', 'young')];
		const { id } = await espo.create('Account', { name: espo.name('young') });
		const poll = async () => await Promise.all(triggers.map(async (trigger) => ((await trigger.poll()) ?? []) as Item[]));
		const polled = [await poll()];
		await nextSecond();
		await espo.api.update('Account', id, { website: 'https://changed.example' });
		polled.push(await poll());
		// By then both seconds are over for certain.
		await espo.passTime(4_500);
		polled.push(await poll(), await poll());
		expect(triggers.map((_, index) => events(polled.flatMap((items) => items[index] ?? [])))).toEqual([
			['update young'],
			['create young', 'update young'],
		]);
	});

	it('takes two changes within one second for one', async () => {
		const { id } = await espo.create('Account', { name: espo.name('twice') });
		await nextSecond();
		const trigger = await active('recordUpdated', 'twice');
		for (const website of ['https://one.example', 'https://two.example', 'https://three.example'])
			await espo.api.update('Account', id, { website });
		const found = await delivered(trigger, 1);
		// The changes can fall into two seconds.
		expect(found.length).toBeLessThanOrEqual(2);
		expect(found[found.length - 1]?.record.website).toBe('https://three.example');
	});

	it('tells creation and change as two events, or as one item per record', async () => {
		const [byEvent, byRecord] = [
			await active('recordCreatedOrUpdated', 'both'),
			await active('recordCreatedOrUpdated', 'both', { options: { itemPer: 'record' } }),
		];
		const { id } = await espo.create('Account', { name: espo.name('both') });
		await nextSecond();
		await espo.api.update('Account', id, { website: 'https://both.example' });
		// Nothing is polled before the second of the change is over, so that both are found together.
		await espo.passTime(4_500);
		expect(events(await delivered(byEvent, 2))).toEqual(['create both', 'update both']);
		const grouped = await delivered(byRecord, 1);
		expect(grouped).toHaveLength(1);
		expect(grouped[0]).toMatchObject({
			event: 'update',
			id,
			events: [{ event: 'create' }, { event: 'update' }],
			record: { website: 'https://both.example' },
		});
	});

	it('asks once for a quiet poll, whatever was delivered before, and is answered less than 2 kB', async () => {
		const trigger = await active('recordCreatedOrUpdated', 'quiet', {
			filters: {
				conditions: { condition: [condition('name', 'startsWith', espo.name('quiet')), condition('createdAt', 'lastXDays', '7')] },
			},
		});
		await espo.createMany('Account', 12, (index) => ({ name: espo.name(`quiet ${index}`) }));
		expect(await delivered(trigger, 12)).toHaveLength(12);
		for (let time = 0; time < 2; time++) {
			espo.proxy.reset();
			expect(await trigger.poll()).toBeNull();
			expect(espo.sent).toEqual(['GET Account']);
			expect(espo.proxy.requests[0]?.bytes).toBeLessThan(2_000);
		}
		await trigger.restart();
		expect(await trigger.poll()).toBeNull();
	});

	it('tells hundreds of records once each, in order, over pages and restarts', async () => {
		const trigger = await active('recordCreated', 'many', { output: 'selected', select: ['name'] });
		const names = Array.from({ length: 430 }, (_, index) => espo.name(`many ${index}`));
		const writing = espo.createMany('Account', names.length, (index) => ({ name: names[index] }));
		const found: Item[] = [];
		const progress = { isWritten: false };
		void writing.then(() => (progress.isWritten = true));
		for (let tries = 0; tries < 120 && (!progress.isWritten || found.length < names.length); tries++) {
			found.push(...(((tries % 5 === 4 ? await trigger.restart() : await trigger.poll()) ?? []) as Item[]));
			await espo.passTime(300);
		}
		await writing;
		found.push(...(await delivered(trigger, names.length - found.length)));
		expect(found.map(({ record }) => record.name).sort()).toEqual([...names].sort());
		expect(Object.keys(found[0]?.record ?? {})).toEqual(['id', 'name']);
		const times = found.map(({ time }) => String(time));
		expect(times).toEqual([...times].sort());
	}, 180_000);

	it('leaves out what the user itself did', async () => {
		if (!espo.other) skipped('no other user is given: ESPOCRM_USERNAME with ESPOCRM_PASSWORD');
		const { id } = await espo.create('Account', { name: espo.name('own old') });
		await nextSecond();
		const both = await active('recordCreatedOrUpdated', 'own', { options: { skipOwn: true } });
		await espo.create('Account', { name: espo.name('own mine') });
		await espo.api.update('Account', id, { website: 'https://mine.example' });
		await nextSecond();
		await espo.other.create('Account', { name: espo.name('own theirs') });
		expect(events(await delivered(both, 1))).toEqual(['create own theirs']);
		await espo.other.update('Account', id, { website: 'https://theirs.example' });
		expect(events(await delivered(both, 1))).toEqual(['update own old']);
	});

	it('starts with the last events on wish, and tells them once', async () => {
		for (const name of ['a', 'b', 'c']) {
			await espo.create('Account', { name: espo.name(`last ${name}`) });
			await nextSecond();
		}
		const trigger = watching('recordCreated', 'last', { options: { startWith: 2 } });
		expect(events((await trigger.activate()) as Item[])).toEqual(['create last b', 'create last c']);
		await espo.create('Account', { name: espo.name('last d') });
		expect(events(await delivered(trigger, 1))).toEqual(['create last d']);
	});

	it('loses nothing when a poll fails or the server is away, and goes on after the filter was edited', async () => {
		const trigger = await active('recordCreated', 'failing');
		await espo.create('Account', { name: espo.name('failing one') });
		for (const fault of [
			{ answer: { status: 500 } },
			{ answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' } },
		]) {
			espo.proxy.reset(() => fault);
			await expect(trigger.poll()).rejects.toThrow();
		}
		espo.proxy.reset(() => ({ answer: { status: 503 } }));
		expect(await trigger.restart()).toBeNull();
		espo.proxy.reset();
		expect(events(await delivered(trigger, 1))).toEqual(['create failing one']);
		const edited = trigger.edited({
			triggerOn: 'recordCreated',
			entityType: locator('Account'),
			filters: { conditions: { condition: [condition('name', 'contains', espo.name('failing'))] } },
		});
		expect(await edited.activate('update')).toBeNull();
		await espo.create('Account', { name: espo.name('failing two') });
		expect(events(await delivered(edited, 1))).toEqual(['create failing two']);
	});

	it('does not let one record that the server fails at hold up the others', async () => {
		const trigger = await active('recordCreated', 'poison', { output: 'selected', select: ['name'] });
		const made = await espo.createMany('Account', 5, (index) => ({ name: espo.name(`poison ${index}`) }));
		const poison = String(made[2]?.id);
		// Whatever reads more of it than its id fails.
		espo.proxy.reset(({ path }) => {
			const params = JSON.parse(new URL(path, 'http://x').searchParams.get('searchParams') ?? '{}') as {
				select?: string[];
				where?: Array<{ type: string; value: unknown }>;
			};
			const ids = params.where?.find(({ type }) => type === 'in')?.value as string[] | undefined;
			return params.select?.includes('name') && (!ids || ids.includes(poison)) ? { answer: { status: 500 } } : undefined;
		});
		const found = await delivered(trigger, 5);
		expect(found.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
		expect(found.filter(({ record }) => record.name === undefined).map(({ id }) => id)).toEqual([poison]);
	});

	describe('enters a filter', () => {
		const entering = (name: string, more: INodeParameters = {}) =>
			watching('recordEntersFilter', name, {
				filters: {
					conditions: { condition: [condition('name', 'startsWith', espo.name(name)), condition('website', 'contains', 'enter')] },
				},
				...more,
			});

		it('tells a record that newly matches, once, and again when it comes back', async () => {
			const { id } = await espo.create('Account', { name: espo.name('enter old'), website: 'https://enter.example' });
			const other = await espo.create('Account', { name: espo.name('enter later') });
			const trigger = entering('enter');
			expect(await trigger.activate()).toBeNull();
			expect(await trigger.poll()).toBeNull();
			await espo.api.update('Account', other.id, { website: 'https://enter2.example' });
			const found = await delivered(trigger, 1);
			expect(events(found)).toEqual(['enter enter later']);
			expect(found[0]).toMatchObject({
				entityType: 'Account',
				id: other.id,
				eventId: expect.stringContaining(`Account/${other.id}/enter/`),
				record: { website: 'https://enter2.example' },
			});
			await espo.api.update('Account', id, { website: 'https://gone.example' });
			expect(await trigger.poll()).toBeNull();
			await espo.api.update('Account', id, { website: 'https://enter3.example' });
			expect(events(await delivered(trigger, 1))).toEqual(['enter enter old']);
			await trigger.restart();
			expect(await trigger.poll()).toBeNull();
		});

		it('notices a record that matches through a relation', async () => {
			const account = await espo.create('Account', { name: espo.name('linked account') });
			const contact = await espo.create('Contact', { lastName: espo.name('linked contact') });
			const filters = { conditions: { condition: [condition('accounts', 'linkedWith', account.id)] } };
			const trigger = espo.trigger({ triggerOn: 'recordEntersFilter', entityType: locator('Contact'), filters });
			expect(await trigger.activate()).toBeNull();
			await espo.api.done('POST', `Account/${account.id}/contacts`, { id: contact.id });
			expect((await delivered(trigger, 1)).map(({ id }) => id)).toEqual([contact.id]);
		});

		it('asks once for a quiet poll', async () => {
			await espo.create('Account', { name: espo.name('calm'), website: 'https://enter.example' });
			const trigger = entering('calm');
			await trigger.activate();
			espo.proxy.reset();
			expect(await trigger.poll()).toBeNull();
			expect(espo.sent).toEqual(['GET Account']);
		});

		it('refuses more matching records than it can remember, with their number', async () => {
			espo.proxy.reset(async () => ({
				answer: {
					status: 200,
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ total: 5001, list: [{ id: 'a1' }] }),
				},
			}));
			const trigger = entering('crowd');
			await expect(trigger.activate()).rejects.toThrow(/5001 Account records match the filter, but at most 5000/);
			expect(trigger.saved).toBe('{}');
		});

		it('refuses to watch without a filter', async () => {
			const trigger = espo.trigger({ triggerOn: 'recordEntersFilter', entityType: locator('Account') });
			await expect(trigger.activate()).rejects.toThrow('“Filters” is empty');
		});
	});

	it.each(['recordCreated', 'recordUpdated', 'recordCreatedOrUpdated', 'recordEntersFilter'])(
		'shows an example in the editor, and stores nothing: %s',
		async (triggerOn) => {
			const { id } = await espo.create('Account', { name: espo.name(`shown ${triggerOn}`) });
			await nextSecond();
			await espo.api.update('Account', id, { website: 'https://shown.example' });
			const trigger = watching(triggerOn, `shown ${triggerOn}`);
			expect(await trigger.fetchTestEvent()).toContainEqual(
				expect.objectContaining({ id, entityType: 'Account', record: expect.objectContaining({ id }) }),
			);
			expect(trigger.saved).toBe('{}');
			const nothing = watching(triggerOn, 'not there');
			await expect(nothing.fetchTestEvent()).rejects.toThrow(/to show yet|matches the filter yet/);
		},
	);

	it.each<[string, INodeParameters, RegExp]>([
		['no entity type', { triggerOn: 'recordCreated' }, /“Entity Type” is empty/],
		['an unknown entity type', { triggerOn: 'recordCreated', entityType: locator('Nonsense') }, /no entity type “Nonsense”|does not allow/],
		[
			'a broken filter',
			{ triggerOn: 'recordCreated', entityType: locator('Account'), filters: { where: '[{"type":"nonsense","attribute":"name"}]' } },
			/nonsense/,
		],
		[
			'too many events at the start',
			{ triggerOn: 'recordCreated', entityType: locator('Account'), options: { startWith: 201 } },
			/at most 200/,
		],
	])('says what is wrong at the activation: %s', async (_title, parameters, message) => {
		const trigger = espo.trigger(parameters);
		await expect(trigger.activate()).rejects.toThrow(message);
		expect(trigger.saved).toBe('{}');
	});
});
