import { join } from 'node:path';
import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { mailedPdf, reportedFiles, roundTrip } from '../files/fileWorkflows.mjs';
import { runMailedPdf, runRoundTrip } from '../files/fileRuns.mjs';
import { runReportedFiles } from '../files/runReportedFiles.mjs';

const MEGABYTES = 30;

/** What is received by the main and the webhook processor goes through the workers, and back to whoever waits for an answer. */
export async function queueFiles(checks, { cluster, sandbox, credential }) {
	const { client, url, main, webhook, worker1, worker2, folder } = cluster;
	const workflows = [roundTrip, mailedPdf, reportedFiles].map((make) => make(credential));
	await checks.add('Activate workflows with files in queue mode', async () => {
		for (const workflow of workflows) {
			await saveWorkflow(client, workflow);
			await activate(client, workflow.id);
		}
	});
	const run = async (where) => {
		await checks.add(`A large file up and down on the workers, ${where}`, () => runRoundTrip(url, sandbox, MEGABYTES));
		await checks.add(`An opportunity by e-mail, as PDF, on the workers, ${where}`, () => runMailedPdf(url, sandbox));
		await checks.add(`Files from the webhook trigger on the workers, ${where}`, () =>
			runReportedFiles(client, 'e2eReportedFiles', sandbox),
		);
	};
	await run('files kept in the database');
	const machines = [main, webhook, worker1, worker2];
	const shared = { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', N8N_STORAGE_PATH: join(folder, 'files') };
	await Promise.all(machines.map((machine) => machine.stop()));
	await Promise.all(machines.map((machine) => machine.start(shared)));
	await run('files kept in a folder that all machines share');
}
