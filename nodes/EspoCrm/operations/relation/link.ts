import { success } from '../../../shared/api/client/checkedAnswers';
import { linkMatching } from '../../../shared/api/links/linkMatching';
import { linkWithColumns } from '../../../shared/api/links/linkWithColumns';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { operation } from '../../../shared/operation/Operation';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { filters } from '../../../shared/parameters/filters/filters';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { link } from '../../parameters/linked/link';
import { linkColumns } from '../../parameters/linked/linkColumns';
import { relatedIds } from '../../parameters/linked/relatedIds';

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
		description: 'How to choose the records to link',
	},
	(reader) => chosenOf(reader.get('linkBy'), ['ids', 'filter'], LINK_BY),
);

export const linkRecords = operation({
	resource: 'relation',
	value: 'link',
	name: 'Link',
	action: 'Link records',
	description: 'Add records to a relation, or change the columns of records that are already linked',
	effect: 'repeatable',
	parameters: [
		entityType,
		recordId,
		link,
		linkBy,
		shownWhen('linkBy', ['ids'], relatedIds),
		shownWhen('linkBy', ['ids'], linkColumns),
		shownWhen('linkBy', ['filter'], filters),
	],
	plan: ({ entityType, recordId, link, relatedIds, linkColumns, filters }) => {
		const request: EspoRequest = { method: 'POST', path: [entityType, recordId, link] };
		if (!relatedIds) {
			return {
				steps: async (context) => await linkMatching(request, filters ?? {}, context),
				touches: [recordId],
				// What a filter matches is not known beforehand, and no record may be linked by two requests at once.
				inFlight: 1,
			};
		}
		return {
			shared: { ...request, body: { ids: relatedIds } },
			alike: linkColumns,
			send: linkColumns && (async (ids, context) => await linkWithColumns(ids, request, linkColumns, context)),
			output: success,
		};
	},
});
