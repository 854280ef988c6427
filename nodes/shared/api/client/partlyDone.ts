/** Some of several ids failed: the reason, and as message which. */
export class PartlyDone extends Error {
	constructor(
		message: string,
		readonly reason: unknown,
	) {
		super(message);
	}
}

/** What to say of ids of which some failed; undefined where none failed, or there is only one. */
export function partlyDone(ids: string[], failed: Map<string, unknown>): PartlyDone | undefined {
	const refused = ids.filter((id) => failed.has(id));
	if (!refused.length || ids.length < 2) return undefined;
	const done = ids.filter((id) => !failed.has(id));
	return new PartlyDone(`Not processed: ${listed(refused)}. Processed: ${listed(done)}.`, failed.get(refused[0] as string));
}

/**
 * Why an item did not succeed, with its ids; undefined when it did. An error can say itself that something was done for an
 * id nevertheless.
 */
export function failureOf(ids: string[], failed: Map<string, unknown>): PartlyDone | undefined {
	const refused = ids.filter((id) => failed.has(id));
	const [first] = refused;
	if (first === undefined) return undefined;
	const nevertheless = new Map<string, string[]>();
	for (const id of refused) {
		const error = failed.get(id);
		if (error instanceof PartlyDone) nevertheless.set(error.message, [...(nevertheless.get(error.message) ?? []), id]);
	}
	const notes = [...nevertheless].map(([message, concerned]) => `${message}: ${listed(concerned)}.`);
	const error = failed.get(first);
	const which = partlyDone(ids, failed)?.message ?? (notes.length ? '' : `ID: ${ids.join(', ')}.`);
	return new PartlyDone([which, ...notes].filter(Boolean).join(' '), error instanceof PartlyDone ? error.reason : error);
}

const IDS_IN_TEXT = 50;

function listed(ids: string[]): string {
	if (!ids.length) return 'none';
	return ids.slice(0, IDS_IN_TEXT).join(', ') + (ids.length > IDS_IN_TEXT ? ` and ${ids.length - IDS_IN_TEXT} more` : '');
}
