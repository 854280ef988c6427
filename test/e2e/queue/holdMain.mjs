const key = 4711;
const table = 'execution_entity';
/** That which puts an execution in the queue is told from the others by a column that only it sets. */
const events = { INSERT: 'INSERT', UPDATE: 'UPDATE OF "waitTill"' };

/**
 * Makes the main wait in PostgreSQL before each `operation`, INSERT or UPDATE, of an execution; nobody else waits.
 * `waiting` tells how many of them wait. `release` ends it, and with it what a main that is gone has begun.
 */
export async function holdMain({ connect }, operation) {
	const [holding, watching] = [await connect(), await connect()];
	const ask = async (query) => (await watching.query(query)).rows;
	const held = `FROM pg_stat_activity WHERE application_name = 'main'`;
	await holding.query(`SELECT pg_advisory_lock(${key})`);
	await ask(`CREATE FUNCTION hold_main() RETURNS trigger AS $$ BEGIN
		IF current_setting('application_name') = 'main' THEN PERFORM pg_advisory_xact_lock_shared(${key}); END IF;
		RETURN NEW;
	END $$ LANGUAGE plpgsql`);
	await ask(`CREATE TRIGGER hold_main BEFORE ${events[operation]} ON ${table} FOR EACH ROW EXECUTE FUNCTION hold_main()`);
	return {
		async waiting() {
			const [{ count }] = await ask(`SELECT count(*) ${held} AND wait_event = 'advisory' AND query ILIKE '${operation}%${table}%'`);
			return Number(count);
		},
		async release() {
			// PostgreSQL would carry out what it has been told before it notices that nobody is there any more.
			await ask(`SELECT pg_terminate_backend(pid) ${held}`);
			await holding.end();
			await ask(`DROP TRIGGER hold_main ON ${table}`);
			await ask('DROP FUNCTION hold_main');
			await watching.end();
		},
	};
}
