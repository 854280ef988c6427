import { Checks } from '../../scripts/Checks.mjs';
import { Failure } from '../../scripts/Failure.mjs';
import { program } from '../../scripts/program.mjs';
import { stopProcesses } from '../../scripts/processes.mjs';
import { step } from '../../scripts/step.mjs';
import { owner } from '../../sandbox/n8n/owner.mjs';
import { saveCredential } from '../../sandbox/n8n/seed.mjs';
import { fileMemory } from './files/fileMemory.mjs';
import { fileModes } from './files/fileModes.mjs';
import { prepare } from './prepare.mjs';
import { findServers } from './queue/findServers.mjs';
import { queueFiles } from './queue/queueFiles.mjs';
import { queueMode } from './queue/queueMode.mjs';
import { startQueueMode } from './queue/startQueueMode.mjs';
import { startRegularN8n } from './webhook/startRegularN8n.mjs';
import { webhookLifecycle } from './webhook/webhookLifecycle.mjs';

async function enter(client, sandbox) {
	await client.enter(owner);
	return await saveCredential(client, sandbox.credential);
}

/** Runs a part on an n8n of one process. */
async function withN8n({ sandbox, ...prepared }, run) {
	const n8n = await step('Start n8n', () => startRegularN8n(prepared));
	const credential = await enter(n8n.client, sandbox);
	const failed = n8n.machine.failed.then((error) => Promise.reject(error));
	await Promise.race([run({ n8n, sandbox, credential }), failed]);
	await n8n.machine.stop();
}

/** What can be tested, by the name that is given on the command line. */
const parts = {
	async lifecycle(checks, prepared) {
		await withN8n(prepared, (started) => webhookLifecycle(checks, { ...started, folder: prepared.folder }));
	},
	async files(checks, prepared) {
		await withN8n(prepared, (started) => fileModes(checks, started));
	},
	async memory(checks, prepared) {
		await withN8n(prepared, (started) => fileMemory(checks, started));
	},
	async queue(checks, { sandbox, servers, ...prepared }) {
		const cluster = await step('Start n8n in queue mode, with Redis and PostgreSQL', () => startQueueMode({ ...prepared, servers }));
		const credential = await enter(cluster.client, sandbox);
		const failed = cluster.failed.then((error) => Promise.reject(error));
		const run = async () => {
			await queueMode(checks, { cluster, sandbox, credential });
			await queueFiles(checks, { cluster, sandbox, credential });
		};
		await Promise.race([run(), failed]);
	},
};

/** What is only run by its name: it takes long, and wants Linux. */
const byName = ['memory'];

/** All others without a name. */
function chosen(names) {
	const unknown = names.filter((name) => !parts[name]);
	if (unknown.length) throw new Failure(`There is no "${unknown.join('", "')}", only ${Object.keys(parts).join(', ')}`);
	return Object.keys(parts).filter((name) => (names.length ? names.includes(name) : !byName.includes(name)));
}

await program(async () => {
	const names = chosen(process.argv.slice(2));
	const servers = names.includes('queue') && findServers();
	const prepared = { ...(await prepare()), servers };
	const lost = prepared.espoCrm.ended.then((error) => Promise.reject(error));
	const checks = new Checks();
	for (const name of names) await Promise.race([parts[name](checks, prepared), lost]);
	await stopProcesses();
	console.log(`\n${checks.summary}`);
	return checks.failed ? 1 : 0;
});
