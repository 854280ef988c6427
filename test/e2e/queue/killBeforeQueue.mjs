import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

const longestMs = 60_000;

/**
 * Kills the main after an execution is in the database and before it is in the queue: Redis takes no writes until then.
 * Gives back the ids of the executions.
 */
export async function killBeforeQueue({ main, postgres, redis }, { settings }) {
	const database = await postgres.connect();
	await redis.client.call('CLIENT', 'PAUSE', longestMs, 'WRITE');
	const stuck = async () => (await database.query(`SELECT id FROM execution_entity WHERE status = 'new' AND mode = 'trigger'`)).rows.map(({ id }) => String(id));
	await waitUntil('An execution that is not queued', async () => (await stuck()).length > 0, { seconds: 60, every: 50 });
	await main.kill();
	const ids = await stuck();
	await redis.client.call('CLIENT', 'UNPAUSE');
	await database.end();
	await main.start(settings);
	return ids;
}
