import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { fileFields } from '../../api/files/fileField';
import type { LabelledAttribute, Metadata } from '../../api/metadata/Metadata';
import { isNeeded } from '../../api/metadata/entityFields';
import { isNothing } from '../../api/values/given';
import { isJsonObject } from '../../api/values/Json';
import { connect } from '../transport/connect';
import { asNamedOption, asOption, byName } from './asOption';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { chosenLink, chosenListedType } from './chosenListedType';

type AttributeFilter = (attribute: LabelledAttribute) => boolean;

/** Attributes that can be written, by their labels. @throws NodeApiError, which the drop-down shows */
export async function getWritableAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await attributes(this, ({ readOnly }) => !readOnly);
}

/** Attributes that can be emptied. @throws NodeApiError */
export async function getClearableAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await attributes(
		this,
		(attribute) => !attribute.readOnly && attribute.kind !== 'flag' && !isNeeded(attribute, attribute.definition),
	);
}

/** Attributes to return; for related records also the columns of the relation, which the metadata treats as internal. */
export async function getSelectableAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = await chosenListedType(this, metadata);
		const [all, columns] = await Promise.all([metadata.attributes(entityType), relationColumns(this, metadata, entityType)]);
		const labelled = new Map([...columns, ...all].map(({ name, label }) => [name, label]));
		return [...labelled].map(([name, label]) => asNamedOption({ name, label })).sort(byName);
	});
}

/** The attributes in which the listed records show the columns of the chosen relation, e.g. the role of a contact in an account. */
async function relationColumns(
	context: ILoadOptionsFunctions,
	metadata: Metadata,
	listed: string,
): Promise<Array<{ name: string; label: string }>> {
	const link = chosenLink(context);
	if (!link) return [];
	const { foreign } = await metadata.link(chosenName(context, 'entityType', 'Entity Type'), link);
	if (typeof foreign !== 'string') return [];
	const [{ columnAttributeMap }, labels] = await Promise.all([metadata.link(listed, foreign), metadata.labels()]);
	return Object.values(isJsonObject(columnAttributeMap) ? columnAttributeMap : {}).map((name) => ({
		name: String(name),
		label: labels.field(listed, String(name)),
	}));
}

/** Fields for files, or why there are none. @throws NodeApiError */
export async function getFileFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		// The panel shows this drop-down from the start: a new node is no failure.
		if (isNothing(this.getCurrentNodeParameter('entityType', { extractValue: true })))
			return [{ name: 'Choose an Entity Type First', value: '' }];
		const { metadata } = connect(this);
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const [fields, labels] = await Promise.all([fileFields(metadata, entityType), metadata.labels()]);
		if (!fields.length) return [{ name: 'This Entity Type Has No Field for Files', value: '' }];
		return fields.map(({ field }) => asNamedOption({ name: field, label: labels.field(entityType, field) })).sort(byName);
	});
}

/** Types of fields without a value of their own in the table. */
const NOT_SORTABLE = [
	'linkMultiple',
	'attachmentMultiple',
	'jsonObject',
	'jsonArray',
	'arrayInt',
	'image',
	'file',
	'map',
	'base',
	'array',
	'multiEnum',
	'checklist',
	'urlMultiple',
];

/** EspoCRM sorts by fields, not attributes. */
export async function getSortFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = await chosenListedType(this, metadata);
		const [all, labels] = await Promise.all([metadata.attributes(entityType), metadata.labels()]);
		const sortable = all.filter(({ fieldType, definition }) => !NOT_SORTABLE.includes(fieldType) && definition.orderDisabled !== true);
		const fields = [...new Set(sortable.map(({ field }) => field))].map((name) =>
			asOption({ name, label: labels.field(entityType, name) }),
		);
		return fields.sort(byName);
	});
}

/** Filters that EspoCRM has ready for the entity type. @throws NodeApiError */
export async function getPresetFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const presets = await metadata.presetFilters(await chosenListedType(this, metadata));
		return presets.map(asOption);
	});
}

/** Quick filters such as "only my". @throws NodeApiError */
export async function getBoolFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		return (await metadata.boolFilters(await chosenListedType(this, metadata))).map(asOption);
	});
}

/** Entity types with a stream. @throws NodeApiError */
export async function getStreamEntityTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const types = await connect(this).metadata.entityTypes();
		return types.filter(({ hasStream }) => hasStream).map(asOption);
	});
}

/** Fields of the watched entity types whose changes the stream notes. */
export async function getAuditedFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const { entityTypes } = this.getCurrentNodeParameters() ?? {};
		const types =
			Array.isArray(entityTypes) && entityTypes.length
				? entityTypes.map(String)
				: [chosenName(this, 'entityType', 'Entity Type Names or IDs')];
		const fields = await Promise.all(types.map(async (entityType) => await metadata.auditedFields(entityType)));
		const labels = new Map(fields.flat().map(({ name, label }) => [name, label]));
		return [...labels].map(([name, label]) => asOption({ name, label })).sort(byName);
	});
}

async function attributes(context: ILoadOptionsFunctions, wanted: AttributeFilter): Promise<INodePropertyOptions[]> {
	return await inDropdown(context, async () => {
		const all = await connect(context).metadata.attributes(chosenName(context, 'entityType', 'Entity Type'));
		return all.filter(wanted).map(asNamedOption).sort(byName);
	});
}
