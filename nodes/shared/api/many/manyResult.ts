import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import { errorText } from '../messages/errorText';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { listedIds } from '../values/listedIds';
import type { ManyOutcome, RecordOutcome } from './ManyOutcome';

/** What was done to the records, as the output says it. */
export type Done = 'updated' | 'deleted';

/** How the result is given: all in one item, or one for each record. */
export type ResultForm = 'summary' | 'records';

/**
 * The result of a change of many records, of which the counts add up.
 * @throws PartlyDone where it is not known of each record whether it was changed; the reason where EspoCRM refused all
 */
export function manyResult(outcome: ManyOutcome, done: Done, form: ResultForm): JsonObject | JsonObject[] {
	const all = [...outcome];
	const of = (state: RecordOutcome['state']) => all.filter(([, record]) => record.state === state).map(([id]) => id);
	const [changed, refused, unknown, untried] = [of('done'), of('refused'), of('unknown'), of('untried')];
	const failure = all.find(([, { state }]) => state === (unknown.length ? 'unknown' : 'untried'))?.[1];
	if (failure && 'error' in failure) {
		const parts = [
			`${capital(done)}: ${listed(changed)}.`,
			refused.length ? `Refused: ${listed(refused)}.` : '',
			unknown.length ? `Perhaps ${done}: ${listed(unknown)}.` : '',
			untried.length ? `Not tried: ${listed(untried)}.` : '',
		];
		throw new PartlyDone(parts.filter(Boolean).join(' '), failure.error, changed.length > 0);
	}
	const first = all[0]?.[1];
	if (refused.length && refused.length === all.length && first && 'error' in first) {
		if (all.length === 1) throw asError(first.error);
		throw new PartlyDone(`None of the ${all.length} records was ${done}.`, first.error, false);
	}
	if (form === 'records') return all.map(([id, record]) => ({ id, [done]: record.state === 'done', ...reasonIn(record) }));
	const skipped = all.filter(([, { state }]) => state === 'refused').map(([id, record]) => ({ id, ...reasonIn(record) }));
	return { matched: all.length, [done]: changed.length, skipped: skipped.length, skippedRecords: skipped };
}

function reasonIn(record: RecordOutcome): { reason?: string } {
	if (record.state !== 'refused') return {};
	const { error, isPresumed } = record;
	const text = error instanceof EspoError ? errorText(error).message : asError(error).message;
	return { reason: isPresumed ? `Not tried singly, after others were refused: ${text}` : text };
}

function listed(ids: string[]): string {
	return ids.length ? `${ids.length} (${listedIds(ids)})` : 'none';
}

function capital(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
