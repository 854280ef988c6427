const live = process.stdout.isTTY && !process.env.CI;

/** Runs `work` and shows that it goes on, how long it took and whether it succeeded. */
export async function step(title, work) {
	const began = Date.now();
	const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
	const say = (sign) => process.stdout.write(`${live ? '\r\x1b[K' : ''}${sign} ${title} (${seconds()})\n`);
	const remind = () => (live ? process.stdout.write(`\r\x1b[K… ${title} (${seconds()})`) : say('…'));
	const clock = setInterval(remind, live ? 500 : 30_000);
	if (live) remind();
	try {
		const result = await work();
		clearInterval(clock);
		say('✔');
		return result;
	} catch (error) {
		clearInterval(clock);
		say('✘');
		throw error;
	}
}
