import type { EspoClient } from '../client/EspoClient';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { cached, type MetadataCache } from './metadataPart';

/** What `GET App/user` says that forms need; the metadata is not trimmed by field-level access (source of 9.3: MetadataService). */
export interface UserAccess {
	canRead(entityType: string, field: string): boolean;
	canEdit(entityType: string, field: string): boolean;
	/** Codes of the currencies in use. */
	currencies: string[];
	/** What amounts have that come without a currency. */
	defaultCurrency?: string;
	/** The addresses to send e-mails from, those of shared accounts included (espocrm-api.md#sending). */
	sendingAddresses: string[];
}

/** The access of the credential's user to single fields. Only what is needed of the answer is kept: it also holds a session token. */
export async function userAccess(client: EspoClient, cache: MetadataCache): Promise<UserAccess> {
	const kept = await cached(cache, 'App/user', async () => {
		const { body } = await client.request({ method: 'GET', path: ['App', 'user'] });
		const answer = object(body);
		const { currencyList = [], defaultCurrency = null } = object(answer.settings);
		const { emailAddressList = [] } = object(answer.user);
		return { fieldTable: object(object(answer.acl).fieldTable), currencyList, defaultCurrency, emailAddressList };
	});
	const { fieldTable, currencyList, defaultCurrency, emailAddressList } = object(kept);
	const may = (action: string) => (entityType: string, field: string) =>
		object(object(object(fieldTable)[entityType])[field])[action] !== 'no';
	return {
		canRead: may('read'),
		canEdit: may('edit'),
		currencies: Array.isArray(currencyList) ? currencyList.map(String) : [],
		defaultCurrency: typeof defaultCurrency === 'string' ? defaultCurrency : undefined,
		sendingAddresses: Array.isArray(emailAddressList) ? emailAddressList.map(String) : [],
	};
}

function object(value: unknown): JsonObject {
	return isJsonObject(value) ? value : ({} satisfies Record<string, Json>);
}
