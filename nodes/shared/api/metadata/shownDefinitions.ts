import { allEnded } from '../client/allEnded';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { optionsOfAttribute } from './attributeOptions';
import { attributesOfFields, entriesOf, isHidden } from './entityFields';
import type { Labels } from './Labels';
import type { LabelledAttribute, ShownDefinitions } from './Metadata';
import type { MetadataSource } from './MetadataSource';

const LINKABLE = ['hasMany', 'hasChildren', 'manyMany'];

/** What a person sees of the definitions: by their labels, and as far as the rights go. */
export function shownDefinitionsIn({ part, object, fieldsOf, definitionOf, labels, access }: MetadataSource): ShownDefinitions {
	const filters = async (entityType: string, list: string, label: (texts: Labels, name: string) => string) => {
		const [found, texts] = await allEnded([part('clientDefs', entityType, list), labels()]);
		return names(found).map((name) => ({ name, label: label(texts, name) }));
	};

	const attributes = async (entityType: string): Promise<LabelledAttribute[]> => {
		const [{ fields, links }, texts, rights] = await allEnded([definitionOf(entityType), labels(), access()]);
		const columns = columnAttributes(links);
		return attributesOfFields(fields)
			.filter(({ name, field }) => rights.canRead(entityType, field) && rights.canRead(entityType, name))
			.map((attribute) => ({
				...attribute,
				readOnly:
					attribute.readOnly ||
					columns.has(attribute.name) ||
					!rights.canEdit(entityType, attribute.field) ||
					!rights.canEdit(entityType, attribute.name),
				label: texts.attribute(entityType, attribute),
				definition: (fields[attribute.name] ?? fields[attribute.field]) as JsonObject,
			}));
	};

	return {
		labels,
		attributes,
		fieldLabel: async (entityType, name) => (await attributes(entityType)).find((attribute) => attribute.name === name)?.label,
		defaultCurrency: async () => (await access()).defaultCurrency,
		sendingAddresses: async () => (await access()).sendingAddresses,
		uploadLimits: async () => (await access()).uploads,
		async entityTypes() {
			const [scopes, texts] = await allEnded([object('scopes'), labels()]);
			return entriesOf(scopes)
				.filter(([, scope]) => scope.entity === true && scope.object === true && scope.disabled !== true)
				.map(([name, scope]) => ({ name, label: texts.entityType(name), hasStream: scope.stream === true }))
				.sort(byLabel);
		},
		async options(entityType, name) {
			const fields = await fieldsOf(entityType);
			const attribute = attributesOfFields(fields).find((candidate) => candidate.name === name);
			const currencies = async () => (await access()).currencies;
			return attribute && (await optionsOfAttribute(entityType, attribute, fields, { part, currencies, labels: await labels() }));
		},
		async links(entityType) {
			const [{ links }, scopes, texts] = await allEnded([definitionOf(entityType), object('scopes'), labels()]);
			return (
				entriesOf(links)
					.filter(([, definition]) => !isHidden(definition))
					// The types that a user may not read are missing from the metadata.
					.filter(([, { entity }]) => typeof entity !== 'string' || isEnabled(scopes[entity]))
					.map(([name, { entity, type, readOnly }]) => ({
						name,
						label: texts.link(entityType, name),
						entityType: typeof entity === 'string' ? entity : undefined,
						linkable: LINKABLE.includes(String(type)) && readOnly !== true,
					}))
					.sort(byLabel)
			);
		},
		async auditedFields(entityType) {
			const [{ fields }, scope, texts] = await allEnded([definitionOf(entityType), object('scopes', entityType), labels()]);
			return entriesOf(fields)
				.filter(([name, { audited }]) => audited === true || name === scope.statusField)
				.map(([name]) => ({ name, label: texts.field(entityType, name) }));
		},
		presetFilters: async (entityType) => await filters(entityType, 'filterList', (texts, name) => texts.presetFilter(entityType, name)),
		boolFilters: async (entityType) => await filters(entityType, 'boolFilterList', (texts, name) => texts.boolFilter(entityType, name)),
	};
}

/** Attributes that show a column of a relation (espocrm-api.md#columns-of-relations): they are set through the relation, not by writing them. */
function columnAttributes(links: JsonObject): Set<string> {
	const maps = entriesOf(links).map(([, { columnAttributeMap }]) => columnAttributeMap);
	return new Set(maps.filter(isJsonObject).flatMap((map) => Object.values(map).map(String)));
}

function isEnabled(scope: Json | undefined): boolean {
	return isJsonObject(scope) && scope.disabled !== true;
}

/** Names of filters, which stand in the metadata as text or as objects. */
function names(filters: Json | undefined): string[] {
	return (Array.isArray(filters) ? filters : [])
		.map((filter) => (isJsonObject(filter) ? filter.name : filter))
		.filter((name): name is string => typeof name === 'string');
}

function byLabel(a: { label: string }, b: { label: string }): number {
	return a.label.localeCompare(b.label);
}
