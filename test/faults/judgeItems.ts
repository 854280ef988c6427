import type { INodeExecutionData } from 'n8n-workflow';

import type { NodeResult } from '../harness/runNode';
import { effectsOfItem, type Effects } from './effects';
import { MAY_HAVE, type Judged } from './Judged';
import { itemsFrom, outputsOf, sourceOf, UNSTORABLE } from './outputsOf';

/** Of a run that went on to its end: each item is done as usual, or has an error that says what may have been done. */
export function judgeItems(judged: Judged, effects: Effects): string[] {
	const { observed, baseline } = judged;
	const { result } = observed;
	if (!result) return [];
	const lost = [...result.items, ...result.errorItems].filter(({ pairedItem }) => !((sourceOf(pairedItem) ?? -1) in baseline.ofItems));
	const outputs = outputsOf(result, baseline.count);
	return [
		...(lost.length ? [`${lost.length} items of the output belong to no item of the input`] : []),
		...baseline.ofItems.flatMap((_, index) => {
			const items = itemsFrom(result, index);
			const failed = items.find(({ json }) => json.error !== undefined);
			const own = effectsOfItem(effects, index, baseline.distinction);
			const holes = failed
				? [...placeHoles(judged, result, failed), ...(items.length > 1 ? ['an error beside an output'] : []), ...untold(failed, own)]
				: successHoles(judged, index, own, outputs[index] ?? '');
			return holes.map((text) => `item ${index}: ${text}`);
		}),
	];
}

function placeHoles({ onError }: Judged, { errorItems }: NodeResult, failed: INodeExecutionData): string[] {
	if (onError === 'stopWorkflow') return ['an error as the output of a run that is to stop'];
	return onError === 'continueErrorOutput' && !errorItems.includes(failed) ? ['an error by the output for successes'] : [];
}

function untold({ json }: INodeExecutionData, own: Effects): string[] {
	const text = String(json.error);
	return own.size && !MAY_HAVE.test(text) ? [`done, and told as “${text}”`] : [];
}

/** How a list says that it is not whole. */
const IN_PART = /ended before/;

function successHoles({ baseline, fault, observed }: Judged, index: number, own: Effects, output: string): string[] {
	const usual = baseline.outputs[index];
	const isPartTold = output !== '[]' && observed.result?.hints.some(({ message }) => IN_PART.test(message));
	const isOther = (!fault.hostile || fault.hasRightRows) && output !== usual && !isPartTold;
	return [
		...(own.size < (baseline.ofItems[index]?.size ?? 0) ? ['told as done, and not done'] : []),
		...(output.startsWith(UNSTORABLE) ? [output] : []),
		...(isOther ? [`another output: ${output.slice(0, 150)} instead of ${usual?.slice(0, 150)}`] : []),
	];
}
