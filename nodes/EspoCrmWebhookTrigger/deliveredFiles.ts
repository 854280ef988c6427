import type { IBinaryKeyData, IWebhookFunctions } from 'n8n-workflow';

import { fileAttributes } from '../shared/api/files/fileAttributes';
import { fileFields } from '../shared/api/files/fileField';
import { filesOfRecords } from '../shared/api/files/filesOfRecords';
import { readableRecords } from '../shared/api/lists/readableRecords';
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
	const found = new Map<string, DeliveredFiles>();
	if (!ids.length) return found;
	const deadline = Date.now() + LONGEST_MS;
	const download = async (...[request, nameOf]: Parameters<Parameters<typeof filesOfRecords>[0]['download']>) => {
		// What nobody waits for any more is not begun.
		if (Date.now() > deadline) throw new Error(TOO_SLOW);
		return await client.download(request, async (bytes) => await keptFile(context, bytes, nameOf(bytes.headers)));
	};
	const shown = async () => {
		const fields = await fileFields(metadata, entityType);
		const names = fields.flatMap((field) => Object.values(fileAttributes(field)));
		const rows = fields.length ? await readableRecords(client, entityType, ids, ['id', ...names]) : [];
		return { fields, records: new Map(rows.map((row) => [row.id, row])) };
	};
	// Asked for once; where that fails, each record has the reason.
	const known = within(LONGEST_MS, shown);
	for (const id of ids) {
		const notes: string[] = [];
		const work = async () => {
			const { fields, records } = await known;
			const hint = (text: string) => void notes.push(text);
			const [binary = {}] = await filesOfRecords({ client, metadata, download, hint }, fields, [records.get(id) ?? { id }]);
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
