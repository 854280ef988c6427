import type { INodeExecutionData } from 'n8n-workflow';

import type { OutputItem } from './Operation';

/** An item of the output, paired with that of the input which it comes from. Made once for each: of a long list all are held at the same time. */
export function pairedItem(itemIndex: number, { json, binary }: OutputItem): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	return binary ? { json, binary, pairedItem } : { json, pairedItem };
}
