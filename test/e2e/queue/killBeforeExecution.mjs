import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

const blocked = `FROM pg_stat_activity WHERE application_name = 'main' AND wait_event_type = 'Lock' AND query ILIKE 'INSERT INTO%execution_entity%'`;

/**
 * Kills the main after its polls found events and before an execution is there for them: the table of executions is locked
 * until `polls` polls wait for it. Gives back when, in ms since 1970.
 */
export async function killBeforeExecution({ main, postgres }, { polls, settings }) {
	const [locking, watching] = [await postgres.connect(), await postgres.connect()];
	await locking.query('BEGIN');
	await locking.query('LOCK TABLE execution_entity IN SHARE ROW EXCLUSIVE MODE');
	const waiting = async () => Number((await watching.query(`SELECT count(*) ${blocked}`)).rows[0].count) >= polls;
	await waitUntil('Polls that found something', waiting, { seconds: 60, every: 50 });
	const at = Date.now();
	await main.kill();
	// PostgreSQL would carry out what it has been told before it notices that nobody is there any more.
	await watching.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'main'`);
	await locking.query('ROLLBACK');
	await Promise.all([locking.end(), watching.end()]);
	await main.start(settings);
	return at;
}
