import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { application, mailedPdf, roundTrip } from './fileWorkflows.mjs';
import { runApplication } from './runApplication.mjs';
import { runMailedPdf, runRoundTrip } from './fileRuns.mjs';

const MEGABYTES = 30;

/** Where n8n keeps files, by its own words: the usual one first. */
const modes = ['filesystem', 'default', 'database'];

/** Files between EspoCRM and n8n, wherever n8n keeps them. */
export async function fileModes(checks, { n8n: { machine, client, url }, sandbox, credential }) {
	const workflows = [application, roundTrip, mailedPdf].map((make) => make(credential));
	await checks.add('Activate workflows with files', async () => {
		for (const workflow of workflows) {
			await saveWorkflow(client, workflow);
			await activate(client, workflow.id);
		}
	});
	for (const mode of modes) {
		if (mode !== modes[0]) {
			await machine.stop();
			await machine.start({ N8N_DEFAULT_BINARY_DATA_MODE: mode });
		}
		const kept = `files kept as “${mode}”`;
		await checks.add(`A file from a form to a case and back, ${kept}`, () =>
			runApplication({ client, url, workflow: workflows[0] }, sandbox),
		);
		await checks.add(`A large file up and down, ${kept}`, () => runRoundTrip(url, sandbox, MEGABYTES));
		await checks.add(`An opportunity by e-mail, as PDF, ${kept}`, () => runMailedPdf(url, sandbox));
	}
}
