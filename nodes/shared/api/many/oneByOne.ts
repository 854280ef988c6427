import { EspoError } from '../client/EspoError';
import { isCausedByAnId } from '../links/sendIds';
import { InvalidInput } from '../values/InvalidInput';
import { inParts } from '../values/inParts';
import { commonFailure } from './commonFailure';
import type { ManyOutcome, MassChange, RecordOutcome } from './ManyOutcome';

/** Where so many are refused and none is done, the others would be too: more requests would not tell more. Twice what the client lets through at once. */
const TRIED_IN_VAIN = 8;

/** Does it to each record by a request of its own. After a failure that is no record's own, the others are left alone. */
export async function oneByOne(change: MassChange, ids: string[]): Promise<ManyOutcome> {
	const outcome: ManyOutcome = new Map();
	let verdict: RecordOutcome | undefined;
	for (const part of inParts(ids, TRIED_IN_VAIN)) {
		const now = await Promise.all(part.map(async (id) => verdict ?? (await outcomeOf(change, id))));
		for (const [index, id] of part.entries()) outcome.set(id, now[index] as RecordOutcome);
		verdict ??= verdictOn(now);
	}
	return outcome;
}

async function outcomeOf(change: MassChange, id: string): Promise<RecordOutcome> {
	try {
		await change.single(id);
		return { state: 'done' };
	} catch (error) {
		if (error instanceof EspoError && error.ambiguous) return { state: 'unknown', error };
		const isOwn = error instanceof InvalidInput || isCausedByAnId(error) || (error instanceof EspoError && error.kind === 'modified');
		return { state: isOwn ? 'refused' : 'untried', error };
	}
}

/** What is to become of those that follow, where that is clear. */
function verdictOn(outcomes: RecordOutcome[]): RecordOutcome | undefined {
	const failure = commonFailure(outcomes);
	if (failure) return { state: 'untried', error: failure.error };
	const [first] = outcomes;
	const isInVain = outcomes.length === TRIED_IN_VAIN && outcomes.every(({ state }) => state === 'refused');
	return isInVain && first && 'error' in first ? { state: 'refused', error: first.error, isPresumed: true } : undefined;
}
