import { Failure } from '../../scripts/Failure.mjs';
import { parseFlatted } from './parseFlatted.mjs';

/** What the editor in the browser says to n8n, said by a program. */
export class N8nClient {
	#cookie = '';

	constructor(url) {
		this.url = url;
	}

	async request(method, path, body) {
		const answer = JSON.parse(await (await this.#answer(method, path, body)).text());
		return path.startsWith('/rest/') ? answer.data : answer;
	}

	/** What is no JSON, e.g. a file. */
	async bytes(path) {
		return Buffer.from(await (await this.#answer('GET', path)).arrayBuffer());
	}

	async #answer(method, path, body) {
		const response = await fetch(this.url + path, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookie },
			body: body && JSON.stringify(body),
			signal: AbortSignal.timeout(180_000),
		});
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length) this.#cookie = cookies.join('; ');
		if (!response.ok) throw new Failure(`n8n answered ${method} ${path} with ${response.status}: ${(await response.text()).slice(0, 500)}`);
		return response;
	}

	/** Creates the owner account, or logs in when there is one. */
	async enter({ email, password, firstName, lastName }) {
		const { userManagement } = await this.request('GET', '/rest/settings');
		if (userManagement.showSetupOnFirstLoad) await this.request('POST', '/rest/owner/setup', { email, password, firstName, lastName });
		else await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async execution(id) {
		const execution = await this.request('GET', `/rest/executions/${id}`);
		return { ...execution, data: parseFlatted(execution.data) };
	}

	/** All executions of a workflow without their data, the newest first. */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const all = [];
		for (let more = ''; ;) {
			const { results, nextCursor } = await this.request('GET', `/rest/executions?limit=100&filter=${filter}${more}`);
			all.push(...results);
			if (!nextCursor) return all;
			more = `&cursor=${encodeURIComponent(nextCursor)}`;
		}
	}
}
