let aheadMs = 0;

/** Puts the clock of this test file forward, which node and sandbox both read. It never goes back. */
export function putForward(milliseconds: number): void {
	if (aheadMs === 0) {
		const real = Date.now;
		Date.now = () => real() + aheadMs;
	}
	aheadMs += milliseconds;
}
