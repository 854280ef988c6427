import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export async function saveCredential(n8n, { name, type, data }) {
	const all = await n8n.request('GET', '/rest/credentials');
	const known = all.find((credential) => credential.name === name && credential.type === type);
	if (known) await n8n.request('PATCH', `/rest/credentials/${known.id}`, { name, type, data });
	const { id } = known ?? (await n8n.request('POST', '/rest/credentials', { name, type, data }));
	return { id, name, type, data };
}

function withCredential(workflow, { id, name, type }) {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[type] ? { ...node, credentials: { ...node.credentials, [type]: { id, name } } } : node,
	);
	return { ...workflow, nodes };
}

export async function saveWorkflow(n8n, { id, name, nodes, connections, settings, pinData, meta }) {
	const { exists } = await n8n.request('GET', `/rest/workflows/${id}/exists`);
	const content = { name, nodes, connections, settings, pinData, meta };
	if (exists) await n8n.request('PATCH', `/rest/workflows/${id}`, content);
	else await n8n.request('POST', '/rest/workflows', { id, ...content });
}

/** Puts the credential and the examples into n8n. An example is written again only when its file changed: a person may be at work on it. */
export async function seed(n8n, { credential, examples, home }) {
	const stamp = join(home, 'seeded.json');
	const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
	const saved = await saveCredential(n8n, credential);
	const now = {};
	for (const { file, workflow } of examples) {
		const complete = withCredential(workflow, saved);
		now[file] = JSON.stringify(complete);
		if (before[file] !== now[file]) await saveWorkflow(n8n, complete);
	}
	writeFileSync(stamp, JSON.stringify(now));
	return saved;
}
