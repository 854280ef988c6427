import type { IBinaryKeyData, IWebhookFunctions } from 'n8n-workflow';

import { fileFields } from '../shared/api/files/fileField';
import { filesOfRecords } from '../shared/api/files/filesOfRecords';
import type { JsonObject } from '../shared/api/values/Json';
import { keptFile } from '../shared/n8n/transport/keptFile';
import type { Connection } from '../shared/n8n/transport/connect';

/** EspoCRM waits 10 s for the answer (espocrm-api.md#deliveries). */
const LONGEST_MS = 4_000;

/** The files of a record, or why they are not there: no event may be lost, or come too late, because of them. */
export interface DeliveredFiles {
	binary?: IBinaryKeyData;
	filesError?: string;
}

/** The files of the records of events, by the IDs of the records. Never rejects. */
export async function deliveredFiles(
	context: IWebhookFunctions,
	{ client, metadata }: Connection,
	entityType: string,
	ids: string[],
): Promise<Map<string, DeliveredFiles>> {
	const download = async (...[request, nameOf]: Parameters<Parameters<typeof filesOfRecords>[0]['download']>) =>
		await client.download(request, async (bytes) => await keptFile(context, bytes, nameOf()));
	const found = new Map<string, DeliveredFiles>();
	const deadline = Date.now() + LONGEST_MS;
	for (const id of ids) {
		const notes: string[] = [];
		const work = async () => {
			const fields = await fileFields(metadata, entityType);
			const [binary = {}] = await filesOfRecords({ client, metadata, download, hint: (text) => void notes.push(text) }, fields, [
				{ id } as JsonObject,
			]);
			return Object.keys(binary).length ? { binary } : {};
		};
		const files: DeliveredFiles = await within(deadline - Date.now(), work).catch((error: unknown) => ({ filesError: textOf(error) }));
		found.set(id, notes.length ? { ...files, filesError: notes.join(' ') } : files);
	}
	return found;
}

const TOO_SLOW = 'The files were not there in time, as EspoCRM waits only 10 seconds for an answer: download them with the EspoCRM node.';

async function within<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
	if (ms <= 0) throw new Error(TOO_SLOW);
	const over = AbortSignal.timeout(ms);
	const late = new Promise<never>((_resolve, reject) => over.addEventListener('abort', () => reject(new Error(TOO_SLOW))));
	return await Promise.race([work(), late]);
}

function textOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
