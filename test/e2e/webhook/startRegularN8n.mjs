import { join } from 'node:path';
import { claimPorts } from '../../../sandbox/n8n/claimPorts.mjs';
import { installPackage } from '../../../sandbox/n8n/installPackage.mjs';
import { N8nClient } from '../../../sandbox/n8n/N8nClient.mjs';
import { Machine } from '../Machine.mjs';

/** n8n as one process with SQLite. What an earlier one left in its folder is there. */
export async function startRegularN8n({ installed, built, folder }) {
	const free = (flag) => ({ number: 0, flag, variable: flag });
	const { n8n: port, broker: brokerPort } = await claimPorts({ n8n: free('n8n'), broker: free('broker') });
	await installPackage(built, join(folder, 'package'));
	const packages = join(folder, 'package', '.n8n', 'nodes');
	const machine = new Machine({
		name: 'regular',
		command: 'start',
		installed,
		packages,
		folder,
		ports: { port, brokerPort },
		settings: {},
	});
	await machine.start();
	const url = `http://127.0.0.1:${port}`;
	return { machine, url, port, client: new N8nClient(url) };
}
