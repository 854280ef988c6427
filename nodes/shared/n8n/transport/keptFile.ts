import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileName } from '../../api/files/fileName';
import type { IncomingBytes } from '../../api/request/Bytes';

type Streamed = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** What every context has. */
interface Keeping {
	helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>;
}

/** For names that tell nothing: n8n would take it for text. */
const UNKNOWN = 'application/octet-stream';

/** Puts a file into n8n's store as it comes. n8n takes a wrong name or type from the connection where they are not given. */
export async function keptFile({ helpers }: Keeping, { chunks }: IncomingBytes, { name, type }: FileName): Promise<IBinaryData> {
	const known = type ?? (/\.[A-Za-z0-9]+$/.test(name) ? undefined : UNKNOWN);
	// What `send` gives is a stream.
	const kept = await helpers.prepareBinaryData(chunks as unknown as Streamed, name, known);
	// It takes a question mark for the beginning of a query.
	return { ...kept, fileName: name };
}
