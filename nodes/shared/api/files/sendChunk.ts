import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { heldBytes } from '../request/heldBytes';
import { asError } from '../values/asError';

const TRIES = 3;

/**
 * Sends the next bytes of an upload. EspoCRM appends whatever comes (espocrm-api.md#attachments), so after a lost answer it is asked where it stands:
 * they are sent again only if none of them are there.
 * @param start how many bytes were sent before
 * @throws EspoError
 */
export async function sendChunk(client: EspoClient, id: string, chunk: Buffer, start: number): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await client.request(chunkRequest(id, chunk));
			return;
		} catch (error) {
			if (!(error instanceof EspoError && error.ambiguous)) throw asError(error);
			const received = await receivedBytes(client, id);
			if (received === start + chunk.length) return;
			if (received !== start || attempt === TRIES) throw asError(error);
		}
	}
}

function chunkRequest(id: string, chunk: Buffer): EspoRequest {
	const text = Buffer.from(`data:;base64,${chunk.toString('base64')}`, 'latin1');
	return { method: 'POST', path: ['Attachment', 'chunk', id], bytes: { type: 'text/plain', ...heldBytes(text) } };
}

async function receivedBytes(client: EspoClient, id: string): Promise<number | undefined> {
	const headers = { 'Accept-Encoding': 'identity' };
	return (await client.request({ method: 'HEAD', path: ['Attachment', 'file', id], headers })).length;
}
