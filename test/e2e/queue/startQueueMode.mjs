import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { claimPorts } from '../../../sandbox/n8n/claimPorts.mjs';
import { installPackage } from '../../../sandbox/n8n/installPackage.mjs';
import { N8nClient } from '../../../sandbox/n8n/N8nClient.mjs';
import { Machine } from '../Machine.mjs';
import { startPostgres } from './startPostgres.mjs';
import { startProxy } from '../startProxy.mjs';
import { startRedis } from './startRedis.mjs';

const machines = { main: 'start', webhook: 'webhook', worker1: 'worker', worker2: 'worker' };
const services = ['redis', 'postgres', 'door'];

async function freePorts() {
	const names = [...services, ...Object.keys(machines).flatMap((name) => [name, `${name}Broker`, `${name}Health`])];
	return await claimPorts(Object.fromEntries(names.map((name) => [name, { number: 0, flag: name, variable: name }])));
}

/** What every machine of one n8n must have in common. */
function sharedSettings({ url, redisPort, postgres }) {
	return {
		...postgres.settings,
		// With n8n's two, what is held back in the database would hold back everything.
		DB_POSTGRESDB_POOL_SIZE: '10',
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		N8N_ENCRYPTION_KEY: randomUUID(),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: `${url}/`,
		// A job whose worker is gone is given up after 15 seconds at most, instead of 90.
		QUEUE_WORKER_LOCK_DURATION: '10000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		// In minutes: n8n looks for what is neither running nor queued any more at its start, and then this often, instead of every three hours.
		N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '1',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
}

function healthSettings(command, port) {
	if (command !== 'worker') return {};
	return { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port), N8N_WORKER_SERVER_ADDRESS: '127.0.0.1' };
}

/**
 * n8n as people run it on several machines: a main, a webhook processor and two workers, behind a load balancer, with Redis and PostgreSQL.
 * Each machine has its own folder with the package in it, and all have the same encryption key.
 */
export async function startQueueMode({ installed, built, servers, folder, settings: more = {} }) {
	const ports = await freePorts();
	const logs = join(folder, 'logs');
	const brought = createRequire(installed.script);
	const place = (name) => ({ folder: join(folder, name), port: ports[name], log: join(logs, `${name}.log`) });
	const [redis, postgres, door] = await Promise.all([
		startRedis({ ...place('redis'), command: servers.redis, Client: brought('ioredis') }),
		startPostgres({ ...place('postgres'), ...servers, Client: brought('pg').Client }),
		// The load balancer that n8n asks for.
		startProxy({ port: ports.door, target: ({ url }) => (url.startsWith('/webhook/') ? ports.webhook : ports.main) }),
		installPackage(built, join(folder, 'package')),
	]);
	const shared = { ...sharedSettings({ url: door.url, redisPort: ports.redis, postgres }), ...more };
	const machine = ([name, command]) =>
		new Machine({
			name,
			command,
			installed,
			packages: join(folder, 'package', '.n8n', 'nodes'),
			folder,
			// A worker answers on its health port only.
			ports: { port: ports[command === 'worker' ? `${name}Health` : name], brokerPort: ports[`${name}Broker`] },
			// PostgreSQL shows the name beside each connection.
			settings: { ...shared, PGAPPNAME: name, ...healthSettings(command, ports[`${name}Health`]) },
		});
	const made = Object.fromEntries(Object.entries(machines).map((entry) => [entry[0], machine(entry)]));
	// The main brings the database up to date before anyone else may use it.
	await made.main.start();
	await Promise.all([made.webhook.start(), made.worker1.start(), made.worker2.start()]);
	const failed = Promise.race([redis.ended, postgres.ended, ...Object.values(made).map((each) => each.failed)]);
	return { ...made, redis, postgres, folder, url: door.url, client: new N8nClient(door.url), failed };
}
