import { createHash } from 'crypto';

import type { EspoCredentials } from '../../api/login/EspoCredentials';
import { espoSite, type EspoSite } from '../../api/login/espoSite';
import { CREDENTIAL_TYPE } from './credentialType';
import type { RequestContext } from './RequestContext';

export interface CredentialIdentity {
	/** Tells servers and users apart, and gives no secret away. A new key of the same API user changes nothing. */
	user: string;
	/** Tells users apart whichever way they log in. It may be kept: a password, which can be guessed, is no part of it. */
	login: string;
	/** For the process alone. Tells whatever can be entered apart: somebody else's metadata must not be seen with a wrong password. */
	key: string;
	site: EspoSite;
}

/** Which server and which user the node's credential stands for. */
export async function credentialIdentity(context: RequestContext): Promise<CredentialIdentity> {
	const credentials = await context.getCredentials<EspoCredentials>(CREDENTIAL_TYPE);
	const { url, portalId, authentication, apiKey, secretKey, username, password, token } = credentials;
	const site = espoSite(url, portalId);
	const byKey = authentication === undefined || authentication === 'apiKey' || authentication === 'hmac';
	return {
		user: hash([site.apiUrl, byKey ? '' : username]),
		login: hash([site.apiUrl, authentication, byKey ? apiKey : username]),
		key: hash([site.apiUrl, authentication, apiKey, secretKey, username, password, token]),
		site,
	};
}

function hash(parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
