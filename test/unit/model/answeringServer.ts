import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../nodes/shared/api/metadata/metadataPart';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/api/request/Send';
import { refusal } from './requestParts';
import { VirtualClock } from './VirtualClock';

/** A server that gives these answers one after the other, and keeps what it was sent. */
export function serverWith(...answers: HttpResponse[]) {
	const clock = new VirtualClock(0);
	const cache: MetadataCache = new Map();
	const sent: string[] = [];
	const bodies: unknown[] = [];
	const send = async ({ method, path, body }: HttpRequest): Promise<HttpResponse> => {
		await Promise.resolve();
		bodies.push(body);
		return answers[sent.push(`${method} ${path}`) - 1] ?? refusal(404);
	};
	const client = createEspoClient({ send, now: clock.now, sleep: clock.sleep, random: () => 0.5 });
	const metadata = createMetadata(client, async () => await Promise.resolve(cache));
	return { sent, bodies, client, metadata };
}
