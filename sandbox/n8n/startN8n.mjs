import { n8nEnvironment } from './n8nEnvironment.mjs';
import { startServer } from './startServer.mjs';

export async function startN8n({ node, script }, { home, port, brokerPort, log }) {
	const url = `http://127.0.0.1:${port}`;
	const server = await startServer({
		name: 'n8n',
		node,
		args: [script, 'start'],
		url: `${url}/healthz/readiness`,
		log,
		cwd: home,
		env: n8nEnvironment({ home, port, brokerPort }),
	});
	return { ...server, url };
}
