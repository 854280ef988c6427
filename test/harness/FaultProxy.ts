import {
	createServer,
	request as httpRequest,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request that passed the proxy. */
export interface LoggedRequest {
	method: string;
	/** Below the target's address, with the query: `/api/v1/Account?…`. */
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
	/** What the client was answered; 0 when the connection was cut before an answer. */
	status: number;
	/** Size of the answer, headers included. */
	bytes: number;
	/** Size of the request line. */
	lineBytes: number;
	/** How many other requests were under way when this one came. */
	beside: number;
	fault?: Fault;
	/** What the target answered, whatever the client learnt of it; 0 where the target was not asked. */
	done: number;
	/** The body of that answer. */
	answer?: Buffer;
}

/** What goes wrong with one request. */
export interface Fault {
	/** Waits before anything else. */
	delayMs?: number;
	/** The target gets the request although the client never learns of it. Without it the target does not see a faulty request. */
	processed?: boolean;
	/** Answered instead of the target's answer. */
	answer?: { status: number; headers?: Record<string, string>; body?: string };
	/** The connection is cut without an answer. */
	reset?: boolean;
	/** No answer at all; the connection stays open. */
	silent?: boolean;
	/** The connection is cut within the headers of the answer. */
	cutHead?: boolean;
	/** The answer's body comes byte by byte, with so many ms in between. */
	dripMs?: number;
	/** What becomes of the body of the target's answer. */
	rewrite?: (body: string) => string;
	/** The target's answer is cut off after so many bytes of its body, with the full length announced. */
	truncateAt?: number;
	/** The same, but announced as if it were whole: JSON that does not parse. */
	shortenTo?: number;
}

/**
 * Which fault a request gets, if any. Called once for each request, in the order of arrival, before it is handed on; so a
 * test can also do something between two requests.
 */
export type Faults = (
	request: { method: string; path: string; headers: IncomingHttpHeaders; body: string },
	index: number,
) => Fault | undefined | Promise<Fault | undefined>;

export interface FaultProxy {
	/** Stands for the target's address, its folder included. */
	url: string;
	/** Every request since the last `reset`. */
	requests: LoggedRequest[];
	/** Requests that are under way. */
	readonly underWay: number;
	/** Forgets the log, and sets the faults from now on (none when absent). */
	reset(faults?: Faults): void;
	close(): Promise<void>;
}

/** A forwarding server on loopback in front of any HTTP or HTTPS address: it counts, and it breaks what it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
	const state = { target: new URL(target), faults: (() => undefined) as Faults, requests: [] as LoggedRequest[], underWay: 0, index: 0 };
	const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;

	async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const beside = state.underWay++;
		const { requests } = state;
		const body = await read(incoming);
		const { method = 'GET', url = '/', headers } = incoming;
		const path = url.slice(folderOf(state.target).length);
		const logged: LoggedRequest = {
			method,
			path,
			headers,
			body: body.toString(),
			status: 0,
			bytes: 0,
			lineBytes: `${method} ${url} HTTP/1.1`.length,
			beside,
			done: 0,
		};
		requests.push(logged);
		const fault = await state.faults({ method, path, headers, body: logged.body }, state.index++);
		logged.fault = fault;
		try {
			if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
			const answer = reachesTarget(fault) ? await forward(state.target, incoming, body) : NO_ANSWER;
			logged.done = answer.status;
			logged.answer = answer.body;
			if (fault?.silent) return;
			if (fault?.reset) return void incoming.socket.destroy();
			if (fault?.cutHead) return void incoming.socket.end('HTTP/1.1 200 OK\r\nContent-Type: appl', () => incoming.socket.destroy());
			await send(outgoing, logged, fault?.answer ? made(fault.answer) : answer, fault);
		} finally {
			state.underWay--;
		}
	}

	return {
		get requests() {
			return state.requests;
		},
		get underWay() {
			return state.underWay;
		},
		url: `http://127.0.0.1:${port}${folderOf(state.target)}`,
		reset(faults = () => undefined) {
			state.requests = [];
			state.faults = faults;
			state.index = 0;
		},
		close: async () => await closed(server),
	};
}

interface Answer {
	status: number;
	rawHeaders: string[];
	body: Buffer;
}

const NO_ANSWER: Answer = { status: 0, rawHeaders: [], body: Buffer.alloc(0) };

function folderOf(target: URL): string {
	return target.pathname.replace(/\/+$/, '');
}

async function read(stream: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** The target sees the request as it came, apart from the host. */
async function forward(target: URL, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
	const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
	return await new Promise((resolve, reject) => {
		const request = send(
			// Not as an URL object, which would normalise what the client sent.
			{
				hostname: target.hostname,
				port: target.port || undefined,
				path: url,
				method,
				headers: { ...headers, host: target.host, connection: 'close' },
			},
			(incoming) =>
				read(incoming).then(
					(answer) => resolve({ status: incoming.statusCode ?? 0, rawHeaders: incoming.rawHeaders, body: answer }),
					reject,
				),
		);
		request.on('error', reject);
		request.end(body);
	});
}

function reachesTarget({ answer, reset, silent, cutHead, processed, truncateAt, shortenTo }: Fault = {}): boolean {
	const isAnswered = ![answer, reset, silent, cutHead].some(Boolean);
	return isAnswered || processed === true || truncateAt !== undefined || shortenTo !== undefined;
}

function made({ status, headers = { 'content-type': 'text/html' }, body = '' }: NonNullable<Fault['answer']>): Answer {
	return { status, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(body) };
}

async function send(
	outgoing: ServerResponse,
	logged: LoggedRequest,
	{ status, rawHeaders, body }: Answer,
	fault: Fault = {},
): Promise<void> {
	// The answer to a HEAD has no body, and says how long that of a GET would be.
	if (logged.method === 'HEAD' && !fault.answer) {
		logged.status = status;
		return void outgoing.writeHead(status, rawHeaders).end();
	}
	const whole = fault.rewrite ? Buffer.from(fault.rewrite(body.toString())) : body;
	const sent = fault.shortenTo === undefined ? whole : whole.subarray(0, fault.shortenTo);
	const kept = rawHeaders.filter(
		(_, at) => !/^(transfer-encoding|content-length|connection|keep-alive)$/i.test(rawHeaders[at - (at % 2)] ?? ''),
	);
	const head = [...kept, 'Content-Length', String(sent.length), 'Connection', 'close'];
	outgoing.writeHead(status, head);
	logged.status = status;
	logged.bytes = sent.length + head.reduce((sum, part) => sum + part.length + 2, 17);
	if (fault.dripMs !== undefined) return await drip(outgoing, sent, fault.dripMs);
	if (fault.truncateAt === undefined) return void outgoing.end(sent);
	outgoing.write(sent.subarray(0, fault.truncateAt), () => outgoing.socket?.destroy());
}

/** Until all of it is sent, or nobody waits for it any more. */
async function drip(outgoing: ServerResponse, body: Buffer, ms: number): Promise<void> {
	for (const byte of body) {
		if (outgoing.destroyed) return;
		outgoing.write(Buffer.of(byte));
		await new Promise((resolve) => setTimeout(resolve, ms));
	}
	outgoing.end();
}

async function closed(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}
