/** Time that passes only when something says so. */
export class VirtualClock {
	constructor(private ms = Date.UTC(2026, 10, 23, 9, 0, 0)) {}

	readonly now = (): number => this.ms;

	readonly sleep = async (ms: number): Promise<void> => {
		this.ms += ms;
		await Promise.resolve();
	};

	advance(ms: number): void {
		this.ms += ms;
	}

	advanceTo(ms: number): void {
		this.ms = Math.max(this.ms, ms);
	}
}
