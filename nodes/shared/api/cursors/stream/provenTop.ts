import { above, notePage } from '../../stream/StreamSource';
import { LOOKS } from '../../stream/streamWindow';
import { marksOf, withMarks } from './probe';
import { marksStillThere, numbersOf, pageOf } from './sameDatabase';
import type { StreamPollOptions } from './StreamPoll';
import type { StreamState } from './StreamState';
import { owedWhere } from './unreadNotes';

const FIRST_STEP = 1_000;
const GROWTH = 4;
/** More than any counter has reached by then. */
const STEPS = 12;
/** Notes of one request: the server looks at few hidden notes for it. */
const ONE = 1;

/**
 * A number up to which hidden notes exist for certain. After an empty answer of the stream of everything, at least so many
 * as it looks at before it gives up lie above the number that was asked for; so it is asked in growing steps, each of which
 * costs little, until an answer is not empty.
 * @param proven what is proven already if the floor is still there
 * @returns the cursor if the floor is gone, because nothing is proven then
 * @throws EspoError
 */
export async function provenTop(options: StreamPollOptions, state: StreamState, proven: number): Promise<number> {
	const { client, source, filter, pace, deadline } = options;
	let top = proven;
	for (let step = FIRST_STEP, steps = 0; steps < STEPS && client.now() < deadline; step *= GROWTH, steps++) {
		const where = withMarks([...owedWhere(filter, state), above(top + step)], marksOf(options, state));
		const began = client.now();
		const { notes } = await notePage(client, source, { ...filter, where }, ONE);
		pace.spent(client.now() - began, client.now());
		const [newest] = notes;
		if (newest) {
			top = Math.max(top, newest.number);
			break;
		}
		top += step + LOOKS * (ONE + 1);
	}
	const { floor } = state;
	// What every one of these answers proves hangs on it.
	const isProof = floor && marksStillThere([floor], await pageOf(options, numbersOf([floor]))).length > 0;
	return isProof ? top : state.cursor;
}
