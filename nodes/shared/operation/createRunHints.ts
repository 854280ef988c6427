import type { ParameterReader } from './Parameter';

const SHOWN_NAMES = 30;

export interface RunHints {
	/** About one item; said once, as a parameter can be read more than once. */
	hint(itemIndex: number, text: string): void;
	/** Names that many items have in common, in one sentence. */
	hintOnce: ParameterReader['hintOnce'];
	/** All of the run, those that concern many items first. */
	texts(): string[];
}

/** Collects what is shown beside the output of a run. */
export function createRunHints(): RunHints {
	const hints = new Set<string>();
	const namesByText = new Map<string, Set<string>>();
	return {
		hint: (itemIndex, text) => void hints.add(`Item ${itemIndex}: ${text}`),
		hintOnce(text, names) {
			if (!names.length) return;
			const known = namesByText.get(text) ?? new Set();
			for (const name of names) known.add(name);
			namesByText.set(text, known);
		},
		texts: () => [...[...namesByText].map(([text, names]) => `${text} ${listed([...names])}.`), ...hints],
	};
}

function listed(names: string[]): string {
	return names.slice(0, SHOWN_NAMES).join(', ') + (names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '');
}
