import { STREAM_FAULTS, type StreamFault } from './faultNames';
import { judgeStream } from './judgeStream';
import type { Part } from './Part';
import { playStream } from './playStream';
import { Random } from './Random';
import { randomStream } from './randomStream';
import { serveOverHttp } from './serveOverHttp';
import type { TestServer } from '../engine/server/startServer';
import { virtualTrigger } from './virtualTrigger';

/** What happens in one of the two kinds only. */
const ONLY_OVER_HTTP: StreamFault[] = ['overlapping polls'];
const ONLY_IN_VIRTUAL_TIME: StreamFault[] = ['budget used up', 'more than 5,000 pending', 'GlobalStream times out', 'filter matches nothing for days', 'no GlobalStream (7.5)'];

const stream: Part = {
	name: 'stream',
	faults: STREAM_FAULTS.filter((name) => !ONLY_OVER_HTTP.includes(name)),
	atOnce: 1,
	async run(seed, index) {
		const schedule = randomStream(new Random(seed, index), false);
		return judgeStream(schedule, await playStream(schedule, async (server) => await Promise.resolve(virtualTrigger(schedule, server))));
	},
};

const streamOverHttp: Part = {
	name: 'streamOverHttp',
	faults: STREAM_FAULTS.filter((name) => !ONLY_IN_VIRTUAL_TIME.includes(name)),
	atOnce: 12,
	async run(seed, index) {
		// n8n takes seconds to load.
		const { engineTrigger } = require('./engineTrigger') as typeof import('./engineTrigger');
		const schedule = randomStream(new Random(seed, index, 1), true);
		let address: TestServer | undefined;
		try {
			return judgeStream(
				schedule,
				await playStream(schedule, async (server) => {
					address = await serveOverHttp(server);
					return engineTrigger(schedule, address.url, `campaign${index}`);
				}),
			);
		} finally {
			await address?.close();
		}
	},
};

export const PARTS: Part[] = [stream, streamOverHttp];
