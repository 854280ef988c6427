import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { ApiError } from './ApiError';
import { Espo, type EspoOptions } from './Espo';
import { answer } from './http/answer';
import { Authenticator } from './http/Authenticator';
import { routes } from './http/routes';
import type { Json } from './Json';
import { sampleData } from './sampleData';

export interface SandboxOptions extends Partial<EspoOptions> {
	port?: number;
	host?: string;
	sampleData?: boolean;
}

export interface Sandbox {
	/** The site URL, without /api/v1. */
	url: string;
	port: number;
	requests: Array<{ method: string; path: string; status: number; bytes: number }>;
	killTokens(): void;
	forgetDeniedLogins(): void;
	close(): Promise<void>;
}

const json = (value: Json | undefined) => (value === undefined ? '' : JSON.stringify(value).replaceAll('/', '\\/'));

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', version = '10.0', racePauseMs = 5, noteVisibilityMs = 0, hiddenNoteCostMs = 0 } = options;
	const espo = await Espo.create({ version, racePauseMs, noteVisibilityMs, hiddenNoteCostMs });
	const authenticator = new Authenticator(espo.version10);
	const table = routes(espo.version10, authenticator);
	sampleData(espo, options.sampleData ?? true);

	const requests: Sandbox['requests'] = [];
	const server = fastify({ http: { maxHeaderSize: 131_072 }, forceCloseConnections: true, bodyLimit: 50_000_000, exposeHeadRoutes: false });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	server.all('*', async (request, reply) => {
		const { method, url = '/', headers } = request.raw;
		const common = { expires: '0', 'cache-control': 'no-store, no-cache, must-revalidate, post-check=0, pre-check=0', 'x-app-timestamp': '1790000000' };
		const send = (status: number, text: string, own: Record<string, string>) => {
			requests.push({ method: method ?? 'GET', path: url, status, bytes: Buffer.byteLength(text) });
			reply.hijack();
			reply.raw.writeHead(status, { ...common, ...own, 'content-length': Buffer.byteLength(text) }).end(method === 'HEAD' ? '' : text);
		};
		try {
			const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
			const value = await answer(espo, authenticator, table, { method: method ?? 'GET', url, headers, body, ip: request.ip });
			send(200, json(value), { 'content-type': 'application/json' });
		} catch (error) {
			const { status, reason, body, headers: own } = error instanceof ApiError ? error : new ApiError(500);
			if (!(error instanceof ApiError)) console.error(error);
			const html = own['content-type']?.startsWith('text/html');
			send(status, html ? String(body ?? '') : json(body), { ...own, ...(reason !== undefined && { 'x-status-reason': encodeURI(reason).replaceAll('%20', ' ') }) });
		}
	});
	await server.listen({ port, host });
	const bound = (server.server.address() as AddressInfo).port;
	return {
		url: `http://${host}:${bound}`, port: bound, requests,
		killTokens: () => authenticator.killTokens(),
		forgetDeniedLogins: () => authenticator.forgetDenials(),
		close: async () => {
			await server.close();
			espo.close();
		},
	};
}
