import type { HttpRequest, HttpResponse } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { matchesWhere } from './matchesWhere';
import { json, refusal, requestParts } from './requestParts';

/** What EspoCRM does with webhooks (espocrm-api.md#webhooks). */
export class WebhookServer {
	readonly sent: string[] = [];
	readonly bodies: unknown[] = [];
	readonly hooks: Map<string, JsonObject>;
	/** Whether it knows the setting (9.2 and newer). */
	knowsSkipOwn = true;
	listsSecrets = true;
	/** Answers in the place of the server, before (`undefined`: not) or after it has done its work. */
	fault: (request: string) => HttpResponse | undefined = () => undefined;
	lateFault: (request: string) => HttpResponse | undefined = () => undefined;
	private created = 0;

	constructor(hooks: JsonObject[] = []) {
		this.hooks = new Map(hooks.map((hook) => [String(hook.id), { secretKey: `s-${String(hook.id)}`, isActive: true, ...hook }]));
	}

	readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
		await Promise.resolve();
		const { path } = requestParts(request);
		const line = `${request.method} ${path}`;
		this.sent.push(line);
		this.bodies.push(request.body);
		return this.fault(line) ?? this.answered(request, line);
	};

	private answered(request: HttpRequest, line: string): HttpResponse {
		const answer = this.answer(request);
		return this.lateFault(line) ?? answer;
	}

	private answer(request: HttpRequest): HttpResponse {
		const { path, params } = requestParts(request);
		const id = path.split('/')[2];
		if (request.method === 'POST') return json(this.saved(`new${++this.created}`, { isActive: true, ...this.known(request.body) }));
		if (id === undefined) {
			const list = [...this.hooks.values()].filter((hook) => matchesWhere(hook, params.where ?? []));
			return json({ total: list.length, list: list.map((hook) => (this.listsSecrets ? hook : { ...hook, secretKey: undefined })) });
		}
		const hook = this.hooks.get(id);
		if (!hook) return refusal(404, '');
		if (request.method === 'GET') return json(hook);
		if (request.method === 'PUT') return json(this.saved(id, { ...hook, ...this.known(request.body) }));
		this.hooks.delete(id);
		return json(true);
	}

	private known(body: unknown): JsonObject {
		const { skipOwn, ...more } = body as JsonObject;
		return this.knowsSkipOwn && skipOwn !== undefined ? { ...more, skipOwn } : more;
	}

	private saved(id: string, hook: JsonObject): JsonObject {
		const stored = { secretKey: `s-${id}`, ...hook, id };
		this.hooks.set(id, stored);
		return stored;
	}
}
