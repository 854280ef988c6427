import { EspoError } from '../../../shared/api/EspoError';
import type { EspoRequest } from '../../../shared/api/EspoRequest';
import { InvalidInput } from '../../../shared/api/InvalidInput';
import { listRecords } from '../../../shared/api/listRecords';
import { operation } from '../../../shared/operation/Operation';
import { IDS_PER_REQUEST } from '../../../shared/operation/planJobs';
import { success } from '../../../shared/operation/outputs';
import { parameter } from '../../../shared/operation/Parameter';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { link } from '../../parameters/link';
import { recordId } from '../../parameters/recordId';
import { relatedIds } from '../../parameters/relatedIds';
import { shownWhen } from '../../parameters/shownWhen';

const linkBy = parameter(
	'linkBy',
	{
		displayName: 'Records to Link',
		name: 'linkBy',
		type: 'options',
		noDataExpression: true,
		default: 'ids',
		options: [
			{ name: 'By ID', value: 'ids' },
			{ name: 'All That Match a Filter', value: 'filter' },
		],
	},
	(reader) => String(reader.get('linkBy')),
);

export const linkRecords = operation({
	resource: 'relation',
	value: 'link',
	name: 'Link',
	action: 'Link records',
	description: 'Add records to a relation',
	parameters: [entityType, recordId, link, linkBy, shownWhen('linkBy', ['ids'], relatedIds), shownWhen('linkBy', ['filter'], filters)],
	gathersIds: true,
	request: ({ entityType, recordId, link, relatedIds }) =>
		relatedIds && { method: 'POST', path: [entityType, recordId, link], body: { ids: relatedIds } },
	output: success,
	touches: ({ recordId }) => [recordId],
	run: async ({ entityType, recordId, link, filters = {} }, { client, metadata }) => {
		const { where = [], textFilter, primaryFilter, boolFilterList = [] } = filters;
		if (!where.length && !textFilter && !primaryFilter && !boolFilterList.length) {
			throw new InvalidInput('Filters', '“Filters” is empty: this would link every record', 'Add a filter.');
		}
		const request: EspoRequest = { method: 'POST', path: [entityType, recordId, link] };
		// Named filters are no part of what the server's mass link understands.
		if (!textFilter && !primaryFilter && !boolFilterList.length) {
			try {
				const massRelate = { ...request, body: { massRelate: true, where } };
				return success((await client.request(massRelate)).body, massRelate);
			} catch (error) {
				if (!isNotAllowed(error)) return await rethrown(error);
			}
		}
		const foreign = await metadata.linkedEntityType(entityType, link);
		if (!foreign) throw new InvalidInput('Relationship', `“${link}” of ${entityType} does not lead to one entity type`, 'Link the records by their IDs.');
		const ids = (await listRecords(client, { path: [foreign], params: { ...filters, select: ['id'] } })).map(({ id }) => String(id));
		for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
			const part = { ...request, body: { ids: ids.slice(start, start + IDS_PER_REQUEST) } };
			success((await client.request(part)).body, part);
		}
		return { success: true };
	},
});

/** From 8.2 on only some links take it (api.md 4). */
function isNotAllowed(error: unknown): boolean {
	return error instanceof EspoError && error.kind === 'forbidden' && /^Mass link is not allowed/.test(error.details.reason ?? '');
}

async function rethrown(error: unknown): Promise<never> {
	return await Promise.reject(error);
}
