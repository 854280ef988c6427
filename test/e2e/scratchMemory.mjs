import { readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { program } from '../../scripts/program.mjs';
import { stopProcesses } from '../../scripts/processes.mjs';
import { owner } from '../../sandbox/n8n/owner.mjs';
import { saveCredential, saveWorkflow } from '../../sandbox/n8n/seed.mjs';
import { activate } from '../../sandbox/n8n/activate.mjs';
import { claimPorts } from '../../sandbox/n8n/claimPorts.mjs';
import { installPackage } from '../../sandbox/n8n/installPackage.mjs';
import { N8nClient } from '../../sandbox/n8n/N8nClient.mjs';
import { startN8n } from '../../sandbox/n8n/startN8n.mjs';
import { prepare } from './prepare.mjs';
import { connected, espoNode, locator } from './files/connected.mjs';
import { sha256, runRoundTrip } from './files/fileRuns.mjs';
import { roundTrip } from './files/fileWorkflows.mjs';
import { postFile, postJson } from './files/post.mjs';
import { join } from 'node:path';

const trigger = (path) => ({ name: 'Trigger', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} } });
const out = { name: 'Out', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: '={{ { id: $json.id, ok: true } }}', options: {} } };
await program(async () => {
	const p = await prepare();
	await installPackage(p.built, join(p.folder, 'regular'));
	const free = (flag) => ({ number: 0, flag, variable: flag });
	const ports = await claimPorts({ n8n: free('n8n'), broker: free('broker') });
	const mode = process.env.MODE ?? 'filesystem';
	const n8n = await startN8n(p.installed, { home: join(p.folder, 'regular'), port: ports.n8n, brokerPort: ports.broker, log: join(p.folder, 'logs', 'n8n.log'), settings: { N8N_DEFAULT_BINARY_DATA_MODE: mode } });
	const pid = n8n.child.pid;
	const client = new N8nClient(n8n.url);
	await client.enter(owner);
	const credential = await saveCredential(client, p.sandbox.credential);
	const none = { saveDataSuccessExecution: 'none' };
	const receive = connected('mReceive', [trigger('m-receive'), out], none);
	const upload = connected('mUpload', [trigger('m-upload'), espoNode('Upload', { resource: 'file', operation: 'upload', attachTo: 'record', entityType: locator('Task'), recordId: locator('={{ $json.query.task }}'), fileField: 'attachments', content: 'binary', binaryFields: 'data' }, credential), out], none);
	const download = connected('mDownload', [trigger('m-download'), espoNode('Download', { resource: 'file', operation: 'download', filesOf: 'ids', fileIds: '={{ $json.body.id }}', outputField: 'data' }, credential), out], none);
	for (const w of [receive, upload, download, roundTrip(credential)]) { await saveWorkflow(client, w); await activate(client, w.id); }
	const status = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
	const { url } = n8n; const { sandbox } = p;
	const task = await sandbox.request('full', { method: 'POST', path: 'Task', body: { name: 'Files', assignedUserId: sandbox.users.full.id } });
	const measured = async (what, work) => {
		await pause(4000);
		const idle = status('VmRSS');
		writeFileSync(`/proc/${pid}/clear_refs`, '5');
		const began = Date.now();
		const result = await work();
		console.log(`${mode} ${what}: idle ${idle.toFixed(0)} MB, peak ${status('VmHWM').toFixed(0)} MB, +${(status('VmHWM') - idle).toFixed(0)} MB, after ${status('VmRSS').toFixed(0)}, ${Date.now() - began} ms`);
		return result;
	};
	const bytes = randomBytes(100 * 1024 * 1024);
	await runRoundTrip(url, sandbox, 3);
	for (let round = 0; round < Number(process.env.ROUNDS ?? 3); round += 1) {
		await measured('receive 100', () => postFile(`${url}/webhook/m-receive`, { field: 'data', name: 'l.bin', bytes }));
		const { id } = await measured('upload 100', () => postFile(`${url}/webhook/m-upload?task=${task.id}`, { field: 'data', name: 'l.bin', bytes }));
		await measured('download 100', () => postJson(`${url}/webhook/m-download`, { id }));
		if (sha256(await sandbox.file('full', id)) !== sha256(bytes)) throw new Error('differs');
	}
	await stopProcesses();
});
