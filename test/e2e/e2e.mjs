import { Checks } from '../../scripts/Checks.mjs';
import { program } from '../../scripts/program.mjs';
import { stopProcesses } from '../../scripts/processes.mjs';
import { step } from '../../scripts/step.mjs';
import { owner } from '../../sandbox/n8n/owner.mjs';
import { saveCredential } from '../../sandbox/n8n/seed.mjs';
import { prepare } from './prepare.mjs';
import { findServers } from './queue/findServers.mjs';
import { queueMode } from './queue/queueMode.mjs';
import { startQueueMode } from './queue/startQueueMode.mjs';

async function test(checks, { sandbox, ...prepared }, servers) {
	const cluster = await step('Start n8n in queue mode, with Redis and PostgreSQL', () => startQueueMode({ ...prepared, servers }));
	await cluster.client.enter(owner);
	const credential = await saveCredential(cluster.client, sandbox.credential);
	const failure = Promise.race([cluster.failed, prepared.espoCrm.ended]).then((error) => Promise.reject(error));
	await Promise.race([queueMode(checks, { cluster, sandbox, credential }), failure]);
}

await program(async () => {
	const servers = findServers();
	const prepared = await prepare();
	const checks = new Checks();
	await test(checks, prepared, servers);
	await stopProcesses();
	console.log(`\n${checks.summary}`);
	return checks.failed ? 1 : 0;
});
