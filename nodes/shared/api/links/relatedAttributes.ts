import { EspoError } from '../client/EspoError';
import type { Metadata } from '../metadata/Metadata';
import { isJsonObject, type JsonObject } from '../values/Json';

/**
 * Whether a list of related records that was asked for everything gave a part only: 10.0 forgets the rest where a link has attributes
 * that always come along, e.g. contacts of an account (`mandatoryAttributeList` in Record/Service::prepareLinkSearchParams).
 */
export function isCutShort(rows: JsonObject[]): boolean {
	return rows.length > 0 && rows.every(({ deleted, name }) => deleted === undefined && name === undefined);
}

const ofRuns = new WeakMap<Metadata, Map<string, Promise<string[]>>>();

/** What was found to be needed for the link in this run; undefined where its lists were not seen to be cut short. */
export function knownRelatedAttributes(metadata: Metadata, entityType: string, link: string): Promise<string[]> | undefined {
	return ofRuns.get(metadata)?.get(keyOf(entityType, link));
}

/** The attributes that lists of a link's records show by themselves, columns of the relation included. Looked up once in a run. @throws EspoError */
export async function relatedAttributes(metadata: Metadata, entityType: string, link: string): Promise<string[]> {
	const links = ofRuns.get(metadata) ?? new Map<string, Promise<string[]>>();
	ofRuns.set(metadata, links);
	const key = keyOf(entityType, link);
	const found = links.get(key) ?? lookUp(metadata, entityType, link);
	links.set(key, found);
	return await found;
}

function keyOf(entityType: string, link: string): string {
	return `${entityType}.${link}`;
}

async function lookUp(metadata: Metadata, entityType: string, link: string): Promise<string[]> {
	const definition = await metadata.link(entityType, link);
	if (!Object.keys(definition).length) throw nothingFound();
	const { entity, foreign } = definition;
	if (typeof entity !== 'string') return [];
	const [kinds, back] = await Promise.all([
		metadata.attributeKinds(entity),
		typeof foreign === 'string' ? metadata.link(entity, foreign) : {},
	]);
	if (!kinds.size) throw nothingFound();
	const { columnAttributeMap } = back as JsonObject;
	const isList = (name: string) => kinds.get(`${name.replace(/(Ids|Names|Columns|Types)$/, '')}Ids`) === 'idList';
	const isAddressList = (name: string) => name.endsWith('Data') && kinds.get(name.replace(/Data$/, 'IsInvalid')) === 'flag';
	const listed = [...kinds.keys()].filter((name) => !isList(name) && !isAddressList(name));
	return [...new Set(['deleted', ...listed, ...Object.values(isJsonObject(columnAttributeMap) ? columnAttributeMap : {}).map(String)])];
}

/** A link that gave rows is defined, and every entity type has attributes: a look-up that finds none has failed. */
function nothingFound(): EspoError {
	return new EspoError({ kind: 'notEspo', request: { method: 'GET', path: ['Metadata'] }, status: 200 });
}
