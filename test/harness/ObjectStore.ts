import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
	bytes: Buffer;
	headers: Record<string, string>;
}

/** An S3 server with one bucket, in memory. It knows what n8n asks when it stores and reads a file. */
export class ObjectStore {
	/** By path. */
	readonly objects = new Map<string, Stored>();
	private constructor(private readonly server: Server) {}

	static async listen(): Promise<ObjectStore> {
		const server = createServer();
		const store = new ObjectStore(server);
		server.on('request', (request, response) => {
			const answer = ({ headers, bytes }: Stored, status: number) => response.writeHead(status, headers).end(bytes);
			store.act(request).then(
				(stored) => (stored ? answer(stored, 200) : answer(MISSING, 404)),
				() => response.destroy(),
			);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return store;
	}

	/** Environment variables by which n8n finds it. */
	get settings(): Record<string, string> {
		return {
			N8N_EXTERNAL_STORAGE_S3_HOST: `127.0.0.1:${(this.server.address() as AddressInfo).port}`,
			N8N_EXTERNAL_STORAGE_S3_PROTOCOL: 'http',
			N8N_EXTERNAL_STORAGE_S3_BUCKET_NAME: 'files',
			N8N_EXTERNAL_STORAGE_S3_BUCKET_REGION: 'nowhere',
			N8N_EXTERNAL_STORAGE_S3_ACCESS_KEY: 'key',
			N8N_EXTERNAL_STORAGE_S3_ACCESS_SECRET: 'secret',
		};
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async act(request: IncomingMessage): Promise<Stored | undefined> {
		const { pathname } = new URL(request.url ?? '', 'http://store');
		if (request.method === 'PUT') this.objects.set(pathname, await sent(request));
		// Whether the bucket is there.
		if (pathname.split('/').filter(Boolean).length === 1) return { bytes: Buffer.alloc(0), headers: {} };
		const stored = this.objects.get(pathname);
		return request.method === 'PUT' ? { bytes: Buffer.alloc(0), headers: {} } : stored;
	}
}

const MISSING: Stored = { bytes: Buffer.from('<Error><Code>NoSuchKey</Code></Error>'), headers: { 'content-type': 'application/xml' } };

async function sent(request: IncomingMessage): Promise<Stored> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const bytes = Buffer.concat(parts);
	const kept = Object.entries(request.headers).filter(([name]) => name === 'content-type' || name.startsWith('x-amz-meta-'));
	return {
		bytes,
		headers: { ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), 'content-length': String(bytes.length) },
	};
}
