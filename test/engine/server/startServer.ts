import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

export interface Received {
	method: string;
	/** With the query. */
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

export interface Answer {
	status?: number;
	headers?: Record<string, string>;
	/** Text as it is, anything else as JSON. */
	body?: unknown;
	/** Cuts the connection after so many bytes of the body; 0: without any answer. */
	cutAfter?: number;
	/** Whether the body's length is announced. */
	chunked?: boolean;
	/** The body goes compressed; `cutAfter` counts the bytes as sent. */
	compressed?: keyof typeof COMPRESSIONS;
	delayMs?: number;
}

/** Undefined: no answer at all, the connection stays open. */
export type Handler = (request: Received, index: number) => Answer | undefined | Promise<Answer | undefined>;

export interface TestServer {
	url: string;
	port: number;
	requests: Received[];
	/** The most requests that were under way at once. */
	peak: number;
	handle(handler: Handler): void;
	close(): Promise<void>;
}

/** An HTTP server on loopback that does what a test says, and keeps what it received. @param onClose is told which request has ended, however it did */
export async function startServer(
	handler: Handler,
	tls?: { key: string; cert: string },
	onClose: (index: number) => void = () => undefined,
): Promise<TestServer> {
	const state = { handler, requests: [] as Received[], underWay: 0, peak: 0 };
	const serve = (request: IncomingMessage, response: ServerResponse) => void answer(request, response).catch(() => response.destroy());
	const server = tls ? createTlsServer(tls, serve) : createServer(serve);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		state.peak = Math.max(state.peak, ++state.underWay);
		response.once('close', () => state.underWay--);
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { method = '', url = '', headers } = request;
		const received: Received = { method, url, headers, body: Buffer.concat(chunks).toString() };
		state.requests.push(received);
		const index = state.requests.length - 1;
		response.once('close', () => onClose(index));
		const made = await state.handler(received, index);
		if (made?.delayMs) await new Promise((resolve) => setTimeout(resolve, made.delayMs));
		if (made) send(response, made);
	}

	return {
		url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
		port,
		get requests() {
			return state.requests;
		},
		get peak() {
			return state.peak;
		},
		handle(next) {
			Object.assign(state, { handler: next, requests: [], peak: 0 });
		},
		close: async () => await closed(server),
	};
}

const COMPRESSIONS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

function send(response: ServerResponse, { status = 200, headers = {}, body = '', cutAfter, chunked, compressed }: Answer): void {
	if (cutAfter === 0) return void response.destroy();
	const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	const sent = compressed ? COMPRESSIONS[compressed](text) : text;
	const length: Record<string, string> = chunked ? {} : { 'content-length': String(sent.length) };
	const encoding: Record<string, string> = compressed ? { 'content-encoding': compressed } : {};
	response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...length, ...encoding, ...headers });
	if (cutAfter === undefined) return void response.end(sent);
	response.write(sent.subarray(0, cutAfter), () => response.socket?.destroy());
}

async function closed(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
	const server = await startServer(() => undefined);
	await server.close();
	return server.port;
}
