/** The run was ended from outside: nothing more is sent, and nobody waits for an answer. */
export class Cancelled extends Error {
	constructor() {
		super('The execution was cancelled');
		this.name = 'Cancelled';
	}
}

/** @throws Cancelled */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new Cancelled();
}

/** The result of the work, unless the run ends before it. @throws Cancelled */
export async function unlessCancelled<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
	throwIfCancelled(signal);
	if (!signal) return await work();
	return await new Promise<Result>((resolve, reject) => {
		const cancel = () => reject(new Cancelled());
		signal.addEventListener('abort', cancel);
		work()
			.then(resolve, reject)
			.finally(() => signal.removeEventListener('abort', cancel));
	});
}
