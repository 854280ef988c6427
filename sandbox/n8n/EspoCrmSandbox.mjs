import { Failure } from '../../scripts/Failure.mjs';
import { readNames } from '../../scripts/names.mjs';

/** The sandbox EspoCRM as seen by its sample users. */
export class EspoCrmSandbox {
	constructor(url, users) {
		this.url = url;
		this.users = users;
	}

	static async at(url) {
		// Not at the top: before the first `npm ci` there is no tsx.
		const { tsImport } = await import('tsx/esm/api');
		const { sandboxUsers } = await tsImport('../espocrm/sandboxUsers.ts', import.meta.url);
		return new EspoCrmSandbox(url, sandboxUsers);
	}

	get credential() {
		return {
			name: 'EspoCRM sandbox',
			type: readNames().credentialType,
			data: { authentication: 'apiKey', url: this.url, apiKey: this.users.full.apiKey },
		};
	}

	#login(name) {
		const user = this.users[name];
		if (!user) throw new Failure(`The sandbox has no user "${name}", only ${Object.keys(this.users).join(', ')}`);
		if (user.apiKey) return { 'x-api-key': user.apiKey };
		return { 'espo-authorization': Buffer.from(`${user.userName}:${user.password}`).toString('base64') };
	}

	/** Gives back what EspoCRM answers. */
	async request(as, request) {
		return await (await this.#answer(as, request)).json();
	}

	/** The bytes of a stored file. */
	async file(as, id) {
		const answer = await this.#answer(as, { method: 'GET', path: `Attachment/file/${id}` });
		return Buffer.from(await answer.arrayBuffer());
	}

	async #answer(as, { method, path, body }) {
		const response = await fetch(`${this.url}/api/v1/${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...this.#login(as) },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(30_000),
		});
		if (!response.ok) {
			const reason = response.headers.get('x-status-reason') ?? (await response.text()).slice(0, 200);
			throw new Failure(`The sandbox EspoCRM answered ${method} ${path} with ${response.status}: ${reason}`);
		}
		return response;
	}
}
