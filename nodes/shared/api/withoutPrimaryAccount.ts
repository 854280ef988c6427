import type { JsonObject } from './Json';

/**
 * EspoCRM puts the account of a contact back when only `accountId` is emptied: its list of accounts must be emptied too
 * (espocrm-api.md#primary-account, measured on 7.5 and 10.0). A record that was read carries the name of the account too, and is written back as it is.
 */
export function withoutPrimaryAccount(entityType: string, values: JsonObject): JsonObject {
	if (entityType !== 'Contact' || values.accountId !== null || values.accountsIds !== undefined || 'accountName' in values) return values;
	return { ...values, accountsIds: [] };
}
