import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { LoggedRequest } from '../harness/FaultProxy';
import type { PollingWorkflow } from '../harness/PollingWorkflow';
import { describeEspo } from './server/describeEspo';
import { recordStream } from './server/parameters';
import { skipped } from './server/skipped';
import { emptyPoll, needSource, SOURCES, triggerOf, type Source } from './server/triggerOf';

describeEspo('trigger', (espo) => {
	/** An account that the API user follows, with a history. */
	const followed = async () => {
		const { id } = await espo.create('Account', { name: espo.name('account') });
		await espo.api.post('Account', id, 'old');
		await espo.api.done('PUT', `Account/${id}/subscription`);
		return id;
	};
	const active = async (source: Source, id: string, more: INodeParameters = {}) => {
		const trigger = espo.trigger(triggerOf(source, id, more));
		expect(await trigger.activate()).toBeNull();
		return trigger;
	};
	/** Everything up to the next empty poll, without what others do on this server. */
	const drained = async (trigger: PollingWorkflow, ...ids: string[]) => {
		const found: IDataObject[] = [];
		// On a busy server there may always be something new.
		for (let items = await trigger.poll(), polls = 1; items && polls < 50; items = await trigger.poll(), polls++) found.push(...items);
		return found.filter(({ parentId }) => ids.includes(String(parentId)));
	};
	const posts = (items: IDataObject[] | null) => (items ?? []).map(({ post }) => post);
	const expectCheap = (requests: LoggedRequest[]) => {
		expect(requests).toHaveLength(1);
		expect(requests[0]?.bytes).toBeLessThan(2_000);
		expect(requests[0]?.lineBytes).toBeLessThan(4_000);
	};
	const events = (items: IDataObject[]) => items.map(({ event }) => event);

	describe.each(SOURCES)('%s', (source) => {
		it('says nothing at the activation, then tells each event once, in order', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			expect(await drained(trigger, id)).toEqual([]);
			await espo.api.post('Account', id, 'one');
			await espo.api.post('Account', id, 'two');
			await espo.api.post('Account', id, 'three');
			const found = await drained(trigger, id);
			expect(events(found)).toEqual(['post', 'post', 'post']);
			expect(posts(found)).toEqual(['one', 'two', 'three']);
			expect(await drained(trigger, id)).toEqual([]);
		});

		it('asks once for an empty poll, and is answered less than 2 kB', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			for (let round = 0; round < 3; round++) {
				expectCheap(await emptyPoll(espo, trigger));
				await espo.api.post('Account', id, `round ${round}`);
				expect(posts(await drained(trigger, id))).toEqual([`round ${round}`]);
			}
		});

		it('goes on where it was after a restart of n8n', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			await espo.api.post('Account', id, 'before');
			expect(posts(await drained(trigger, id))).toEqual(['before']);
			await espo.api.post('Account', id, 'meanwhile');
			expect(posts(await trigger.restart()).filter((post) => post !== undefined)).toContain('meanwhile');
			expect(await drained(trigger, id)).toEqual([]);
			await trigger.restart();
			expect(await drained(trigger, id)).toEqual([]);
		});

		it('shows a recent event as a test, without moving on', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			await espo.api.post('Account', id, 'real');
			const before = trigger.saved;
			for (let time = 0; time < 2; time++) {
				const shown = await trigger.fetchTestEvent();
				expect(shown).toHaveLength(1);
				expect(shown?.[0]).toMatchObject({ event: expect.any(String), number: expect.any(Number), id: expect.any(String) });
			}
			expect(trigger.saved).toBe(before);
			expect(JSON.stringify(trigger.testedData)).toBe(before);
			expect(posts(await drained(trigger, id))).toEqual(['real']);
		});

		it('shows a test before the first activation, and stores nothing', async () => {
			needSource(espo, source);
			const trigger = espo.trigger(triggerOf(source, await followed()));
			expect(await trigger.fetchTestEvent()).toHaveLength(1);
			expect(trigger.saved).toBe('{}');
		});

		it('says what is missing when there is no event to show', async () => {
			const id = await followed();
			const { error, item } = await espo
				.trigger(triggerOf(source, id, { events: ['emailSent'], ...(source === 'record' ? {} : { entityTypes: ['Account'] }) }))
				.fetchTestEvent()
				.then(
					(items) => ({ error: undefined, item: items?.[0] }),
					(reason: Error & { description?: string }) => ({ error: reason, item: undefined }),
				);
			if (item) skipped('this server has such an event already');
			const words = { everything: /8\.2.*Global Stream/, myStream: /follows/, record: /stream access/ };
			expect(`${error?.message} ${error?.description}`).toMatch(words[source]);
		});

		it('loses nothing when a poll fails', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			await espo.api.post('Account', id, 'kept');
			for (const fault of [
				{ answer: { status: 500 } },
				{ answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' } },
				{ answer: { status: 401 } },
			]) {
				espo.proxy.reset(() => fault);
				await expect(trigger.poll()).rejects.toThrow();
				expect(espo.proxy.requests).toHaveLength(1);
			}
			espo.proxy.reset();
			expect(posts(await drained(trigger, id))).toEqual(['kept']);
		});

		it('waits when the server is away at the start of n8n', async () => {
			needSource(espo, source);
			const id = await followed();
			const trigger = await active(source, id);
			await espo.api.post('Account', id, 'kept');
			espo.proxy.reset(() => ({ answer: { status: 503 } }));
			expect(await trigger.restart()).toBeNull();
			espo.proxy.reset();
			expect(posts(await drained(trigger, id))).toEqual(['kept']);
		});
	});

	it.each<[string, IDataObject]>([
		['status', { status: 'Pending' }],
		['update', { priority: 'High' }],
		['assign', {}],
	])('tells the event "%s" on every version', async (event, change) => {
		const { id } = await espo.create('Case', { name: espo.name('case') });
		await espo.api.done('PUT', `Case/${id}/subscription`);
		const [only, others] = [
			await active('myStream', id, { events: [event] }),
			await active('myStream', id, { events: ['status', 'update', 'assign'].filter((other) => other !== event) }),
		];
		const changes = event === 'assign' ? { assignedUserId: espo.me.user.id } : change;
		if ((await espo.api.send('PUT', `Case/${id}`, changes)).status !== 200)
			skipped(
				`EspoCRM does not let the API user make this change (${Object.keys(changes).join(', ')}): give its role the assignment permission`,
			);
		expect(events(await drained(only, id))).toEqual([event]);
		expect(events(await drained(others, id))).toEqual([]);
	});

	it('tells a change of the status and of other fields as both', async () => {
		const { id } = await espo.create('Case', { name: espo.name('case') });
		await espo.api.done('PUT', `Case/${id}/subscription`);
		const triggers = [await active('myStream', id, { events: ['status'] }), await active('myStream', id, { events: ['update'] })];
		await espo.api.update('Case', id, { status: 'Pending', priority: 'High' });
		expect(events(await drained(triggers[0] as PollingWorkflow, id))).toEqual(['status']);
		expect(events(await drained(triggers[1] as PollingWorkflow, id))).toEqual(['update']);
	});

	it('filters by the type of the record', async () => {
		const account = await followed();
		const { id: contact } = await espo.create('Contact', { lastName: espo.prefix });
		await espo.api.done('PUT', `Contact/${contact}/subscription`);
		const trigger = await active('myStream', account, { entityTypes: ['Contact'] });
		await espo.api.post('Account', account, 'on the account');
		await espo.api.post('Contact', contact, 'on the contact');
		expect(posts(await drained(trigger, account, contact))).toEqual(['on the contact']);
	});

	it.each(SOURCES)('skips what the user itself did: %s', async (source) => {
		needSource(espo, source);
		if (!espo.other) skipped('no other user is given: ESPOCRM_USERNAME with ESPOCRM_PASSWORD');
		const id = await followed();
		const trigger = await active(source, id, { options: { skipOwn: true } });
		await espo.api.post('Account', id, 'mine');
		await espo.other.post('Account', id, 'theirs');
		expect(posts(await drained(trigger, id))).toEqual(['theirs']);
		expectCheap(await emptyPoll(espo, trigger));
	});

	it('adds the full record, with one request for each type', async () => {
		const accounts = [await followed(), await followed()];
		const { id: contact } = await espo.create('Contact', { lastName: espo.prefix, firstName: 'Ada' });
		await espo.api.done('PUT', `Contact/${contact}/subscription`);
		const trigger = await active('myStream', '', { options: { fullRecord: true } });
		for (let round = 0; round < 3; round++) for (const id of accounts) await espo.api.post('Account', id, `${round}`);
		await espo.api.post('Contact', contact, 'hello');
		espo.proxy.reset();
		const items = (await trigger.poll()) ?? [];
		const ours = items.filter(({ parentId }) => [...accounts, contact].includes(String(parentId)));
		expect(ours).toHaveLength(7);
		for (const { parentId, record } of ours) expect(record).toMatchObject({ id: parentId, name: expect.stringContaining(espo.prefix) });
		expect(espo.sent.filter((sent) => /^GET (Account|Contact)$/.test(sent)).sort()).toEqual(['GET Account', 'GET Contact']);
	});

	it('delivers the events with their records later when the records cannot be read', async () => {
		const id = await followed();
		const trigger = await active('myStream', id, { options: { fullRecord: true } });
		await espo.api.post('Account', id, 'kept');
		espo.proxy.reset(({ path }) =>
			path.startsWith('/api/v1/Account?') ? { answer: { status: 503, headers: { 'retry-after': '3600' } } } : undefined,
		);
		await expect(trigger.poll()).rejects.toThrow();
		espo.proxy.reset();
		expect(await drained(trigger, id)).toEqual([expect.objectContaining({ post: 'kept', record: expect.objectContaining({ id }) })]);
	});

	it.each<[string, object]>([
		['deleted', { answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"total":0,"list":[]}' } }],
		['forbidden', { answer: { status: 403, headers: { 'x-status-reason': 'No read access.' } } }],
	])('delivers the event although its record is %s', async (_title, fault) => {
		const id = await followed();
		const trigger = await active('myStream', id, { options: { fullRecord: true } });
		await espo.api.post('Account', id, 'still there');
		espo.proxy.reset(({ path }) => (path.startsWith('/api/v1/Account?') ? fault : undefined));
		const found = await drained(trigger, id);
		expect(found).toEqual([expect.objectContaining({ post: 'still there', record: null })]);
	});

	it('is not flooded by a record that is followed late', async () => {
		const { id } = await espo.create('Account', { name: espo.name('late') });
		for (let index = 0; index < 5; index++) await espo.api.post('Account', id, `old ${index}`);
		// The server's clock counts whole seconds.
		await espo.passTime(1_100);
		const trigger = await active('myStream', id);
		await espo.api.done('PUT', `Account/${id}/subscription`);
		expect(await drained(trigger, id)).toEqual([]);
		await espo.api.post('Account', id, 'new');
		expect(posts(await drained(trigger, id))).toEqual(['new']);
	});

	it('tells what happened between activation and a late follow', async () => {
		const [first, { id }] = [await followed(), await espo.create('Account', { name: espo.name('late') })];
		const trigger = await active('myStream', id, { events: ['post'] });
		await espo.api.post('Account', id, 'unseen');
		await espo.api.post('Account', first, 'seen');
		expect(posts(await drained(trigger, id, first))).toEqual(['seen']);
		await espo.api.done('PUT', `Account/${id}/subscription`);
		expect(posts(await drained(trigger, id, first))).toEqual(['unseen']);
		expect(await drained(trigger, id, first)).toEqual([]);
	});

	it('begins anew with another source, and is not flooded', async () => {
		const id = await followed();
		const trigger = await active('myStream', id);
		await espo.api.post('Account', id, 'one');
		const changed = trigger.edited(triggerOf('record', id));
		expect(await changed.activate('update')).toBeNull();
		expect(await drained(changed, id)).toEqual([]);
		await espo.api.post('Account', id, 'two');
		expect(posts(await drained(changed, id))).toEqual(['two']);
	});

	it('loses and doubles nothing under the durable engine of n8n', async () => {
		const id = await followed();
		const trigger = espo.trigger(triggerOf('record', id), { durable: true });
		expect(await trigger.activate()).toBeNull();
		for (let round = 0; round < 3; round++) {
			await espo.api.post('Account', id, `round ${round}`);
			espo.proxy.reset(() => ({ answer: { status: 500 } }));
			await expect(trigger.poll()).rejects.toThrow();
			espo.proxy.reset();
			expect(posts(await trigger.poll())).toEqual([`round ${round}`]);
			expect(await trigger.poll()).toBeNull();
			expect(await trigger.restart()).toBeNull();
		}
	});

	it('lets no two polls overlap', async () => {
		const id = await followed();
		const trigger = await active('record', id);
		await espo.api.post('Account', id, 'one');
		espo.proxy.reset((_request, index) => (index === 0 ? { delayMs: 300 } : undefined));
		const [first, second] = await Promise.all([trigger.poll(), trigger.poll()]);
		expect([posts(first), second]).toEqual([['one'], null]);
		expect(await drained(trigger, id)).toEqual([]);
	});

	it('tells a long backlog completely', async () => {
		const id = await followed();
		const trigger = await active('myStream', id);
		const texts = Array.from({ length: 250 }, (_, index) => `post ${index}`);
		await espo.api.inParallel(texts, async (text) => await espo.api.post('Account', id, text));
		const found = await drained(trigger, id);
		expect([...posts(found)].sort()).toEqual([...texts].sort());
		const numbers = found.map(({ number }) => Number(number));
		expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	});

	it.each<[string, INodeParameters, RegExp]>([
		['a missing record', recordStream('x', 'Account', 'ffffffffffffffff0', { source: 'record' }), /did not find|not found/],
		['an empty record', recordStream('x', 'Account', '', { source: 'record' }), /“Record” is empty/],
		['an unknown event', { source: 'myStream', events: '={{ "explosion" }}' }, /“explosion” in “Events”/],
	])('says what is wrong at the activation: %s', async (_title, { resource, operation, ...parameters }, message) => {
		expect([resource, operation]).toBeDefined();
		const trigger = espo.trigger(parameters);
		await expect(trigger.activate()).rejects.toThrow(message);
		expect(trigger.saved).toBe('{}');
	});

	it('says what the stream of everything needs, on a server without it', async () => {
		if (espo.hasGlobalStream)
			espo.proxy.reset(() => ({ answer: { status: 403, headers: { 'x-status-reason': '', 'content-type': 'text/html' } } }));
		await expect(espo.trigger(triggerOf('everything', '')).activate()).rejects.toMatchObject({
			message: expect.stringMatching(/8\.2.*Global Stream/),
		});
		expect(espo.proxy.requests).toHaveLength(1);
	});
});
