import type { Effects } from './effects';
import { effectsOfItem } from './effects';
import { MAY_HAVE, type Judged } from './Judged';

/** Of a run that stopped with an error: whatever was done is said, and nothing else. */
export function judgeStopped({ observed, baseline, onError }: Judged, effects: Effects): string[] {
	const error = observed.result?.error;
	if (!error) return [];
	const text = `${error.message} ${error.description ?? ''}`;
	const failing = Number(error.context.itemIndex ?? 0);
	const [told, doubtful] = [toldAsDone(text), numbersIn(/Perhaps processed[^:]*: items? ([^(.]+)/, text)];
	const holes = onError === 'stopWorkflow' ? [] : ['it stops, although it is to go on'];
	for (const [index, usual] of baseline.ofItems.entries()) {
		const own = effectsOfItem(effects, index, baseline.distinction);
		const isWhole = own.size === usual.size;
		if (told.includes(index) && !isWhole) holes.push(`item ${index}: told as processed, and not done`);
		if (!own.size || told.includes(index) || doubtful.includes(index)) continue;
		if (index === failing && MAY_HAVE.test(text)) continue;
		holes.push(`item ${index}: done, and told as “${text.trim()}”`);
	}
	return holes;
}

/** The items that a message says are processed. */
export function toldAsDone(text: string): number[] {
	return numbersIn(/Processed: items? ([^(]+)\(/, text);
}

/** Indices as the node writes them: “0–2, 5”. */
function numbersIn(pattern: RegExp, text: string): number[] {
	const ranges = pattern.exec(text)?.[1]?.split(',') ?? [];
	return ranges.flatMap((range) => {
		const [from = NaN, to = from] = range.trim().split('–').map(Number);
		return Array.from({ length: to - from + 1 || 0 }, (_, at) => from + at);
	});
}
