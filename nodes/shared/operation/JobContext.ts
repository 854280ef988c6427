import type { Lookups } from '../api/metadata/Lookups';
import type { JsonObject } from '../api/values/Json';

/** Where the outcome of each item goes. */
export interface JobContext extends Lookups {
	succeed(itemIndex: number, output: JsonObject[]): void;
	/** Rejects when the run is to stop. @param note what has been done nevertheless */
	fail(error: unknown, itemIndex: number, note?: string): Promise<void>;
	hint(itemIndex: number, text: string): void;
}
