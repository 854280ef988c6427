import { EspoError, type EspoErrorKind } from '../client/EspoError';
import type { EspoClient } from '../client/EspoClient';
import { listRows } from '../lists/listRows';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';

/** Types of records that have addresses in every EspoCRM. */
export const USUAL_OWNERS = ['Contact', 'Lead', 'Account', 'User'];

/** There is no such type, or it has no field for addresses: 7.x has no other answer to that than a 500. */
const NO_SUCH_TYPE: EspoErrorKind[] = ['notFound', 'invalid', 'server'];

/**
 * The records that have an e-mail address, as their primary one or another.
 * @param denied is told a type that the user may not read
 * @throws EspoError; InvalidInput for a type that is not there or has no addresses
 */
export async function addressOwners(
	client: EspoClient,
	address: string,
	entityTypes: readonly string[],
	denied: (entityType: string) => void,
): Promise<JsonObject[]> {
	const found: JsonObject[] = [];
	for (const entityType of entityTypes) {
		const where = [{ type: 'equals', attribute: 'emailAddress', value: address }];
		const list = { path: [entityType], params: { where, select: ['id', 'name', 'emailAddress'] } };
		const rows = await listRows(client, list, { limit: 200 }).catch((error: unknown) => {
			if (error instanceof EspoError && NO_SUCH_TYPE.includes(error.kind)) throw noOwner(entityType);
			if (!(error instanceof EspoError) || error.kind !== 'forbidden') throw asError(error);
			denied(entityType);
			return [];
		});
		found.push(...rows.map(({ id, name, emailAddress }) => ({ entityType, id, name, emailAddress }) as JsonObject));
	}
	return found;
}

function noOwner(entityType: string): InvalidInput {
	return new InvalidInput(
		'Entity Type Names',
		`Records of the type “${entityType}” (“Entity Type Names”) have no e-mail addresses, or there is no such type`,
		'Names are singular and begin with a capital letter, e.g. Contact.',
	);
}
