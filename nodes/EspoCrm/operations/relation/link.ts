import { asError } from '../../../shared/api/asError';
import type { EspoClient } from '../../../shared/api/EspoClient';
import { EspoError } from '../../../shared/api/EspoError';
import type { EspoRequest } from '../../../shared/api/EspoRequest';
import { InvalidInput } from '../../../shared/api/InvalidInput';
import { listRecords } from '../../../shared/api/listRecords';
import { withZeros } from '../../../shared/api/zeroInGroup';
import { linkWithColumns } from '../../../shared/operation/linkWithColumns';
import { operation } from '../../../shared/operation/Operation';
import { partlyDone, sendIds } from '../../../shared/operation/sendIds';
import { success } from '../../../shared/operation/outputs';
import { parameter } from '../../../shared/operation/Parameter';
import { chosenOf } from '../../parameters/chosenOf';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { link } from '../../parameters/link';
import { linkColumns } from '../../parameters/linkColumns';
import { recordId } from '../../parameters/recordId';
import { relatedIds } from '../../parameters/relatedIds';
import { shownWhen } from '../../parameters/shownWhen';

const LINK_BY = 'Records to Link';

const linkBy = parameter(
	'linkBy',
	{
		displayName: LINK_BY,
		name: 'linkBy',
		type: 'options',
		noDataExpression: true,
		default: 'ids',
		options: [
			{ name: 'By Name or ID', value: 'ids' },
			{ name: 'All That Match a Filter', value: 'filter' },
		],
	},
	(reader) => chosenOf(reader.get('linkBy'), ['ids', 'filter'], LINK_BY),
);

export const linkRecords = operation({
	resource: 'relation',
	value: 'link',
	name: 'Link',
	action: 'Link records',
	description: 'Add records to a relation, or change the columns of records that are linked already',
	parameters: [
		entityType,
		recordId,
		link,
		linkBy,
		shownWhen('linkBy', ['ids'], relatedIds),
		shownWhen('linkBy', ['ids'], linkColumns),
		shownWhen('linkBy', ['filter'], filters),
	],
	gathersIds: true,
	gathersBy: ({ linkColumns }) => linkColumns,
	sendGathered: async (ids, request, { entityType, recordId, link, linkColumns }, context) =>
		linkColumns
			? await linkWithColumns(ids, request, { entityType, recordId, link, columns: linkColumns }, context)
			: await sendIds(context.client, request, ids),
	request: ({ entityType, recordId, link, relatedIds }) =>
		relatedIds && { method: 'POST', path: [entityType, recordId, link], body: { ids: relatedIds } },
	output: success,
	touches: ({ recordId }) => [recordId],
	// What a filter matches is not known beforehand, and no record may be linked by two requests at once.
	inFlight: ({ filters }) => (filters ? 1 : 4),
	run: async ({ entityType, recordId, link, filters = {} }, { client, metadata }) => {
		const { where = [], textFilter, primaryFilter, boolFilterList = [] } = filters;
		const named = Boolean(textFilter || primaryFilter || boolFilterList.length);
		if (!where.length && !named) {
			throw new InvalidInput('Filters', '“Filters” is empty: this would link every record', 'Add a filter.');
		}
		const request: EspoRequest = { method: 'POST', path: [entityType, recordId, link] };
		// Named filters are no part of what the server's mass link understands.
		if (!named && (await isMassRelated(client, { ...request, body: { massRelate: true, where: where.map(withZeros) } }))) return { success: true };
		const foreign = await metadata.linkedEntityType(entityType, link);
		if (!foreign)
			throw new InvalidInput(
				'Relationship',
				`“${link}” of ${entityType} does not lead to one entity type`,
				`Set “${LINK_BY}” to “By Name or ID”.`,
			);
		const ids = (await listRecords(client, { path: [foreign], params: { ...filters, select: ['id'] } })).map(({ id }) => String(id));
		const failed = await sendIds(client, request, ids);
		const refused = ids.find((id) => failed.has(id));
		if (refused !== undefined) throw partlyDone(ids, failed) ?? asError(failed.get(refused));
		return { success: true };
	},
});

/**
 * Whether the server linked all that match by itself. From 8.2 on only some links take it (espocrm-api.md#mass-link); before that it fails with
 * a bare 500 on links that are not many-to-many. `false` as answer means that nothing matched.
 */
async function isMassRelated(client: EspoClient, request: EspoRequest): Promise<boolean> {
	try {
		const { body } = await client.request(request);
		return typeof body === 'boolean' || success(body, request).success === true;
	} catch (error) {
		if (error instanceof EspoError && (error.kind === 'server' || MASS_LINK_REFUSED.test(error.details.reason ?? ''))) return false;
		throw asError(error);
	}
}

const MASS_LINK_REFUSED = /^Mass link is not allowed/;
