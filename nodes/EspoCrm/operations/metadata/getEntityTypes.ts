import { EspoError } from '../../../shared/api/client/EspoError';
import type { Metadata } from '../../../shared/api/metadata/Metadata';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';

export const getEntityTypes = operation({
	resource: 'metadata',
	value: 'getEntityTypes',
	name: 'Get Entity Types',
	action: 'Get entity types',
	description: 'List the entity types that the authenticated user may read, own ones included, with their labels',
	effect: 'read',
	parameters: [],
	plan: () => ({ steps: async ({ metadata }) => await entityTypes(metadata) }),
});

async function entityTypes(metadata: Metadata): Promise<JsonObject[]> {
	const types = await metadata.entityTypes();
	// Even a role without any rights sees some types; an empty answer comes from something in between.
	if (!types.length) throw new EspoError({ kind: 'notEspo', request: { method: 'GET', path: ['Metadata'] }, status: 200 });
	return types.map(({ name, label, hasStream }) => ({ name, label, hasStream }));
}
