import { program } from '../scripts/program.mjs';
import { installN8n } from '../sandbox/n8n/installN8n.mjs';

/** Only installs the n8n that `npm start` and the end-to-end tests run. */
await program(async () => {
	await installN8n();
});
