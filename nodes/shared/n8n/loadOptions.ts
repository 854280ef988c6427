import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { LabelledAttribute, Metadata } from '../api/Metadata';
import { chosenName } from './chosenName';
import { connect } from './connect';
import { inDropdown } from './inDropdown';

type AttributeFilter = (attribute: LabelledAttribute) => boolean;

/** Kinds that can't be part of a condition: EspoCRM answers with a bare 500 (api.md 3.2). */
const NOT_FILTERABLE = ['idList', 'object', 'json'];

export async function getWritableAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await attributes(this, ({ readOnly }) => !readOnly, false);
}

/** Attributes, the ID, and the links that the operators for links take. */
export async function getFilterAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const own = await attributes(this, ({ kind }) => !NOT_FILTERABLE.includes(kind), true);
	const links = await inDropdown(this, async () => {
		const { metadata } = connect(this);
		return await metadata.links(await listedEntityType(this, metadata, true));
	});
	const linked = links.map(({ name, label }) => ({ name: `${label} (Relationship)`, value: name, description: name }));
	return [{ name: 'ID', value: 'id' }, ...own, ...linked];
}

export async function getSelectableAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await attributes(this, () => true, true);
}

/** EspoCRM sorts by fields, not attributes. */
export async function getSortFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = await listedEntityType(this, metadata, true);
		const [all, labels] = await Promise.all([metadata.attributes(entityType), metadata.labels()]);
		const fields = [...new Set(all.map(({ field }) => field))].map((field) => ({ name: labels.field(entityType, field), value: field }));
		return fields.sort((a, b) => a.name.localeCompare(b.name));
	});
}

export async function getPresetFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const presets = await metadata.presetFilters(await listedEntityType(this, metadata, true));
		return presets.map(({ name, label }) => ({ name: label, value: name }));
	});
}

export async function getBoolFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		return (await metadata.boolFilters(await listedEntityType(this, metadata, true))).map(({ name, label }) => ({ name: label, value: name }));
	});
}

export async function getStreamEntityTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const types = await connect(this).metadata.entityTypes();
		return types.filter(({ hasStream }) => hasStream).map(({ name, label }) => ({ name: label, value: name }));
	});
}

async function attributes(context: ILoadOptionsFunctions, wanted: AttributeFilter, listed: boolean): Promise<INodePropertyOptions[]> {
	return await inDropdown(context, async () => {
		const { metadata } = connect(context);
		const all = await metadata.attributes(await listedEntityType(context, metadata, listed));
		return all.filter(wanted).map(({ name, label }) => ({ name: label, value: name, description: name }));
	});
}

/** The type of the rows: that of the chosen link where the operation lists related records. */
async function listedEntityType(context: ILoadOptionsFunctions, metadata: Metadata, listed: boolean): Promise<string> {
	const entityType = chosenName(context, 'entityType', 'Entity Type');
	const { resource } = context.getCurrentNodeParameters() ?? {};
	if (!listed || resource !== 'relation') return entityType;
	const link = context.getCurrentNodeParameter('link', { extractValue: true });
	const foreign = typeof link === 'string' && link ? await metadata.linkedEntityType(entityType, link) : undefined;
	return foreign ?? entityType;
}
