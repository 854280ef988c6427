import { randomBytes, randomUUID } from 'node:crypto';
import { executionOf } from './executionOf.mjs';
import { HOSTILE_NAME, requireSame, sha256, storedFile } from './fileRuns.mjs';
import { postFile } from './post.mjs';

/** The file that a node has put out, as the editor offers it for download. */
async function fileOf(client, { data }, node, property) {
	const { id, data: base64, fileName } = data.resultData.runData[node][0].data.main[0][0].binary[property];
	const bytes = id ? await client.bytes(`/rest/binary-data?action=download&id=${encodeURIComponent(id)}`) : Buffer.from(base64, 'base64');
	return { name: fileName, bytes };
}

/** Fills in the form of the workflow application: what was sent is what EspoCRM has and what n8n has downloaded, name and bytes. */
export async function runApplication({ client, url, workflow }, sandbox) {
	const [bytes, name] = [randomBytes(50_000), randomUUID()];
	const file = { field: 'field-1', name: HOSTILE_NAME, type: 'application/pdf', bytes, values: { 'field-0': name } };
	const execution = await executionOf(client, workflow.id, () => postFile(`${url}/form/e2e-application`, file));
	const [{ json }] = execution.data.resultData.runData.Case[0].data.main[0];
	const { contactsNames } = await sandbox.request('full', { method: 'GET', path: `Case/${json.id}` });
	requireSame('The contact', Object.values(contactsNames), [name]);
	const wanted = [HOSTILE_NAME, sha256(bytes)];
	const stored = await storedFile(sandbox, `Case/${json.id}`, 'attachments');
	requireSame('The file in EspoCRM', [stored.name, sha256(stored.bytes)], wanted);
	const downloaded = await fileOf(client, execution, 'Download', 'data');
	requireSame('The file from EspoCRM', [downloaded.name, sha256(downloaded.bytes)], wanted);
}
