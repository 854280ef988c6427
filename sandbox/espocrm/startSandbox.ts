import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { Answer } from './Answer';
import { ApiError } from './ApiError';
import { Espo, type EspoOptions } from './Espo';
import { answer, routes } from './http/answer';
import { Authenticator } from './http/Authenticator';
import type { JsonObject } from './Json';
import { addSampleData } from './sampleData';
import type { Store } from './Store';
import { WebhookQueue, type DeliveryPass } from './webhooks/webhookQueue';

export type SandboxOptions = Partial<EspoOptions> & { port?: number; host?: string; sampleData?: boolean };
type Logged = { method: string; path: string; status: number; bytes: number };
/** The URL is that of the site, without /api/v1. */
export type Sandbox = {
	url: string;
	port: number;
	requests: Logged[];
	store: Store;
	/** The e-mails that left. */
	outbox: readonly JsonObject[];
	killTokens(): void;
	forgetDeniedLogins(): void;
	/** A pass of the job that sends webhooks. */
	deliverWebhooks(pass?: DeliveryPass): Promise<void>;
	close(): Promise<void>;
};

const common = {
	expires: '0',
	'cache-control': 'no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
	'x-app-timestamp': '1790000000',
};

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const {
		port = 0,
		host = '127.0.0.1',
		version = '10.0',
		racePauseMs = 5,
		noteVisibilityMs = 0,
		hiddenNoteCostMs = 0,
		extraFields = 0,
		webhookAllowedAddresses = [],
		sampleData = true,
	} = options;
	const espo = await Espo.create({ version, racePauseMs, noteVisibilityMs, hiddenNoteCostMs, extraFields, webhookAllowedAddresses });
	const webhooks = new WebhookQueue(espo);
	const authenticator = new Authenticator(espo.version10);
	const table = routes(espo.version10, authenticator);
	addSampleData(espo, sampleData);

	const requests: Sandbox['requests'] = [];
	const server = fastify({ http: { maxHeaderSize: 131_072 }, forceCloseConnections: true, bodyLimit: 50_000_000, exposeHeadRoutes: false });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	server.all('*', async (request, reply) => {
		const { method = 'GET', url = '/', headers } = request.raw;
		const body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
		const result = await answer({ espo, authenticator, table }, { method, url, headers, body, ip: request.ip }).catch((error: Error) =>
			error instanceof ApiError ? error : new ApiError(500, `Sandbox: ${error.message}`),
		);
		const html = result.headers['content-type']?.startsWith('text/html');
		const bytes = result instanceof Answer ? result.bytes : undefined;
		const text =
			bytes ?? (result.body === undefined ? '' : html ? String(result.body) : JSON.stringify(result.body).replaceAll('/', '\\/'));
		// PHP sends the bytes of its UTF-8.
		const reason =
			result.reason === undefined
				? {}
				: {
						'x-status-reason': Buffer.from(result.reason)
							.toString('latin1')
							.replace(/[\x00-\x1f\x7f]/g, ' '),
					};
		requests.push({ method, path: url, status: result.status, bytes: Buffer.byteLength(text) });
		reply.hijack();
		reply.raw
			.writeHead(result.status, {
				...common,
				date: new Date(Date.now()).toUTCString(),
				...result.headers,
				...reason,
				'content-length': Buffer.byteLength(text),
			})
			.end(method === 'HEAD' ? '' : text);
	});
	await server.listen({ port, host });
	const bound = (server.server.address() as AddressInfo).port;
	return {
		url: `http://${host}:${bound}`,
		port: bound,
		requests,
		store: espo.store,
		outbox: espo.outbox,
		killTokens: () => authenticator.tokens.clear(),
		deliverWebhooks: async (pass) => await webhooks.deliver(pass),
		forgetDeniedLogins: () => authenticator.denials.splice(0),
		close: () => server.close().then(() => espo.close()),
	};
}
