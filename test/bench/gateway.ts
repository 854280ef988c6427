import { Agent, createServer, request as send, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { request as sendSecurely, Agent as SecureAgent } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { startSandbox } from '../../sandbox/espocrm/startSandbox';
import type { GatewayMessage, GatewayOptions, Traffic } from './Traffic';

/** A process of its own: an EspoCRM at a distance, whose work and traffic are none of the process that is measured. */
async function main({ target: given, serviceMs, workers, roundTripMs }: GatewayOptions): Promise<void> {
	const target = new URL(given ?? (await startSandbox({ sampleData: false, racePauseMs: 0 })).url);
	const isSecure = target.protocol === 'https:';
	const agent = isSecure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
	const folder = target.pathname.replace(/\/+$/, '');
	const sockets = new Set<Socket>();
	let traffic: Traffic = { requests: 0, connections: 0, bytes: 0 };
	const worker = pool(workers);

	const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
		traffic.requests++;
		serve(incoming, outgoing).catch(() => outgoing.destroy());
	});
	server.on('connection', (socket) => {
		traffic.connections++;
		sockets.add(socket);
		socket.once('close', () => {
			traffic.bytes += bytesOf(socket);
			sockets.delete(socket);
		});
	});

	async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const { method, url, headers } = incoming;
		const body = await whole(incoming);
		const isFirst = !known.has(incoming.socket);
		known.add(incoming.socket);
		if (roundTripMs) await wait(roundTripMs * (isFirst ? 2 : 1));
		await worker(async () => {
			const served = wait(serviceMs);
			const answer = await forwarded({ method, path: `${folder}${url}`, headers: { ...headers, host: target.host } }, body);
			await served;
			outgoing.writeHead(answer.status, answer.headers).end(answer.body);
		});
	}
	const known = new WeakSet<Socket>();

	async function forwarded(options: object, body: Buffer): Promise<{ status: number; headers: OutgoingHttpHeaders; body: Buffer }> {
		const { hostname, port } = target;
		return await new Promise((resolve, reject) => {
			const outgoing = (isSecure ? sendSecurely : send)({ ...options, hostname, port, agent }, (answer) => {
				const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...headers } = answer.headers;
				void [connection, keepAlive, encoding];
				whole(answer).then((content) => resolve({ status: answer.statusCode ?? 0, headers, body: content }), reject);
			});
			outgoing.on('error', reject).end(body);
		});
	}

	const say = (message: GatewayMessage) => process.send?.(message);
	process.on('message', () => {
		for (const socket of sockets) traffic.bytes += bytesOf(socket);
		say({ traffic });
		traffic = { requests: 0, connections: 0, bytes: 0 };
	});
	process.once('disconnect', () => process.exit(0));
	server.listen(0, '127.0.0.1', () =>
		say({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, target: target.href.replace(/\/$/, '') }),
	);
}

const counted = new WeakMap<Socket, number>();

/** Those that were not counted yet. */
function bytesOf(socket: Socket): number {
	const all = socket.bytesRead + socket.bytesWritten;
	const before = counted.get(socket) ?? 0;
	counted.set(socket, all);
	return all - before;
}

async function whole(stream: AsyncIterable<unknown>): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of stream) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

/** Runs at most so many at once. */
function pool(most: number): (work: () => Promise<void>) => Promise<void> {
	let free = most;
	const waiting: Array<() => void> = [];
	return async (work) => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}

void main(JSON.parse(process.argv[2] ?? '{}') as GatewayOptions);
