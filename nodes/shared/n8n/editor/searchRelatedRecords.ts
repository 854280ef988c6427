import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { recordIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import { connect } from '../transport/connect';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { recordSearch } from './recordSearch';

/** Records of the type that the chosen link leads to, by what their name contains; to unlink only those that are linked. */
export async function searchRelatedRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const link = chosenName(this, 'link', 'Relation');
		const foreign = await connect(this).metadata.linkedEntityType(entityType, link);
		if (foreign) {
			const isUnlink = this.getCurrentNodeParameter('operation') === 'unlink';
			const path = isUnlink ? [entityType, chosenRecord(this), link] : undefined;
			return await recordSearch(this, foreign, { filter, paginationToken, path });
		}
		throw new InvalidInput(
			'Related Records',
			`“${link}” of ${entityType} does not lead to a single entity type`,
			'Enter the ID of the record.',
		);
	});
}

/** @throws InvalidInput when none is chosen, or an expression gives none yet, so that the drop-down says so */
function chosenRecord(context: ILoadOptionsFunctions): string {
	return recordIdentifier(context.getCurrentNodeParameter('recordId', { extractValue: true }), 'Record');
}
