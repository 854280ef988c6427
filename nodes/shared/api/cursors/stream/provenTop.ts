import { above, notePage } from '../../stream/StreamSource';
import { LOOKS } from '../../stream/streamWindow';
import { marksOf, withMarks } from './probe';
import { marksStillThere, numbersOf, pageOf } from './sameDatabase';
import type { StreamPollOptions } from './StreamPoll';
import type { StreamState } from './StreamState';
import { owedWhere } from './unreadNotes';

const FIRST_STEP = 200;
const GROWTH = 4;
/** With the last of them a number is asked for that no counter has reached: a server that answers nothing then does not do as it is asked. */
const STEPS = 12;
/** Notes of one request: the server looks at few hidden notes for it. */
const ONE = 1;

export interface ProvenTop {
	/** A number up to which notes exist for certain. */
	top: number;
	/** Whether no note above the cursor can be seen. */
	isAll: boolean;
}

/**
 * How far hidden notes exist for certain. After an empty answer of the stream of everything, at least so many as it looks at
 * before it gives up lie above the number that was asked for; so it is asked in growing steps, each of which costs little,
 * until an answer is not empty. The first answer of the poll proves nothing of that kind, because notes below the cursor that
 * seem to be new are part of it.
 * @returns the cursor if the floor is gone, because nothing is proven then
 * @throws EspoError
 */
export async function provenTop(options: StreamPollOptions, state: StreamState): Promise<ProvenTop> {
	const { client, source, filter, pace, deadline } = options;
	const { cursor, floor } = state;
	let top = cursor;
	let isAll = false;
	let steps = 0;
	for (let step = 0; steps < STEPS && (steps === 0 || client.now() < deadline); steps++) {
		const where = withMarks([...owedWhere(filter, state), above(top + step)], marksOf(options, state));
		const began = client.now();
		const { notes } = await notePage(client, source, { ...filter, where }, ONE);
		pace.spent(client.now() - began, client.now());
		const [newest] = notes;
		if (newest) {
			isAll = steps === 0 && newest.number <= cursor;
			top = Math.max(top, newest.number);
			break;
		}
		// One of them can be the anchor, if it is hidden by now.
		top += step + LOOKS * (ONE + 1) - 1;
		step = Math.max(FIRST_STEP, step * GROWTH);
	}
	// What every one of these answers proves hangs on it.
	const isProof = floor && steps < STEPS && marksStillThere([floor], await pageOf(options, numbersOf([floor]))).length > 0;
	return isProof ? { top, isAll } : { top: cursor, isAll: false };
}
