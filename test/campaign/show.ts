import { judgeStream } from './judgeStream';
import { playStream } from './playStream';
import { Random } from './Random';
import { randomStream } from './randomStream';
import { virtualTrigger } from './virtualTrigger';
async function main() {
	const index = Number(process.argv[2]);
	const ids = process.argv.slice(3);
	const schedule = randomStream(new Random(Number(process.env.SEED ?? 20261125), index), false);
	const log: string[] = [];
	const { StreamWatch } = require('../unit/model/StreamWatch');
	const next = StreamWatch.prototype.next;
	if (process.env.ST) StreamWatch.prototype.next = async function (...a: any[]) { log.push('  before ' + JSON.stringify(a[1])); const r = await next.apply(this, a); log.push('  after  ' + JSON.stringify(r.state)); return r; };
	const played = await playStream(schedule, async (server) => {
		const t = virtualTrigger(schedule, server) as any;
		const wrap = (name: string) => { const f = t[name]; t[name] = async (...a: any[]) => { const from = server.clock.now();  const n = server.requests.length; if (process.env.ST) server.onRequest = (q: any) => log.push('    ' + decodeURIComponent(q.path)); let r: any; try { r = await f(...a); return r; } catch (e) { r = e; throw e; } finally {
			log.push(`${new Date(from).toISOString()} ${name} ${a} -> ${Array.isArray(r) ? r.length + ' items ' + r.map((x: any) => x.number).slice(0, 3) + '..' + r.slice(-1).map((x: any) => x.number) : r}, ${server.requests.length - n} requests, until ${new Date(server.clock.now()).toISOString()}`); } }; };
		['poll', 'restart', 'activate'].forEach(wrap);
		return t;
	});
	const v = judgeStream(schedule, played);
	console.log({ ...schedule, notes: schedule.notes.length, turns: schedule.turns.length, replacement: schedule.replacement && { ...schedule.replacement, at: new Date(schedule.replacement.at).toISOString(), notes: schedule.replacement.notes.length } });
	console.log({ ...v, hits: undefined });
	console.log('TURNS', schedule.turns.map((t, i) => i + ':' + (t.filter ? JSON.stringify(t.filter) : '')).filter((x) => x.length > 4).join(' '), JSON.stringify(schedule.filter));
	const show = (n: any) => console.log(JSON.stringify({ ...n, createdAt: new Date(n.createdAt).toISOString(), visibleAt: new Date(n.visibleAt).toISOString(), post: n.post?.length }));
	const lost = ids.length ? ids : v.lost.slice(0, 2).map((x) => x.split(' ')[0]);
	for (const n of [...schedule.notes, ...(schedule.replacement?.notes ?? [])]) if (lost.includes(n.id)) show(n);
	console.log(log.join('\n'));
}
void main();
