/** Whether values lie within each other at more levels than that. Works for any depth. */
export function isDeeperThan(value: unknown, levels: number): boolean {
	let parts = [value].filter(isContainer);
	for (let depth = 0; parts.length; depth++) {
		if (depth >= levels) return true;
		parts = parts.flatMap((part) => Object.values(part).filter(isContainer));
	}
	return false;
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
