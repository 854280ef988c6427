import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { recordSearch } from './recordSearch';

/** Records that can be merged into the chosen one: those of its entity type, without itself. */
export async function searchMergedRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const unless = { attribute: 'id', value: String(this.getCurrentNodeParameter('recordId', { extractValue: true })) };
		return await recordSearch(this, chosenName(this, 'entityType', 'Entity Type'), { filter, paginationToken, unless });
	});
}
