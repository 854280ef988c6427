import { median, type Runs } from './bench';
import type { ContenderName } from './contenderNames';
import { markdownTable } from './markdownTable';

const RAW: ContenderName[] = ['raw, 1 in flight', 'raw, 4 in flight'];

/** The results as a table in Markdown: times are medians, ratios those of the medians within this run. */
export function table(results: Runs[]): string {
	const head = '| work | by | ms | to the best raw | to the floor | requests | connections | kB |';
	const rows = results.map((run) => {
		const same = results.filter(({ scenario, fault }) => scenario === run.scenario && fault === undefined);
		if (run.fault !== undefined) return `| ${run.scenario} | ${run.contender} | – | ${run.fault} | | | | |`;
		const best = bestRaw(same);
		const floor = same.find(({ contender }) => contender === 'floor');
		const { requests, connections, bytes } = run.traffic;
		const cells = [
			run.scenario,
			run.contender,
			median(run.ms).toFixed(0),
			ratio(median(run.ms), best),
			ratio(median(run.ms), floor ? median(floor.ms) : NaN),
			requests,
			connections,
			(bytes / 1_000).toFixed(0),
		];
		return `| ${cells.join(' | ')} |`;
	});
	return markdownTable(head, rows);
}

/** The better time of the raw requests, in ms. @param runs of one scenario */
export function bestRaw(runs: Runs[]): number {
	return Math.min(...runs.filter(({ contender }) => RAW.includes(contender)).map(({ ms }) => median(ms)));
}

/** What was held at the same time at most, in MB, and its ratio to what the outcome keeps. */
export function memoryTable(results: Runs[]): string {
	const head = '| work | by | the items, MB | at most, MB | to the items |';
	const mb = (bytes: number | undefined) => ((bytes ?? NaN) / 1_000_000).toFixed(1);
	const rows = results.map(({ scenario, contender, memory, fault }) => {
		const cells = [scenario, contender, fault ?? mb(memory?.result), mb(memory?.peak), ratio(memory?.peak ?? NaN, memory?.result ?? NaN)];
		return `| ${cells.join(' | ')} |`;
	});
	return markdownTable(head, rows);
}

function ratio(value: number, of: number): string {
	return Number.isFinite(value / of) ? (value / of).toFixed(2) : '–';
}
