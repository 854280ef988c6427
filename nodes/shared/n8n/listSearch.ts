import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isJsonObject } from '../api/Json';
import { listPage } from '../api/ListRequest';
import { chosenName } from './chosenName';
import { connect } from './connect';
import { credentialIdentity } from './credentialIdentity';
import { inDropdown } from './inDropdown';

const PAGE = 50;

/** Entity types by label. */
export async function searchEntityTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const types = await connect(this).metadata.entityTypes();
		return { results: types.filter(matching(filter)).map(({ name, label }) => ({ name: label, value: name })) };
	});
}

/** Links of the chosen entity type with what they lead to; for linking only those that can be linked. */
export async function searchLinks(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const links = await connect(this).metadata.links(chosenName(this, 'entityType', 'Entity Type'));
		const reads = this.getCurrentNodeParameter('operation') === 'getAll';
		const shown = links.filter(({ linkable }) => linkable || reads).filter(matching(filter));
		return { results: shown.map(({ name, label, entityType }) => ({ name: entityType ? `${label} (${entityType})` : label, value: name })) };
	});
}

/** Records of the chosen entity type, by what their name contains. */
export async function searchRecords(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const { client } = connect(this);
		const { site } = await credentialIdentity(this);
		const offset = Number(paginationToken ?? 0);
		const where = filter?.trim() ? [{ type: 'contains', attribute: 'name', value: filter.trim() }] : [];
		const page = await listPage(
			client,
			{ path: [entityType], params: { where, select: ['id', 'name'] } },
			{ maxSize: PAGE, offset: offset || undefined },
		);
		return {
			results: page.list.filter(isJsonObject).map(({ id, name }) => ({
				name: String(name ?? id),
				value: String(id),
				url: `${site.siteUrl}/#${entityType}/view/${String(id)}`,
			})),
			paginationToken: page.total === -1 ? String(offset + page.list.length) : undefined,
		};
	});
}

function matching(filter?: string): (candidate: { name: string; label: string }) => boolean {
	const text = (filter ?? '').trim().toLowerCase();
	return ({ name, label }) => !text || name.toLowerCase().includes(text) || label.toLowerCase().includes(text);
}
