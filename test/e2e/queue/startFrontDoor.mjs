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

/** The load balancer that n8n asks for: production webhooks go to the webhook processor, everything else to the main. */
export async function startFrontDoor({ port, mainPort, webhookPort }) {
	const server = createServer((incoming, answer) => pass(incoming, answer, incoming.url.startsWith('/webhook/') ? webhookPort : mainPort));
	await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	server.unref();
	return { url: `http://127.0.0.1:${port}` };
}
