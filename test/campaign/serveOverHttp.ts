import { NoResponse, type HttpResponse } from '../../nodes/shared/api/request/Send';
import { startServer, type Answer, type TestServer } from '../engine/server/startServer';
import type { PlayedServer } from './Part';

const BASE = '/api/v1';
const TIMEOUT_MS = 12_000;
/** What a filter on the model's records has to know; faults are for the lists. */
const METADATA: Record<string, object> = { 'entityDefs.Lead.fields': { name: { type: 'varchar' }, status: { type: 'varchar' } } };

/** The model's server at a real address. Its time is its own. */
export async function serveOverHttp(server: Pick<PlayedServer, 'send'>): Promise<TestServer> {
	return await startServer(async ({ method, url, headers }) => {
		// One after another, so that two polls at once really meet.
		await new Promise(setImmediate);
		try {
			const path = url.slice(url.indexOf(BASE) + BASE.length);
			const part = /^\/Metadata\?key=(.+)$/.exec(path)?.[1];
			if (part) return { body: METADATA[decodeURIComponent(part)] ?? null };
			return asAnswer(await server.send({ method, path, headers: headers as Record<string, string>, timeoutMs: TIMEOUT_MS }));
		} catch (failure) {
			if (!(failure instanceof NoResponse)) throw failure;
			// Nobody waits twelve real seconds: what takes too long is ended by the web server.
			return failure.code === 'ECONNABORTED'
				? { status: 504, headers: { 'content-type': 'text/html' }, body: '<html></html>' }
				: { cutAfter: 0 };
		}
	});
}

function asAnswer({ status, headers, body }: HttpResponse): Answer {
	if (typeof body !== 'string' || !body.startsWith('{')) return { status, headers, body };
	// Cut off, with the full length announced.
	return { status, headers, body: `${body}${' '.repeat(200)}`, cutAfter: body.length };
}
