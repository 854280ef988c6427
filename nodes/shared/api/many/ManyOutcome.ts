import type { JsonObject } from '../values/Json';

/** What became of a record that was to be changed together with others. */
export type RecordOutcome =
	| { state: 'done' }
	/** EspoCRM refused it, or would not do it. */
	| { state: 'refused'; error: unknown; isPresumed?: boolean }
	/** It may have been done: the answer was lost. */
	| { state: 'unknown'; error: unknown }
	/** Nothing was sent for it, after a failure that concerns all. */
	| { state: 'untried'; error: unknown };

/** By the ID of the record, in the order in which they were asked for. */
export type ManyOutcome = Map<string, RecordOutcome>;

/** A change of many records, as EspoCRM's mass actions and single requests do it. */
export interface MassChange {
	entityType: string;
	/** As EspoCRM calls the mass action. */
	action: string;
	data?: JsonObject;
	/** Whether single requests do more or other things than the mass action, so that only they are sent. */
	isSingly?: boolean;
	/** Does it to one record. @throws EspoError and InvalidInput, which say why it was not done */
	single(id: string): Promise<void>;
	/** Which of the records are by now as they are to be. @throws EspoError */
	done(ids: string[]): Promise<string[]>;
	/** Whether `done` has also those that were never there, or that the user can't read. */
	isDoneIfMissing?: boolean;
}
