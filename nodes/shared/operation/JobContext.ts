import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import type { FileName } from '../api/files/fileName';
import type { Lookups } from '../api/metadata/Lookups';
import type { IncomingBytes } from '../api/request/Bytes';

/** Where the outcome of each item goes. */
export interface JobContext extends Lookups {
	/** @param output as `pairedItem` makes them */
	succeed(itemIndex: number, output: INodeExecutionData[]): void;
	/** Puts a file into n8n's store. */
	keep(bytes: IncomingBytes, name: FileName): Promise<IBinaryData>;
	/** Rejects when the run is to stop. @param failure PartlyDone where something is to be said beside the reason */
	fail(failure: unknown, itemIndex: number): Promise<void>;
	hint(itemIndex: number, text: string): void;
	/** Writes how far it is into n8n's log. */
	log(text: string): void;
}
