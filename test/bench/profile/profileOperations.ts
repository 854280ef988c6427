import { mkdirSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { join } from 'node:path';

import { byKey } from '../../engine/server/credential';
import { runNode } from '../../harness/runNode';
import type { BenchServer } from '../Contender';
import { markdownTable } from '../markdownTable';
import type { Traffic } from '../Traffic';
import { PLACES, spentIn, type Spent } from './places';
import { PROFILED_WORKS, type ProfiledItem, type ProfiledWork } from './works';

const SAMPLE_US = 500;
const OWN_SHOWN = 5;

export interface ProfileOptions {
	/** Items of each operation. */
	count: number;
	/** Text in the names of the operations to profile; all for ''. Those that make records always run. */
	only: string;
	/** Where the profiles are written to, for Chrome's DevTools. */
	folder: string;
	say(line: string): void;
}

interface Profiled extends Spent {
	work: ProfiledWork;
	/** Processor time of the process, the profiler's included. */
	cpuMs: number;
	requests: number;
}

/** Profiles each operation of the EspoCRM node in n8n's engine. @returns a table in Markdown @throws Error when an operation fails */
export async function profileOperations(server: BenchServer, traffic: () => Promise<Traffic>, options: ProfileOptions): Promise<string> {
	mkdirSync(options.folder, { recursive: true });
	const items = Array.from({ length: options.count }, (_, index): ProfiledItem => ({ name: `Profile ${index}` }));
	const profiled: Profiled[] = [];
	for (const work of PROFILED_WORKS) {
		const isWanted = work.name.includes(options.only);
		if (!isWanted && !work.gives) continue;
		const run = async (some = items) => await rowsOf(work, server, some);
		// What it creates or deletes it can only once; the others warm up.
		if (isWanted && !isOnce(work)) await run(items.slice(0, 200));
		await traffic();
		const { spent, cpuMs, rows } = await measured(run, join(options.folder, `${work.name.replace(/\W+/g, '-')}.cpuprofile`));
		const { requests } = await traffic();
		if (work.gives) for (const [index, item] of items.entries()) item[work.gives] = String(rows[index]?.id);
		if (isWanted) profiled.push({ ...spent, cpuMs, requests, work });
		options.say(`${work.name}: ${(cpuMs / options.count).toFixed(2)} ms of the processor an item`);
	}
	return tableOf(profiled, options.count);
}

function isOnce({ gives, parameters }: ProfiledWork): boolean {
	return gives !== undefined || parameters.operation === 'delete';
}

async function rowsOf({ name, parameters, isOfOneItem }: ProfiledWork, { url, apiKey }: BenchServer, items: ProfiledItem[]) {
	const given = isOfOneItem ? items.slice(0, 1) : items;
	const { json, error } = await runNode({ credentials: byKey(url, { apiKey }), parameters, items: given });
	if (error) throw new Error(`${name}: ${error.message} ${error.description ?? ''}`);
	return json;
}

async function measured<Row>(work: () => Promise<Row>, file: string): Promise<{ rows: Row; spent: Spent; cpuMs: number }> {
	const session = new Session();
	session.connect();
	const ask = async <Answer>(method: string, params: object = {}) =>
		await new Promise<Answer>((resolve, reject) =>
			session.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer as Answer))),
		);
	await ask('Profiler.enable');
	await ask('Profiler.setSamplingInterval', { interval: SAMPLE_US });
	await ask('Profiler.start');
	const before = process.cpuUsage();
	const rows = await work();
	const { user, system } = process.cpuUsage(before);
	const { profile } = await ask<Profiler.StopReturnType>('Profiler.stop');
	session.disconnect();
	writeFileSync(file, JSON.stringify(profile));
	return { rows, spent: spentIn(profile), cpuMs: (user + system) / 1_000 };
}

function tableOf(profiled: Profiled[], count: number): string {
	const head = `| µs an item | processor | ${PLACES.join(' | ')} | requests | most expensive here |`;
	const us = (ms: number) => ((ms * 1_000) / count).toFixed(0);
	const rows = profiled.map(({ work, cpuMs, places, requests, own }) => {
		const most = own.slice(0, OWN_SHOWN).map(([name, ms]) => `${name} ${us(ms)}`);
		return `| ${[work.name, us(cpuMs), ...PLACES.map((place) => us(places.get(place) ?? 0)), requests, most.join('; ')].join(' | ')} |`;
	});
	return markdownTable(head, rows);
}
