import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

/** Sends a body to a workflow, and gives back what n8n answers. Waits for a workflow that n8n does not know yet, as after its start. */
async function post(url, init) {
	const send = async () => {
		const response = await fetch(url, { ...init(), method: 'POST', signal: AbortSignal.timeout(180_000) });
		const text = await response.text();
		if (response.status === 404) return undefined;
		if (!response.ok) throw new Failure(`n8n answered ${new URL(url).pathname} with ${response.status}: ${text.slice(0, 500)}`);
		return JSON.parse(text);
	};
	return await waitUntil(`An answer of ${url}`, send, { seconds: 60, every: 500 });
}

export async function postJson(url, body) {
	return await post(url, () => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }));
}

/** Sends a form with a file, as a browser does. `values` are its other fields. */
export async function postFile(url, { field, name, type = 'application/octet-stream', bytes, values = {} }) {
	return await post(url, () => {
		const body = new FormData();
		for (const [key, value] of Object.entries(values)) body.set(key, value);
		body.set(field, new Blob([bytes], { type }), name);
		return { body };
	});
}
