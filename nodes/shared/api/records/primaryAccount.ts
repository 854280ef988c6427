import type { Json, JsonObject } from '../values/Json';

/**
 * EspoCRM puts the account of a contact back when only `accountId` is emptied, and keeps it when only the list of its accounts is: both must be
 * emptied (espocrm-api.md#relations, measured on 7.5 and 10.0). A record that was read carries the name of the account too, and is written back as it is.
 */
export function withoutPrimaryAccount(entityType: string, values: JsonObject): JsonObject {
	if (entityType !== 'Contact') return values;
	if (isEmptied(values.accountsIds) && values.accountId === undefined) return { ...values, accountsIds: [], accountId: null };
	if (values.accountId !== null || values.accountsIds !== undefined || 'accountName' in values) return values;
	return { ...values, accountsIds: [] };
}

function isEmptied(ids: Json | undefined): boolean {
	return ids === null || (Array.isArray(ids) && !ids.length);
}
