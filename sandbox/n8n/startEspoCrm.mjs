import { repository } from '../../scripts/repository.mjs';
import { startServer } from './startServer.mjs';

export async function startEspoCrm({ port, version, log }) {
	const url = `http://127.0.0.1:${port}`;
	const args = ['--import', 'tsx', 'sandbox/espocrm/main.ts', '--port', String(port), '--version', version];
	const server = await startServer({ name: 'The sandbox EspoCRM', node: process.execPath, args, url, log, cwd: repository });
	return { ...server, url };
}
