import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { inWritingOrder } from '../../api/metadata/writingOrder';
import { isGiven } from '../../api/values/given';
import { nodeError } from '../messages/nodeError';
import { connect } from '../transport/connect';
import { metadataCache } from '../transport/metadataCache';
import { chosenName } from './chosenName';
import { linkChoices } from './linkChoices';
import { mappedField } from './mappedField';
import { fieldsNotOffered, hasSavedFields, type MappedField } from './savedFields';

/** The fields of the chosen entity type that can be written, as n8n's field mapping shows them. */
export async function getMappingFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const columns = this.getCurrentNodeParameter('columns');
	return await orReason(this, columns, async () => {
		const connection = connect(this);
		const { metadata } = connection;
		const entityType = chosenName(this, 'entityType', 'Entity Type');
		const operation = String(this.getCurrentNodeParameter('operation'));
		const attributes = (await metadata.attributes(entityType)).filter(
			({ readOnly, definition }) => !readOnly && (operation !== 'update' || definition.readOnlyAfterCreate !== true),
		);
		const matchedBy = ['emailAddress', 'name'].find((name) => attributes.some((attribute) => attribute.name === name));
		const choices = await linkChoices(attributes, entityType, connection, await metadataCache(this)());
		const place = { entityType, operation, metadata, choices, columns };
		const fields = await Promise.all(inWritingOrder(attributes).map(async (attribute) => await mappedField(attribute, place)));
		const offered = [
			...(operation === 'upsert' ? [ID] : []),
			...fields.map((field) => (operation === 'upsert' && field.id === matchedBy ? matched(field) : field)),
		];
		return {
			fields: withOwnLabels([...offered, ...fieldsNotOffered(columns, entityType, offered)]),
			emptyFieldsNotice: 'This entity type has no fields that the authenticated user can write',
		};
	});
}

/**
 * Of an error n8n shows no text here. An empty list with the reason does, but it would take the values of the workflow along (pruneParamValues of the
 * editor), so it is given only where the workflow has no fields yet.
 */
async function orReason(
	context: ILoadOptionsFunctions,
	columns: unknown,
	load: () => Promise<ResourceMapperFields>,
): Promise<ResourceMapperFields> {
	try {
		return await load();
	} catch (error) {
		const node = context.getNode();
		if (hasSavedFields(columns)) throw nodeError(error, { node });
		const isChosen = isGiven(context.getCurrentNodeParameter('entityType', { extractValue: true }));
		return {
			fields: [],
			emptyFieldsNotice: isChosen ? asHtml(nodeError(error, { node, isMessageOnly: true }).message) : 'Choose an entity type first.',
		};
	}
}

function asHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** Shown from the beginning, as n8n shows required fields only. */
function matched(field: MappedField): MappedField {
	return { ...field, defaultMatch: true, required: true };
}

/** Two fields with one label could not be told apart. */
function withOwnLabels(fields: MappedField[]): MappedField[] {
	const labels = fields.map(({ displayName }) => displayName);
	const isRepeated = (label: string) => labels.indexOf(label) !== labels.lastIndexOf(label);
	return fields.map((field) => (isRepeated(field.displayName) ? { ...field, displayName: `${field.displayName} (${field.id})` } : field));
}

const ID: MappedField = {
	id: 'id',
	displayName: 'ID',
	kind: 'id',
	type: 'string',
	display: true,
	required: false,
	defaultMatch: false,
	canBeUsedToMatch: true,
};
