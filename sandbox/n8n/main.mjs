import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../../scripts/buildPackage.mjs';
import { installDependencies } from '../../scripts/installDependencies.mjs';
import { program } from '../../scripts/program.mjs';
import { stopProcesses } from '../../scripts/processes.mjs';
import { cache } from '../../scripts/repository.mjs';
import { step } from '../../scripts/step.mjs';
import { check } from './check.mjs';
import { claimPorts } from './claimPorts.mjs';
import { EspoCrmSandbox } from './EspoCrmSandbox.mjs';
import { installN8n } from './installN8n.mjs';
import { installPackage } from './installPackage.mjs';
import { N8nClient } from './N8nClient.mjs';
import { occupy } from './occupy.mjs';
import { owner } from './owner.mjs';
import { readExamples } from './readExamples.mjs';
import { seed } from './seed.mjs';
import { startEspoCrm } from './startEspoCrm.mjs';
import { startN8n } from './startN8n.mjs';
import { startOptions, usage } from './startOptions.mjs';
import { welcome } from './welcome.mjs';

/** Everything installed, built, started and filled. */
async function start({ home, fresh, espoCrmVersion, ports }) {
	await installDependencies();
	const installed = await installN8n();
	const built = await buildPackage();
	if (fresh) rmSync(home, { recursive: true, force: true });
	const logs = join(home, 'logs');
	mkdirSync(logs, { recursive: true });
	await installPackage(built, home);
	const [espoCrm, n8n] = await step('Start the sandbox EspoCRM and n8n', () =>
		Promise.all([
			startEspoCrm({ port: ports.espoCrm, version: espoCrmVersion, log: join(logs, 'espocrm.log') }),
			startN8n(installed, { home, port: ports.n8n, brokerPort: ports.broker, log: join(logs, 'n8n.log') }),
		]),
	);
	const client = new N8nClient(n8n.url);
	const sandbox = await EspoCrmSandbox.at(espoCrm.url);
	const examples = readExamples();
	const credential = await step('Put the account, the credential and the examples into n8n', async () => {
		await client.enter(owner);
		return await seed(client, { credential: sandbox.credential, examples, home });
	});
	const failure = Promise.race([espoCrm.ended, n8n.ended]).then((error) => Promise.reject(error));
	return { client, sandbox, examples, credential, logs, failure, packageName: built.name };
}

async function tryOut(started) {
	const checks = await Promise.race([check(started), started.failure]);
	await stopProcesses();
	console.log(`\n${checks.summary}`);
	return checks.failed ? 1 : 0;
}

export async function main(args, env) {
	const work = async () => {
		const options = startOptions(args, env);
		if (options.help) {
			console.log(usage);
			return 0;
		}
		const ports = await claimPorts(options.ports);
		const home = join(cache, 'n8n', options.check ? 'check' : 'home');
		occupy(home);
		const started = await start({ ...options, home, ports, fresh: options.check || options.reset });
		if (options.check) return await tryOut(started);
		console.log(welcome({ ...started, espoCrmVersion: options.espoCrmVersion }));
		return await started.failure;
	};
	await program(work, { onInterrupt: args.includes('--check') ? 130 : 0 });
}
