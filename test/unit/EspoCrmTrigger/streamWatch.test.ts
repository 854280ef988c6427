import type { TriggerSettings } from '../../../nodes/EspoCrmTrigger/readTrigger';
import { streamWatch } from '../../../nodes/EspoCrmTrigger/streamWatch';
import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import { StreamServer, type StoredNote } from '../model/StreamServer';
import { VirtualClock } from '../model/VirtualClock';

test.each<[hidden: number, warnings: string[]]>([
	[0, []],
	[30_000, ['“Start With Last Events” found 3 of 5, because the search ended before the whole stream was searched.']],
])('last events on top of %d hidden notes', async (hidden, warnings) => {
	const clock = new VirtualClock();
	const notes = Array.from({ length: 10 + hidden + 3 }, (_, index): StoredNote => {
		const number = index + 1;
		return {
			id: `n${number}`,
			number,
			type: 'Post',
			createdAt: 0,
			visibleAt: 0,
			deletedAt: Infinity,
			hidden: number > 10 && number <= 10 + hidden,
		};
	});
	const server = Object.assign(new StreamServer(clock, notes), { hiddenMs: 7 });
	const client = createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep });
	const metadata = createMetadata(client, async () => await Promise.resolve(new Map()));
	const settings = { source: 'everything', events: [], options: { startWith: 5, changedFields: [] } } as unknown as TriggerSettings;
	const told: string[] = [];
	const { items } = await streamWatch({ client, metadata }, settings, {
		user: 'user',
		node: 'node',
		warn: (text) => told.push(text),
	}).start();
	expect(items).toHaveLength(hidden ? 3 : 5);
	expect(told).toEqual(warnings);
});
