import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What n8n hands to a node as its request: that of Express, with the bytes of the body. */
export interface WebhookRequest {
	method?: string;
	headers: IncomingMessage['headers'];
	query: Record<string, string>;
	params: Record<string, string>;
	body: unknown;
	rawBody: Buffer;
}

export type WebhookResponse = ServerResponse & { status(code: number): WebhookResponse; json(body: unknown): void };
export type ReceiveWebhook = (request: WebhookRequest, response: WebhookResponse) => Promise<void>;

/** The part of an n8n server that takes webhooks: production and test addresses on loopback. */
export class N8nWebhooks {
	/** What is registered, by path. */
	readonly paths = new Map<string, ReceiveWebhook>();
	/** Requests whose sender still waits. */
	waiting = 0;
	private constructor(
		readonly origin: string,
		readonly close: () => Promise<void>,
	) {}

	/** @param port 0: any */
	static async start(port = 0): Promise<N8nWebhooks> {
		const server = createServer((incoming, outgoing) => void webhooks.serve(incoming, outgoing).catch(() => outgoing.destroy()));
		await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
		const close = async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		};
		const webhooks = new N8nWebhooks(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, close);
		return webhooks;
	}

	private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		this.waiting++;
		outgoing.once('close', () => this.waiting--);
		const chunks: Buffer[] = [];
		for await (const chunk of incoming) chunks.push(chunk as Buffer);
		const url = new URL(incoming.url ?? '', this.origin);
		const rawBody = Buffer.concat(chunks);
		const response = asExpress(outgoing);
		const receive = this.paths.get(url.pathname);
		if (!receive) return void response.status(404).json({ message: 'The requested webhook is not registered.' });
		const query = Object.fromEntries(url.searchParams);
		await receive({ method: incoming.method, headers: incoming.headers, query, params: {}, body: bodyOf(rawBody), rawBody }, response);
	}
}

function bodyOf(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString()) as unknown;
	} catch {
		return {};
	}
}

function asExpress(response: ServerResponse): WebhookResponse {
	const express = response as WebhookResponse;
	express.status = (code) => Object.assign(express, { statusCode: code });
	express.json = (body) => void express.setHeader('content-type', 'application/json').end(JSON.stringify(body));
	return express;
}
