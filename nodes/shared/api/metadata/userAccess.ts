import type { EspoClient } from '../client/EspoClient';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import type { UploadLimits } from './Metadata';
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
	/** In bytes. */
	uploads: UploadLimits;
}

/** The access of the credential's user to single fields. Only what is needed of the answer is kept: it also holds a session token. */
export async function userAccess(client: EspoClient, cache: MetadataCache): Promise<UserAccess> {
	const kept = await cached(cache, 'App/user', async () => {
		const { body } = await client.request({ method: 'GET', path: ['App', 'user'] });
		const answer = object(body);
		const {
			currencyList = [],
			defaultCurrency = null,
			attachmentUploadMaxSize = null,
			attachmentUploadChunkSize = null,
		} = object(answer.settings);
		const { emailAddressList = [] } = object(answer.user);
		const { maxUploadSize = null } = object(answer.appParams);
		const sizes = { attachmentUploadMaxSize, attachmentUploadChunkSize, maxUploadSize };
		return { fieldTable: object(object(answer.acl).fieldTable), currencyList, defaultCurrency, sizes, emailAddressList };
	});
	const { fieldTable, currencyList, defaultCurrency, sizes, emailAddressList } = object(kept);
	const may = (action: string) => (entityType: string, field: string) =>
		object(object(object(fieldTable)[entityType])[field])[action] !== 'no';
	return {
		canRead: may('read'),
		canEdit: may('edit'),
		currencies: Array.isArray(currencyList) ? currencyList.map(String) : [],
		defaultCurrency: typeof defaultCurrency === 'string' ? defaultCurrency : undefined,
		sendingAddresses: Array.isArray(emailAddressList) ? emailAddressList.map(String) : [],
		uploads: uploadLimits(object(sizes)),
	};
}

const MEGABYTE = 1024 * 1024;
const USUAL_CHUNK = 4;
/** Of what PHP takes in a request: base64 needs four bytes for three. */
const SHARE_OF_REQUEST = 0.7;

/** EspoCRM says sizes in MB (espocrm-api.md#attachments). */
function uploadLimits({ attachmentUploadMaxSize, attachmentUploadChunkSize, maxUploadSize }: JsonObject): UploadLimits {
	const chunk = Math.min(megabytes(attachmentUploadChunkSize) ?? USUAL_CHUNK, (megabytes(maxUploadSize) ?? Infinity) * SHARE_OF_REQUEST);
	const largest = megabytes(attachmentUploadMaxSize);
	return { chunk: Math.floor(chunk * MEGABYTE), ...(largest === undefined ? {} : { largest: largest * MEGABYTE }) };
}

function megabytes(value: Json | undefined): number | undefined {
	return typeof value === 'number' && value > 0 ? value : undefined;
}

function object(value: unknown): JsonObject {
	return isJsonObject(value) ? value : ({} satisfies Record<string, Json>);
}
