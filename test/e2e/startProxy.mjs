import { createServer, request } from 'node:http';

function pass(incoming, answer, port) {
	const { method, url: path, headers } = incoming;
	const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
		answer.writeHead(response.statusCode, response.headers);
		response.pipe(answer);
	});
	outgoing.on('error', () => {
		if (!answer.headersSent) answer.writeHead(502);
		answer.end();
	});
	incoming.pipe(outgoing);
}

/** Hands every request to the port on this machine that `target` chooses for it, and answers 502 when nobody is there. */
export async function startProxy({ port = 0, target }) {
	const server = createServer((incoming, answer) => pass(incoming, answer, target(incoming)));
	await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	server.unref();
	return { url: `http://127.0.0.1:${server.address().port}` };
}
