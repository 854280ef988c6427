import { judgeStream } from './judgeStream';
import { playStream } from './playStream';
import { Random } from './Random';
import { randomStream } from './randomStream';
import { virtualTrigger } from './virtualTrigger';
import { hasFailed } from './Verdict';
async function main() {
	const [from, to] = [Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 300)];
	const hits: Record<string, number> = {}; let [owed, lost, doubled, failed, byN8n] = [0, 0, 0, 0, 0];
	const slow: Array<[number, number]> = []; const kinds: Record<string, number[]> = {};
	for (let index = from; index < to; index++) {
		const t = Date.now();
		const schedule = randomStream(new Random(1, index), false);
		const played = await playStream(schedule, async (server) => await Promise.resolve(virtualTrigger(schedule, server)));
		const verdict = judgeStream(schedule, played);
		for (const [k, v] of Object.entries(verdict.hits)) hits[k] = (hits[k] ?? 0) + v;
		owed += verdict.owed; lost += verdict.lost.length; doubled += verdict.doubled.length; byN8n += verdict.byN8n;
		slow.push([Date.now() - t, index]);
		if (hasFailed(verdict)) { failed++;
			for (const p of [...verdict.problems.map((p) => p.replace(/[\d]+/g, '#')), ...(verdict.lost.length ? ['LOST'] : []), ...(verdict.doubled.length ? ['DOUBLED'] : [])]) (kinds[p] ??= []).includes(index) || kinds[p]!.push(index);
			if (to - from <= 3) console.log(index, schedule.source, schedule.version, schedule.pageLimit, schedule.replacement?.kind, schedule.notes.length, JSON.stringify(schedule.filter), JSON.stringify({ ...verdict, hits: 0 }).slice(0, 600)); }
	}
	for (const [k, v] of Object.entries(kinds)) console.log(k, v.length, v.slice(0, 12).join(' '));
	console.log({ owed, lost, doubled, byN8n, failed }, hits);
	console.log(slow.sort((a, b) => b[0] - a[0]).slice(0, 5));
}
void main();
