import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/Failure.mjs';
import { repository } from '../../scripts/repository.mjs';
import { Checks } from '../../scripts/Checks.mjs';
import { runByEvent, runManually } from './runExample.mjs';

function requireAll(expected, present) {
	const missing = expected.filter((name) => !present.has(name));
	if (missing.length) throw new Failure(`missing: ${missing.join(', ')}`);
	return expected.join(', ');
}

function declared(packageName) {
	const { n8n } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
	const nameOf = (file) => file.split('/').pop().split('.')[0];
	const camelCase = (name) => name[0].toLowerCase() + name.slice(1);
	return {
		nodes: n8n.nodes.map((file) => `${packageName}.${camelCase(nameOf(file))}`),
		credentials: n8n.credentials.map((file) => camelCase(nameOf(file))),
	};
}

/** What a person would try first, tried by a program in the running n8n. */
export async function check({ client, sandbox, credential, examples, packageName }) {
	const checks = new Checks();
	const expected = declared(packageName);
	const names = async (path) => new Set((await client.request('GET', path)).map(({ name }) => name));
	await checks.add('n8n loaded the nodes', async () => requireAll(expected.nodes, await names('/types/nodes.json')));
	await checks.add('n8n loaded the credentials', async () => requireAll(expected.credentials, await names('/types/credentials.json')));
	await checks.add('The HTTP Request node offers the credentials', async () => {
		// The editor lists the types that have this key, and gets a copy of each type without what is on its prototype.
		const offered = (await client.request('GET', '/types/credentials.json')).filter((type) => 'authenticate' in type);
		return requireAll(expected.credentials, new Set(offered.map(({ name }) => name)));
	});
	await checks.add(`The test of the credential "${credential.name}"`, async () => {
		const { status, message } = await client.request('POST', '/rest/credentials/test', { credentials: credential });
		if (status !== 'OK') throw new Failure(message);
		return message;
	});
	const run = (kind) => examples.map(({ workflow }) => workflow).filter(({ meta }) => meta?.check?.run === kind);
	const manual = run('manual');
	const byEvent = run('trigger');
	await checks.add('There are examples to run', () => {
		if (!manual.length || !byEvent.length)
			throw new Failure(`${manual.length} with meta.check.run "manual" and ${byEvent.length} with "trigger"`);
		return `${manual.length + byEvent.length} of ${examples.length}`;
	});
	for (const workflow of manual) await checks.add(`Run "${workflow.name}"`, () => runManually(client, workflow));
	// Together, because each waits up to a minute for n8n's next poll.
	await Promise.all(byEvent.map((workflow) => checks.add(`Trigger "${workflow.name}"`, () => runByEvent(client, sandbox, workflow))));
	return checks;
}
