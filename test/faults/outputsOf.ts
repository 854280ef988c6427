import type { INodeExecutionData } from 'n8n-workflow';

import type { NodeResult } from '../harness/runNode';
import { plain } from './world';

/** The items that an item became. */
export function itemsFrom({ items, errorItems }: NodeResult, index: number): INodeExecutionData[] {
	return [...items, ...errorItems].filter(({ pairedItem }) => sourceOf(pairedItem) === index);
}

/** The item that another one comes from. */
export function sourceOf(pairedItem: INodeExecutionData['pairedItem']): number | undefined {
	return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : undefined;
}

/** What comes out for each item, as text that is the same each time. */
export function outputsOf(result: NodeResult, count: number): string[] {
	return Array.from({ length: count }, (_, index) =>
		textOf(itemsFrom(result, index).map(({ json, binary }) => (binary ? [json, binary] : json))),
	);
}

/** What n8n can't store is no output. */
function textOf(json: unknown[]): string {
	try {
		return plain(JSON.stringify(json));
	} catch (error) {
		return `${UNSTORABLE}: ${String(error)}`;
	}
}

export const UNSTORABLE = 'not to be written as JSON';
