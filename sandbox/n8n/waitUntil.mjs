import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../scripts/Failure.mjs';

/** Asks until the answer is truthy, and gives it back. */
export async function waitUntil(what, ask, { seconds, every = 250 }) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > end) throw new Failure(`${what} did not happen within ${seconds} seconds`);
		await pause(every);
	}
}
