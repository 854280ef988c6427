import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { columnName } from '../../api/links/columnPlace';
import { linkedRecordChoices, linkTarget } from '../../api/links/linkedRecordChoices';
import { InvalidInput } from '../../api/values/InvalidInput';
import { connect } from '../transport/connect';
import { byName } from './asOption';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { labelledColumns } from './linkColumnOptions';
import { recordSearch } from './recordSearch';

/** The links that can be set while a record is written. */
export async function getLinkedRecordChoices(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const choices = await linkedRecordChoices(connect(this).metadata, chosenName(this, 'entityType', 'Entity Type'));
		const chosen = this.getCurrentNodeParameter('&link');
		const options = choices.map(({ value, label }): INodePropertyOptions => {
			const [attribute = value] = value.split(/(?<=Ids):/);
			// A workflow that was saved before holds the attribute alone.
			return { name: label, value: chosen === attribute ? attribute : value, description: attribute };
		});
		return options.sort(byName);
	});
}

/** Without it n8n marks a column that is not chosen. */
const NONE: INodePropertyOptions = { name: 'None', value: '' };

/** Columns of the link that is chosen in the same row. */
export async function getLinkedRecordColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const link = this.getCurrentNodeParameter('&link');
		const { field, several } = link ? linkTarget(link, 'Linked Records') : { field: '', several: false };
		if (!several) return [NONE];
		const columns = await labelledColumns(connect(this).metadata, chosenName(this, 'entityType', 'Entity Type'), field);
		const own = columns.filter(({ holder }) => !holder);
		return [NONE, ...own.map(({ label, ...place }) => ({ name: label, value: columnName(place), description: place.column }))];
	});
}

/** Records of the type that the link of the same row leads to, by what their name contains. */
export async function searchLinkedRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const { field, entityType } = linkTarget(this.getCurrentNodeParameter('&link'), 'Linked Records');
		const foreign = entityType ?? (await connect(this).metadata.linkedEntityType(chosenName(this, 'entityType', 'Entity Type'), field));
		if (!foreign)
			throw new InvalidInput('Linked Records', `“${field}” does not lead to a single entity type`, 'Enter the ID of the record.');
		return await recordSearch(this, foreign, { filter, paginationToken });
	});
}
