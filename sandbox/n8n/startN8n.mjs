import { n8nEnvironment } from './n8nEnvironment.mjs';
import { startServer } from './startServer.mjs';

/** `command` is what this n8n is for: start, worker or webhook. `settings` are environment variables beside the usual ones. */
export async function startN8n({ node, script }, { home, port, brokerPort, log, name = 'n8n', command = 'start', settings = {} }) {
	const url = `http://127.0.0.1:${port}`;
	const server = await startServer({
		name,
		node,
		args: [script, command],
		url: `${url}/healthz/readiness`,
		log,
		cwd: home,
		env: { ...n8nEnvironment({ home, port, brokerPort }), ...settings },
	});
	return { ...server, url };
}
