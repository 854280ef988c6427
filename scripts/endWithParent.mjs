/** Ends this process when the one that started it is gone, however that ended. */
export function endWithParent(end) {
	const parent = process.ppid;
	const clock = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(clock);
		end();
	}, 1000);
	clock.unref();
}
