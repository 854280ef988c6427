import { randomBytes } from 'node:crypto';
import { executionOf } from './executionOf.mjs';
import { HOSTILE_NAME, requireSame, sha256 } from './fileRuns.mjs';

/** Creates a case with a file in EspoCRM: the workflow reportedFiles gets the same one from its trigger, name and bytes. */
export async function runReportedFiles(client, workflowId, sandbox) {
	const create = async (type, body) => (await sandbox.request('full', { method: 'POST', path: type, body })).id;
	const bytes = randomBytes(2_000_000);
	const place = { role: 'Attachment', parentType: 'Case', field: 'attachments', name: HOSTILE_NAME, type: 'application/pdf' };
	const begin = async () => {
		const id = await create('Attachment', { ...place, file: `data:application/pdf;base64,${bytes.toString('base64')}` });
		await create('Case', { name: 'Reported', attachmentsIds: [id] });
	};
	const { data } = await executionOf(client, workflowId, begin);
	const [given] = data.resultData.runData.Trigger[0].data.main[0];
	requireSame('The name of the file', given.binary?.attachments_0?.fileName ?? given.json.filesError, HOSTILE_NAME);
	const [{ json }] = data.resultData.runData.Hash[0].data.main[0];
	requireSame('The file from the trigger', json.sha256, sha256(bytes));
}
