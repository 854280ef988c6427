import type { ParameterReader } from '../parameters/reading/Parameter';

const SHOWN_NAMES = 30;

export interface RunHints {
	/** About one item; items with the same text share one sentence. */
	hint(itemIndex: number, text: string): void;
	/** Names that many items have in common, in one sentence. */
	hintOnce: ParameterReader['hintOnce'];
	/** All of the run, those that concern many items first. */
	texts(): string[];
}

/** Collects what is shown beside the output of a run. */
export function createRunHints(): RunHints {
	const itemsByText = new Map<string, Set<number>>();
	const namesByText = new Map<string, Set<string>>();
	return {
		hint: (itemIndex, text) => add(itemsByText, text, [itemIndex]),
		hintOnce: (text, names) => add(namesByText, text, names),
		texts: () => [
			...[...namesByText].map(([text, names]) => `${text} ${listed([...names])}.`),
			...[...itemsByText].map(
				([text, items]) => `${items.size === 1 ? 'Item' : 'Items'} ${listed([...items].sort((a, b) => a - b))}: ${text}`,
			),
		],
	};
}

function add<Entry>(known: Map<string, Set<Entry>>, text: string, entries: Entry[]): void {
	if (!entries.length) return;
	const all = known.get(text) ?? new Set();
	for (const entry of entries) all.add(entry);
	known.set(text, all);
}

function listed(names: Array<string | number>): string {
	return names.slice(0, SHOWN_NAMES).join(', ') + (names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '');
}
