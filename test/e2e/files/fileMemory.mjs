import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../../scripts/Failure.mjs';
import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { requireSame, sha256, runRoundTrip } from './fileRuns.mjs';
import { downloading, receiving, roundTrip, uploading } from './fileWorkflows.mjs';
import { postFile, postJson } from './post.mjs';

const MEGABYTE = 1024 * 1024;
const MEGABYTES = 100;
const QUIET = 4_000;

/** In MB, as Linux counts. */
function memoryOf(pid, key) {
	return Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** How far a process goes above what it took before, at most: within `most` times the file. */
async function measured(pid, most, work) {
	await pause(QUIET);
	const before = memoryOf(pid, 'VmRSS');
	// The peak begins anew.
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	const result = await work();
	const grown = memoryOf(pid, 'VmHWM') - before;
	const text = `${grown.toFixed(0)} MB above ${before.toFixed(0)} MB`;
	if (grown > most * MEGABYTES) throw new Failure(`${text}, more than ${most} times the file`);
	return { result, text };
}

/** What n8n itself takes while a large file passes, which it keeps in a folder. Only on Linux. */
export async function fileMemory(checks, { n8n: { machine, client, url }, sandbox, credential }) {
	const { pid } = machine;
	for (const workflow of [receiving(), uploading(credential), downloading(credential), roundTrip(credential)]) {
		await saveWorkflow(client, workflow);
		await activate(client, workflow.id);
	}
	// What is loaded at the first run stays.
	await runRoundTrip(url, sandbox, 3);
	const body = { name: 'Files', assignedUserId: sandbox.users.full.id };
	const task = await sandbox.request('full', { method: 'POST', path: 'Task', body });
	const bytes = randomBytes(MEGABYTES * MEGABYTE);
	const file = { field: 'data', name: 'large.bin', bytes };
	let id;
	const title = (what) => `${what}: the memory of n8n for ${MEGABYTES} MB`;
	await checks.add(title('Receive a file, without EspoCRM'), async () => {
		return (await measured(pid, 2.5, () => postFile(`${url}/webhook/e2e-receiving`, file))).text;
	});
	await checks.add(title('Receive and upload it'), async () => {
		const { result, text } = await measured(pid, 2.5, () => postFile(`${url}/webhook/e2e-uploading?task=${task.id}`, file));
		id = result.id;
		requireSame('The file in EspoCRM', sha256(await sandbox.file('full', id)), sha256(bytes));
		return text;
	});
	await checks.add(title('Download it'), async () => {
		return (await measured(pid, 1, () => postJson(`${url}/webhook/e2e-downloading`, { id }))).text;
	});
}
