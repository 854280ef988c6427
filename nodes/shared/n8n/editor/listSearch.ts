import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { connect } from '../transport/connect';
import { asOption } from './asOption';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { recordSearch } from './recordSearch';

/** Entity types by label. */
export async function searchEntityTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const types = await connect(this).metadata.entityTypes();
		return { results: types.filter(matching(filter)).map(asOption) };
	});
}

/** Links of the chosen entity type with what they lead to; for linking only those that can be linked. */
export async function searchLinks(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const links = await connect(this).metadata.links(chosenName(this, 'entityType', 'Entity Type'));
		const reads = this.getCurrentNodeParameter('operation') === 'getAll';
		const shown = links.filter(({ linkable }) => linkable || reads).filter(matching(filter));
		return {
			results: shown.map(({ name, label, entityType }) => asOption({ name, label: entityType ? `${label} (${entityType})` : label })),
		};
	});
}

/** Records of the chosen entity type, by what their name contains. */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		return await recordSearch(this, chosenName(this, 'entityType', 'Entity Type'), { filter, paginationToken });
	});
}

function matching(filter?: string): (candidate: { name: string; label: string }) => boolean {
	const text = (filter ?? '').trim().toLowerCase();
	return ({ name, label }) => !text || name.toLowerCase().includes(text) || label.toLowerCase().includes(text);
}
