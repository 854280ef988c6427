import type { IDataObject } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { emptyPoll, SOURCES, triggerOf } from './server/triggerOf';

const NOTES = 1_000;
const WRITERS = 8;

describeEspo(
	'trigger under load',
	(espo) => {
		it('tells 1,000 notes of several writers once each, on every source', async () => {
			const { id } = await espo.create('Account', { name: espo.name('busy') });
			await espo.api.done('PUT', `Account/${id}/subscription`);
			const triggers = SOURCES.filter((source) => source !== 'everything' || espo.hasGlobalStream).map((source) => ({
				source,
				trigger: espo.trigger(triggerOf(source, id), { id: source }),
				found: [] as IDataObject[],
				polls: 0,
			}));
			for (const { trigger } of triggers) expect(await trigger.activate()).toBeNull();

			let writing = true;
			const texts = Array.from({ length: NOTES }, (_, index) => `note ${index}`);
			const entries = texts.values();
			const write = async (writer: number) => {
				const api = (writer % 2 && espo.other) || espo.api;
				for (const text of entries) await api.post('Account', id, text);
			};
			const polling = triggers.map(async (polled) => {
				// A last round after the writers are done, and what is left after it.
				for (let more = true; more; polled.polls++) {
					const last = !writing;
					const items = (await polled.trigger.poll()) ?? [];
					const numbers = items.map(({ number }) => Number(number));
					expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
					polled.found.push(...items.filter(({ parentId, event }) => parentId === id && event === 'post'));
					if (polled.polls % 5 === 4)
						await polled.trigger
							.restart()
							.then((missed) => polled.found.push(...(missed ?? []).filter(({ parentId, event }) => parentId === id && event === 'post')));
					more = !last || items.length > 0;
					await new Promise((resolve) => setTimeout(resolve, 50));
				}
			});
			await Promise.all(Array.from({ length: WRITERS }, async (_, writer) => await write(writer)));
			// The latest note of the sandbox becomes visible after this time.
			await new Promise((resolve) => setTimeout(resolve, 300));
			writing = false;
			await Promise.all(polling);

			for (const { source, found, polls } of triggers) {
				expect({ source, count: found.length }).toEqual({ source, count: NOTES });
				expect(new Set(found.map(({ post }) => post)).size).toBe(NOTES);
				expect(polls).toBeGreaterThan(2);
			}
			for (const { trigger } of triggers) {
				const requests = await emptyPoll(espo, trigger);
				expect(requests.length).toBe(1);
				expect(requests[0]?.bytes).toBeLessThan(2_000);
			}
		}, 300_000);
	},
	{ noteVisibilityMs: (number) => (number % 7 === 0 ? 150 : 0) },
);
