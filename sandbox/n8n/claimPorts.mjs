import { createServer } from 'node:net';
import { Failure } from '../../scripts/Failure.mjs';

async function listen(port) {
	const server = createServer();
	await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	return server;
}

async function claim({ number, flag, variable }) {
	try {
		return await listen(number);
	} catch (error) {
		throw new Failure(
			error.code === 'EADDRINUSE'
				? `Port ${number} is taken by another program. Choose a different one with --${flag} <port> or ${variable}=<port>.`
				: `Port ${number} cannot be used (${error.code}). Choose a different one with --${flag} <port> or ${variable}=<port>.`,
		);
	}
}

/** Makes sure that every port can be listened on, all at once, so that no two are the same. Port 0 becomes a free one. */
export async function claimPorts(ports) {
	const servers = [];
	try {
		for (const [key, port] of Object.entries(ports)) servers.push([key, await claim(port)]);
		return Object.fromEntries(servers.map(([key, server]) => [key, server.address().port]));
	} finally {
		await Promise.all(servers.map(([, server]) => new Promise((resolve) => server.close(resolve))));
	}
}
