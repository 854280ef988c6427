import type { EspoClient } from '../client/EspoClient';
import { definitionsIn } from './definitions';
import { knownDefinitionsIn } from './knownDefinitions';
import type { Metadata } from './Metadata';
import { metadataSource, type OpenCache } from './MetadataSource';
import { shownDefinitionsIn } from './shownDefinitions';

/** @param options see `metadataSource` */
export function createMetadata(client: EspoClient, openCache: OpenCache, options?: { ofManyTypes?: boolean }): Metadata {
	const source = metadataSource(client, openCache, options);
	return { ...definitionsIn(source), ...shownDefinitionsIn(source), ...knownDefinitionsIn(source) };
}
