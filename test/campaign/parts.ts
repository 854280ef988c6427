import type { IDataObject } from 'n8n-workflow';

import { MatchingWatch } from '../unit/model/MatchingWatch';
import { RecordsWatch } from '../unit/model/RecordsWatch';
import type { NoteItem } from '../unit/model/StreamWatch';
import { MATCHING_FAULTS, RECORD_FAULTS, STREAM_FAULTS } from './faultNames';
import { judgeMatching } from './judgeMatching';
import { judgeRecords } from './judgeRecords';
import { judgeStream } from './judgeStream';
import type { Part } from './Part';
import { playMatching } from './playMatching';
import { playRecords } from './playRecords';
import { playStream } from './playStream';
import { enteredOf, matchingParameters } from './matchingParameters';
import { Random } from './Random';
import { randomMatching } from './randomMatching';
import { randomRecords } from './randomRecords';
import { randomStream } from './randomStream';
import { changesOf, recordParameters } from './recordParameters';
import { serveOverHttp } from './serveOverHttp';
import { streamParameters } from './streamParameters';
import type { TestServer } from '../engine/server/startServer';
import { virtualRecordTrigger } from './virtualRecordTrigger';
import { virtualTrigger } from './virtualTrigger';

/** What happens in one of the two kinds only. */
const ONLY_OVER_HTTP = ['overlapping polls'];
const ONLY_IN_VIRTUAL_TIME = [
	'budget used up',
	'more than 5,000 pending',
	'GlobalStream times out',
	'filter matches nothing for days',
	'no GlobalStream (7.5)',
	'server clock set back',
	'server clock set forward',
	'more than 200 enter at once',
	'more than 200 enter, and no time',
];
/** n8n's engine runs so many schedules at once: they mostly wait. */
const AT_ONCE = 12;
/** Of a kind that has little that can go wrong. */
const SHARE = 0.4;

const virtual = (names: readonly string[]) => names.filter((name) => !ONLY_OVER_HTTP.includes(name));
const overHttp = (names: readonly string[]) => names.filter((name) => !ONLY_IN_VIRTUAL_TIME.includes(name));
// n8n takes seconds to load.
const engine = () => require('./engineTrigger') as typeof import('./engineTrigger');

/** Gives the servers of a run addresses, and takes them away afterwards. */
async function withAddresses<Result>(
	run: (address: (server: Parameters<typeof serveOverHttp>[0]) => Promise<string>) => Promise<Result>,
): Promise<Result> {
	const open: TestServer[] = [];
	try {
		return await run(async (server) => {
			const address = await serveOverHttp(server);
			open.push(address);
			return address.url;
		});
	} finally {
		await Promise.all(open.map(async (address) => await address.close()));
	}
}

export const PARTS: Part[] = [
	{
		name: 'stream',
		faults: virtual(STREAM_FAULTS),
		atOnce: 1,
		async run(seed, index) {
			const schedule = randomStream(new Random(seed, index), false);
			return judgeStream(schedule, await playStream(schedule, async (server) => await Promise.resolve(virtualTrigger(schedule, server))));
		},
	},
	{
		name: 'records',
		faults: virtual(RECORD_FAULTS),
		atOnce: 1,
		async run(seed, index) {
			const schedule = randomRecords(new Random(seed, index, 2), false);
			return judgeRecords(
				schedule,
				await playRecords(
					schedule,
					async (server) => await Promise.resolve(virtualRecordTrigger(server, new RecordsWatch(schedule.watched), schedule.durable)),
				),
			);
		},
	},
	{
		name: 'matching',
		faults: virtual(MATCHING_FAULTS),
		atOnce: 1,
		share: SHARE,
		async run(seed, index) {
			const schedule = randomMatching(new Random(seed, index, 4), false);
			return judgeMatching(
				schedule,
				await playMatching(
					schedule,
					async (server) => await Promise.resolve(virtualRecordTrigger(server, new MatchingWatch(), schedule.durable)),
				),
			);
		},
	},
	{
		name: 'streamOverHttp',
		faults: overHttp(STREAM_FAULTS),
		atOnce: AT_ONCE,
		async run(seed, index) {
			const schedule = randomStream(new Random(seed, index, 1), true);
			const { durable } = schedule;
			return await withAddresses(async (address) => {
				const itemsOf = (items: IDataObject[]) => items as unknown as NoteItem[];
				const parameters = (filter = schedule.filter) => streamParameters(schedule, filter);
				return judgeStream(
					schedule,
					await playStream(schedule, async (server) =>
						engine().engineTrigger({ url: await address(server), id: `stream${index}`, durable, parameters, itemsOf }),
					),
				);
			});
		},
	},
	{
		name: 'recordsOverHttp',
		faults: overHttp(RECORD_FAULTS),
		atOnce: AT_ONCE,
		async run(seed, index) {
			const schedule = randomRecords(new Random(seed, index, 3), true);
			const { durable } = schedule;
			return await withAddresses(async (address) => {
				const parameters = () => recordParameters(schedule);
				return judgeRecords(
					schedule,
					await playRecords(schedule, async (server) =>
						engine().engineTrigger({ url: await address(server), id: `records${index}`, durable, parameters, itemsOf: changesOf }),
					),
				);
			});
		},
	},
	{
		name: 'matchingOverHttp',
		faults: overHttp(MATCHING_FAULTS),
		atOnce: AT_ONCE,
		share: SHARE,
		async run(seed, index) {
			const schedule = randomMatching(new Random(seed, index, 5), true);
			const { durable } = schedule;
			return await withAddresses(async (address) =>
				judgeMatching(
					schedule,
					await playMatching(schedule, async (server) =>
						engine().engineTrigger({
							url: await address(server),
							id: `matching${index}`,
							durable,
							parameters: matchingParameters,
							itemsOf: enteredOf,
						}),
					),
				),
			);
		},
	},
];
