const KEPT_MS = 60 * 60_000;

/** Deliveries of this process whose sender went away before it had the answer, with the time. EspoCRM repeats them. */
const unanswered = new Map<string, number>();

/** What is used of an HTTP response. */
export interface Answering {
	writableFinished: boolean;
	destroyed: boolean;
	once(event: 'close', listener: () => void): unknown;
}

/** Remembers the delivery if its sender goes away before it has the answer, which n8n gives only after this node is done. */
export function watchAnswer(response: Answering, delivery: string): void {
	response.once('close', () => {
		const now = Date.now();
		for (const [other, at] of unanswered) if (now - at > KEPT_MS) unanswered.delete(other);
		if (!response.writableFinished) unanswered.set(delivery, now);
	});
}

/** Whether this process answered a delivery too late or not at all. @param delivery webhook and time, as `watchAnswer` got them */
export function wasUnanswered(delivery: string): boolean {
	return unanswered.has(delivery);
}
