/** Runs work when its turn comes. */
export type TakeTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets work begin in the order in which it comes, at most so many at once. */
export function createTurns(most: () => number): TakeTurn {
	const waiting: Array<() => void> = [];
	let underWay = 0;
	const next = () => {
		while (waiting.length && underWay < most()) {
			underWay++;
			waiting.shift()?.();
		}
	};
	return async (work) => {
		await new Promise<void>((begin) => {
			waiting.push(begin);
			next();
		});
		try {
			return await work();
		} finally {
			underWay--;
			next();
		}
	};
}
