import type { Api } from '../contract/server/Api';

type Definitions = Record<string, Record<string, unknown>>;
interface Documents {
	fields: Definitions;
	entityDefs: Record<string, { fields: Definitions; links: Definitions }>;
}

/** The relations whose columns a test judges. */
const LINKS: Record<string, string[]> = {
	Account: ['contacts', 'opportunities', 'tasks'], Contact: ['accounts', 'opportunities', 'targetLists'], Opportunity: ['contacts'], Meeting: ['users'],
	User: ['meetings', 'teams', 'emails'], Team: ['users'], TargetList: ['contacts'], Email: ['users'],
};
const OF_FIELD = ['type', 'columns', 'readOnly', 'additionalAttributeList'];
const OF_LINK = ['type', 'entity', 'foreign', 'additionalColumns', 'columnAttributeMap', 'relationName'];

/** The names of the field types, and how a few relations are defined. */
export async function recordMetadata(admin: Api): Promise<unknown> {
	const { fields, entityDefs } = (await admin.get('Metadata')) as unknown as Documents;
	const types = Object.entries(LINKS).map(([entityType, names]) => {
		const definition = entityDefs[entityType];
		return [entityType, { fields: parts(definition?.fields ?? {}, names, OF_FIELD), links: parts(definition?.links ?? {}, names, OF_LINK) }];
	});
	return { fieldTypes: Object.keys(fields).sort(), entityDefs: Object.fromEntries(types) as unknown };
}

function parts(definitions: Definitions, names: string[], kept: string[]): Definitions {
	const known = names.filter((name) => definitions[name]);
	return Object.fromEntries(known.map((name) => [name, Object.fromEntries(Object.entries(definitions[name] ?? {}).filter(([key]) => kept.includes(key)))]));
}
