import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Swept } from './sweptAttributes';

/** Stored otherwise, without a word. */
export const UNSAID = 'stored otherwise';

/** One item of a run, what is stored after it, and what was said about it. */
export interface Outcome {
	item: INodeExecutionData | undefined;
	stored: IDataObject;
	sent: IDataObject;
	hints: string;
}

/** What is wrong with the write of an attribute: neither stored as sent, nor said; or refused without its name. */
export function judgeWrite({ name, field }: Swept, label: string, { item, stored, sent, hints }: Outcome): string | undefined {
	if (!item) return 'no item';
	const { error, json } = item;
	if (error) {
		const text = `${error.message} ${(error as { description?: string }).description ?? ''}`;
		// EspoCRM's own words may quote the value instead.
		const isNamed = [name, field].some((word) => letters(text).includes(letters(word)));
		return isNamed || [label, `'${String(sent[name])}'`].some((word) => text.includes(word))
			? undefined
			: `refused without its name: ${text}`;
	}
	const [shown, kept] = [json[name], stored[name]];
	const isSaid = hints.includes(name);
	if (!isSame(shown, kept) && !(isSaid && shown === undefined)) return `the item says ${text(shown)}, stored is ${text(kept)}`;
	if (!holds(kept, sent[name]) && !isSaid) return UNSAID;
	return undefined;
}

/** The label of “closeDate” is “Close Date”. */
function letters(text: string): string {
	return text.replace(/[^\w]/g, '').toLowerCase();
}

/** A list or object may lack what EspoCRM adds, e.g. an address in lower case. */
function isSame(shown: unknown, stored: unknown): boolean {
	return text(shown) === text(stored) || (typeof shown === 'object' && shown !== null && holds(stored, shown));
}

/** Whether what is stored has all that was sent: EspoCRM adds keys to lists of addresses, and columns to links. */
function holds(stored: unknown, sent: unknown): boolean {
	if (sent === false || sent === null) return !stored;
	if (typeof sent !== 'object') return String(stored).replace(/\.(\d+?)0+$/, '.$1') === String(sent);
	if (typeof stored !== 'object' || stored === null) return false;
	return Object.entries(sent).every(([key, value]) =>
		Object.entries(stored).some(([other, kept]) => (Array.isArray(sent) || key === other) && holds(kept, value)),
	);
}

function text(value: unknown): string {
	return JSON.stringify(value ?? null);
}
