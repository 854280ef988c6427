/** n8n has stored the position long before that, or it failed to. */
const COMMIT_MS = 30_000;

interface FoundSomething {
	/** In ms since 1970. */
	at: number;
	/** The position that the poll began with, as JSON. */
	from: string;
}

/**
 * The last poll of this process that found something, by node. With durable cursors n8n stores its position together with
 * the execution some time after the poll has ended, and a poll that is due meanwhile (several poll times, one that was caught
 * up after a crash) gets the old position: it would deliver the same again, and n8n would accept it.
 */
export const uncommittedPolls = new Map<string, FoundSomething>();

/** Whether n8n has yet to store what the last poll from this same position found. If it never does, the position is polled again later. */
export function awaitsCommit(node: string, from: string, now = Date.now()): boolean {
	const last = uncommittedPolls.get(node);
	if (last?.from === from && now - last.at < COMMIT_MS) return true;
	uncommittedPolls.delete(node);
	return false;
}
