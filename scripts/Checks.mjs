import { Failure } from './Failure.mjs';

/** Counts what held and what did not, and says each as it is known. */
export class Checks {
	passed = 0;
	failed = 0;

	async add(title, verify) {
		const began = Date.now();
		const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
		try {
			const detail = await verify();
			this.passed += 1;
			console.log(`✔ ${title}${detail ? `: ${detail}` : ''} (${seconds()})`);
		} catch (error) {
			this.failed += 1;
			console.log(`✘ ${title}: ${error instanceof Failure ? error.message : error.stack} (${seconds()})`);
		}
	}

	get summary() {
		return `${this.passed} passed, ${this.failed} failed`;
	}
}
