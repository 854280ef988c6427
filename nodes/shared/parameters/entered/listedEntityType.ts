import type { ParameterReader } from '../reading/Parameter';

/** The entity type of the rows that the operation lists: that which the link leads to, where one is chosen. */
export async function listedEntityType(reader: ParameterReader): Promise<string> {
	const [entityType, link] = [reader.valueOf('entityType'), reader.valueOf('link')];
	const linked = typeof link === 'string' ? await reader.metadata.linkedEntityType(String(entityType), link) : undefined;
	return linked ?? String(entityType ?? '');
}
