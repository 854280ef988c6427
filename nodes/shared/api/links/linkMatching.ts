import { success } from '../client/checkedAnswers';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { partlyDone } from '../client/partlyDone';
import { listRecords } from '../lists/listRecords';
import { refuseEmptyFilter } from '../lists/refuseEmptyFilter';
import type { Lookups } from '../metadata/Lookups';
import type { EspoRequest } from '../request/EspoRequest';
import type { SearchParams } from '../request/SearchParams';
import { withZeros } from '../request/zeroInGroup';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import { sendIds } from './sendIds';

/**
 * Links all records that match the filters: in one request where the server does it by itself, else by their IDs.
 * @param request links records by their IDs @throws InvalidInput where nothing is filtered; EspoError; PartlyDone
 */
export async function linkMatching(request: EspoRequest, filters: SearchParams, { client, metadata }: Lookups): Promise<JsonObject> {
	refuseEmptyFilter(filters, 'link');
	const { where = [], textFilter, primaryFilter, boolFilterList = [] } = filters;
	const isNamed = Boolean(textFilter || primaryFilter || boolFilterList.length);
	// Named filters are no part of what the server's mass link understands.
	if (!isNamed && (await isMassLinked(client, { ...request, body: { massRelate: true, where: where.map(withZeros) } })))
		return { success: true };
	const [entityType = '', , link = ''] = request.path;
	const foreign = await metadata.linkedEntityType(entityType, link);
	if (!foreign) {
		const message = `“${link}” of ${entityType} does not lead to a single entity type`;
		throw new InvalidInput('Relation', message, 'Set “Records to Link” to “By Name or ID”.');
	}
	const ids = (await listRecords(client, { path: [foreign], params: { ...filters, select: ['id'] } })).map(({ id }) => String(id));
	const failed = await sendIds(client, request, ids);
	const refused = ids.find((id) => failed.has(id));
	if (refused !== undefined) throw partlyDone(ids, failed) ?? asError(failed.get(refused));
	return { success: true };
}

/**
 * Whether the server linked all that match by itself. From 8.2 on only some links take it (espocrm-api.md#mass-link); before that it fails with
 * a bare 500 on links that are not many-to-many. `false` as answer means that nothing matched.
 */
async function isMassLinked(client: EspoClient, request: EspoRequest): Promise<boolean> {
	try {
		const { body } = await client.request(request);
		return typeof body === 'boolean' || success(body, request).success === true;
	} catch (error) {
		if (error instanceof EspoError && (error.kind === 'server' || MASS_LINK_REFUSED.test(error.details.reason ?? ''))) return false;
		throw asError(error);
	}
}

const MASS_LINK_REFUSED = /^Mass link is not allowed/;
