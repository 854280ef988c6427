import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { EspoClient } from '../../api/client/EspoClient';
import { likeText } from '../../api/filter/likeText';
import { isLastPage, listPage } from '../../api/lists/ListRequest';
import type { WhereItem } from '../../api/request/WhereItem';
import { isJsonObject } from '../../api/values/Json';
import { connect } from '../transport/connect';
import { credentialIdentity } from '../transport/credentialIdentity';

const PAGE = 50;

interface Search {
	/** What the name contains; all records when it is empty. */
	filter?: string;
	/** Where the page begins. */
	paginationToken?: string;
	/** The same for several searches at once, so that it limits them together. */
	client?: EspoClient;
	/** The list to look in; all records of the type when absent. */
	path?: string[];
	/** What the records have in common besides. */
	where?: WhereItem[];
	/** What leaves a record out. */
	unless?: { attribute: string; value: string };
}

/**
 * A page of records of an entity type: the results of a drop-down.
 * @throws EspoError
 */
export async function recordSearch(
	context: ILoadOptionsFunctions,
	entityType: string,
	{ filter = '', paginationToken, client = connect(context).client, path = [entityType], where: common = [], unless }: Search,
): Promise<INodeListSearchResult> {
	const { site } = await credentialIdentity(context);
	const offset = Number(paginationToken ?? 0);
	const named = filter.trim() ? [{ type: 'contains', attribute: 'name', value: likeText(filter.trim()) }] : [];
	const select = ['id', 'name', ...(unless ? [unless.attribute] : [])];
	const page = await listPage(
		client,
		{ path, params: { where: [...common, ...named], select } },
		{ maxSize: PAGE, offset: offset || undefined },
	);
	return {
		results: page.list
			.filter(isJsonObject)
			.filter((row) => !unless || row[unless.attribute] !== unless.value)
			.map(({ id, name }) => ({
				name: String(name ?? id),
				value: String(id),
				url: `${site.siteUrl}/#${entityType}/view/${String(id)}`,
			})),
		paginationToken: isLastPage(page, offset) ? undefined : String(offset + page.list.length),
	};
}
