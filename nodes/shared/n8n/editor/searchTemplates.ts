import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { recordSearch } from './recordSearch';

/** PDF templates of the chosen entity type, without those that EspoCRM does not print with. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const where = [{ type: 'equals', attribute: 'entityType', value: chosenName(this, 'entityType', 'Entity Type') }];
		// Before 9.2 templates have no status, so it can't be a condition.
		const unless = { attribute: 'status', value: 'Inactive' };
		return await recordSearch(this, 'Template', { filter, paginationToken, where, unless });
	});
}
