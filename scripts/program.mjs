import { endWithParent } from './endWithParent.mjs';
import { Failure } from './Failure.mjs';
import { stopProcesses } from './processes.mjs';

let ending;

function end(code) {
	ending ??= stopProcesses().then(() => process.exit(code));
}

/** Runs `work` to its end or to a signal, ends what it started, and exits: with what `work` gives back, or 1 when it fails. */
export async function program(work, { onInterrupt = 130 } = {}) {
	const codes = { SIGINT: onInterrupt, SIGTERM: 143, SIGHUP: 129 };
	for (const [signal, code] of Object.entries(codes)) {
		process.on(signal, () => {
			if (!ending) console.log('\nStopping …');
			end(code);
		});
	}
	endWithParent(() => end(1));
	try {
		end((await work()) ?? 0);
	} catch (error) {
		// What fails because it was told to stop is no news.
		if (ending) return;
		console.error(`\n${error instanceof Failure ? error.message : error.stack}`);
		end(1);
	}
}
