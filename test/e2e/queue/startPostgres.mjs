import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';
import { startService } from '../../../sandbox/n8n/startService.mjs';

const database = 'postgres';
const user = 'n8n';

/**
 * A PostgreSQL without a password, which only listens on this machine. `account` is whom it runs as, because it refuses root.
 * `Client` is pg's as n8n brings it.
 */
export async function startPostgres({ programs, account, folder, port, log, Client }) {
	mkdirSync(folder, { recursive: true });
	if (account) chownSync(folder, account.uid, account.gid);
	const data = join(folder, 'data');
	const initLog = log.replace(/(\.\w+)$/, '-init$1');
	await run(join(programs, 'initdb'), ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
		...account,
		cwd: folder,
		log: initLog,
	});
	const connect = async () => {
		const client = new Client({ host: '127.0.0.1', port, user, database });
		client.on('error', () => {});
		await client.connect();
		return client;
	};
	const isUp = async () => {
		try {
			await (await connect()).end();
			return true;
		} catch {
			return false;
		}
	};
	// Its data need not outlive a power cut.
	const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F', '-c', 'max_connections=200'];
	const service = await startService({ name: 'PostgreSQL', command: join(programs, 'postgres'), args, isUp, log, ...account, cwd: folder });
	const settings = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_DATABASE: database,
	};
	return { ...service, connect, settings };
}
