import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../scripts/buildPackage.mjs';
import { installDependencies } from '../../scripts/installDependencies.mjs';
import { claimPorts } from '../../sandbox/n8n/claimPorts.mjs';
import { EspoCrmSandbox } from '../../sandbox/n8n/EspoCrmSandbox.mjs';
import { installN8n } from '../../sandbox/n8n/installN8n.mjs';
import { startEspoCrm } from '../../sandbox/n8n/startEspoCrm.mjs';

/** Everything installed and built, a folder that is gone at the end, and a sandbox EspoCRM. */
export async function prepare() {
	await installDependencies();
	const installed = await installN8n();
	const built = await buildPackage();
	const folder = mkdtempSync(join(tmpdir(), 'espocrm-e2e-'));
	// PostgreSQL runs as another user.
	chmodSync(folder, 0o755);
	if (!process.env.E2E_KEEP) process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	const { espoCrm: port } = await claimPorts({ espoCrm: { number: 0, flag: 'espocrm-port', variable: 'ESPOCRM_SANDBOX_PORT' } });
	const espoCrm = await startEspoCrm({ port, version: '10.0', log: join(folder, 'logs', 'espocrm.log') });
	return { installed, built, folder, espoCrm, sandbox: await EspoCrmSandbox.at(espoCrm.url) };
}
