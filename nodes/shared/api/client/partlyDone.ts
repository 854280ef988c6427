import { listedIds } from '../values/listedIds';
import { EspoError } from './EspoError';

/** Some of several ids failed: the reason, and as message which. */
export class PartlyDone extends Error {
	constructor(
		message: string,
		readonly reason: unknown,
		/** Whether something was done nevertheless. */
		readonly hasDone: boolean,
	) {
		super(message);
	}
}

/** A failure with what is to be said beside it, and with what it says already. @param hasDone whether something was done nevertheless */
export function alsoDone(notes: string[], failure: unknown, hasDone = true): PartlyDone {
	const inner = failure instanceof PartlyDone ? failure : undefined;
	return new PartlyDone([inner?.message, ...notes].filter(Boolean).join(' '), inner?.reason ?? failure, hasDone || inner?.hasDone === true);
}

/** What to say of ids of which some failed; undefined where none failed, or there is only one. */
export function partlyDone(ids: string[], failed: Map<string, unknown>): PartlyDone | undefined {
	const refused = ids.filter((id) => failed.has(id));
	if (!refused.length || ids.length < 2) return undefined;
	const done = ids.filter((id) => !failed.has(id));
	const reason = reasonOf(refused, failed);
	return new PartlyDone(`Not processed: ${listedIds(refused)}. Processed: ${listedIds(done)}.`, reason, done.length > 0);
}

/** The error that is shown for several: one that leaves open what was done before one that rules it out. */
function reasonOf(refused: string[], failed: Map<string, unknown>): unknown {
	const errors = refused.map((id) => failed.get(id));
	return errors.find((error) => error instanceof EspoError && error.ambiguous) ?? errors[0];
}

/**
 * Why an item did not succeed, with its ids; undefined when it did. An error can say itself that something was done for an
 * id nevertheless.
 */
export function failureOf(ids: string[], failed: Map<string, unknown>): PartlyDone | undefined {
	const refused = ids.filter((id) => failed.has(id));
	if (!refused.length) return undefined;
	const nevertheless = new Map<string, string[]>();
	for (const id of refused) {
		const error = failed.get(id);
		if (error instanceof PartlyDone) nevertheless.set(error.message, [...(nevertheless.get(error.message) ?? []), id]);
	}
	const notes = [...nevertheless].map(([message, concerned]) => `${message}: ${listedIds(concerned)}.`);
	const error = reasonOf(refused, failed);
	const partly = partlyDone(ids, failed);
	const which = partly?.message ?? (notes.length ? '' : `ID: ${ids.join(', ')}.`);
	const hasDone = notes.length > 0 || partly?.hasDone === true;
	return new PartlyDone([which, ...notes].filter(Boolean).join(' '), error instanceof PartlyDone ? error.reason : error, hasDone);
}
