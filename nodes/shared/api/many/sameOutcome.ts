import type { ManyOutcome, RecordOutcome } from './ManyOutcome';

/** The same outcome for each of the records. */
export function sameOutcome(ids: string[], outcome: RecordOutcome): ManyOutcome {
	return new Map(ids.map((id) => [id, outcome]));
}
