import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { IncomingBytes } from '../../api/request/Bytes';

/** What a file is called and what is in it, as EspoCRM says. */
export interface FileName {
	name: string;
	/** MIME type. */
	type: string;
}

type Streamed = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** Puts a file into n8n's store as it comes. n8n takes a wrong name or type from the connection where they are not given. */
export async function keptFile({ helpers }: IExecuteFunctions, { chunks }: IncomingBytes, { name, type }: FileName): Promise<IBinaryData> {
	// What `send` gives is a stream.
	return await helpers.prepareBinaryData(chunks as unknown as Streamed, name, type);
}
