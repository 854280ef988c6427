import { mkdirSync } from 'node:fs';
import { startService } from '../../../sandbox/n8n/startService.mjs';

/** A Redis that keeps nothing on disk. `Client` is ioredis as n8n brings it. */
export async function startRedis({ command, folder, port, log, Client }) {
	mkdirSync(folder, { recursive: true });
	const client = new Client({ host: '127.0.0.1', port, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
	// What fails is told by the command that fails.
	client.on('error', () => {});
	const isUp = async () => {
		try {
			if (client.status !== 'ready') await client.connect();
			return (await client.ping()) === 'PONG';
		} catch {
			return false;
		}
	};
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const service = await startService({ name: 'Redis', command, args, isUp, log });
	return { ...service, client };
}
