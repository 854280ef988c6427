export interface Task {
	/** What it works on; tasks that share a key never run at the same time and keep their order. */
	keys: string[];
	run(): Promise<void>;
}

/**
 * Runs tasks in order, at most `limit` at once. After one has rejected no further one is started; those under way are
 * waited for, then the first rejection is thrown.
 */
export async function inOrder(tasks: Task[], limit: number): Promise<void> {
	const waiting = [...tasks];
	const running = new Map<Task, Promise<void>>();
	const failures: unknown[] = [];

	const startable = () => {
		const taken = new Set([...running.keys()].flatMap(({ keys }) => keys));
		// A task may overtake others, but none that shares a key with it.
		return waiting.find(({ keys }) => {
			const free = keys.every((key) => !taken.has(key));
			for (const key of keys) taken.add(key);
			return free;
		});
	};

	while (waiting.length || running.size) {
		for (let next = startable(); next && running.size < limit && !failures.length; next = startable()) {
			const task = next;
			waiting.splice(waiting.indexOf(task), 1);
			running.set(
				task,
				task
					.run()
					.catch((failure: unknown) => void failures.push(failure))
					.finally(() => running.delete(task)),
			);
		}
		if (!running.size) break;
		await Promise.race(running.values());
	}
	if (failures.length) throw failures[0];
}
