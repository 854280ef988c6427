import type { IDataObject } from 'n8n-workflow';

export interface ApiRecord extends IDataObject {
	id: string;
}

export interface ApiAnswer {
	status: number;
	headers: Headers;
	body: unknown;
}

/** EspoCRM's REST API as one user, without n8n. */
export class Api {
	constructor(
		private readonly url: string,
		private readonly authentication: Record<string, string>,
	) {}

	static byPassword(url: string, { username, password }: { username?: string; password?: string }): Api {
		return new Api(url, { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` });
	}

	async send(method: string, path: string, body?: IDataObject, headers: Record<string, string> = {}): Promise<ApiAnswer> {
		const answer = await fetch(`${this.url.replace(/\/+$/, '')}/api/v1/${path}`, {
			method,
			headers: { ...this.authentication, ...(body && { 'Content-Type': 'application/json' }), ...headers },
			body: body && JSON.stringify(body),
			redirect: 'manual',
		});
		const text = await answer.text();
		return {
			status: answer.status,
			headers: answer.headers,
			body: text && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
		};
	}

	/** @throws Error for every status but success */
	async done(method: string, path: string, body?: IDataObject, headers?: Record<string, string>): Promise<unknown> {
		const answer = await this.send(method, path, body, headers);
		if (answer.status < 300) return answer.body;
		throw new Error(`${method} ${path}: ${answer.status} ${answer.headers.get('x-status-reason') ?? ''}`);
	}

	async get(path: string): Promise<ApiRecord> {
		return (await this.done('GET', path)) as ApiRecord;
	}

	async list(path: string, searchParams: IDataObject = {}): Promise<{ total: number; list: ApiRecord[] }> {
		return (await this.done('GET', `${path}?searchParams=${encodeURIComponent(JSON.stringify(searchParams))}`)) as {
			total: number;
			list: ApiRecord[];
		};
	}

	async create(entityType: string, values: IDataObject): Promise<ApiRecord> {
		return (await this.done('POST', entityType, values, { 'X-Skip-Duplicate-Check': 'true' })) as ApiRecord;
	}

	async update(entityType: string, id: string, values: IDataObject): Promise<ApiRecord> {
		return (await this.done('PUT', `${entityType}/${id}`, values)) as ApiRecord;
	}

	async remove(entityType: string, id: string): Promise<void> {
		await this.done('DELETE', `${entityType}/${id}`);
	}

	async post(entityType: string, id: string, post: string): Promise<ApiRecord> {
		return (await this.done('POST', 'Note', { type: 'Post', parentType: entityType, parentId: id, post })) as ApiRecord;
	}

	/** Eight at a time: enough for a small server. */
	async inParallel<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
		const results: Result[] = [];
		const entries = items.entries();
		const worker = async () => {
			for (const [index, item] of entries) results[index] = await work(item);
		};
		await Promise.all(Array.from({ length: 8 }, worker));
		return results;
	}
}
