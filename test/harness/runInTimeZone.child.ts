import { readFileSync } from 'node:fs';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from './CredentialStore';
import type { ZonedResult, ZonedRun } from './runInTimeZone';
import { runNode } from './runNode';

/** The other process of `runInTimeZone`: runs what its input holds and prints the results. */
async function main(): Promise<void> {
	const { credentials, runs } = JSON.parse(readFileSync(0, 'utf8')) as { credentials: EspoCredentials; runs: ZonedRun[] };
	const store = new CredentialStore(credentials);
	const results: ZonedResult[] = [];
	for (const run of runs) {
		const { json, error, hints } = await runNode({ credentials: store, ...run });
		results.push({ json, error, hints: hints.map(({ message }) => message) });
	}
	// n8n keeps timers of its own.
	process.stdout.write(JSON.stringify(results), () => process.exit(0));
}

void main();
