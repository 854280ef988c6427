import type { Lookups } from '../metadata/Lookups';
import { changeInBackground } from './changeInBackground';
import { changeMany } from './changeMany';
import type { ManyOutcome, MassChange } from './ManyOutcome';
import { singlyText } from './singlyText';

export interface ManyContext extends Lookups {
	/** Shows a note beside the output. */
	hint(text: string): void;
	/** Writes how far it is into the log. */
	log(text: string): void;
}

/** How many records are changed. */
export interface Manner {
	/** How long to wait for a job of EspoCRM, in ms; without a job when absent. */
	jobMs?: number;
}

/** Changes many records while the request waits, or by jobs of EspoCRM, and says where it took single requests. @param ids each once @throws Cancelled */
export async function changeInManner(
	{ client, hint, log }: ManyContext,
	change: MassChange,
	ids: string[],
	{ jobMs }: Manner,
): Promise<ManyOutcome> {
	const { outcome, refusal } =
		jobMs === undefined ? await changeMany(client, change, ids) : await changeInBackground(client, change, ids, { waitMs: jobMs, log });
	for (const text of singlyText(refusal)) hint(text);
	return outcome;
}
