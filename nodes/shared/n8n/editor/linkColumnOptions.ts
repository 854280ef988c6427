import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { columnChoice, columnPlaces, type ColumnPlace } from '../../api/links/columnPlace';
import { noColumns } from '../../api/links/linkColumns';
import type { Metadata } from '../../api/metadata/Metadata';
import { isJsonObject } from '../../api/values/Json';
import { connect } from '../transport/connect';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';

/** Columns of the chosen link that can be set, by label. */
export async function getLinkColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const link = chosenName(this, 'link', 'Relation');
		const columns = await labelledColumns(metadata, entityType, link);
		if (!columns.length) throw noColumns(entityType, link);
		return columns.map(({ label, ...place }) => ({ name: label, value: columnChoice(place), description: place.column }));
	});
}

/** The columns of a link that can be set, with labels. */
export async function labelledColumns(
	metadata: Metadata,
	entityType: string,
	link: string,
): Promise<Array<ColumnPlace & { label: string }>> {
	const places = await columnPlaces(metadata, entityType, link);
	if (!places.length) return [];
	const [{ columnAttributeMap }, labels] = await Promise.all([metadata.link(entityType, link), metadata.labels()]);
	const attributes = isJsonObject(columnAttributeMap) ? columnAttributeMap : {};
	return places.map((place) => {
		const attribute = String(attributes[place.column] ?? place.column);
		const label = labels.field(entityType, attribute);
		return { ...place, label: label === attribute ? place.column : label };
	});
}
