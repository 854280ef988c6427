import { createHash } from 'crypto';

import type { EspoCredentials } from '../api/authentication';
import { espoSite, type EspoSite } from '../api/espoSite';
import type { RequestContext } from './send';

export interface CredentialIdentity {
	/** Tells servers and users apart without giving a secret away. */
	key: string;
	site: EspoSite;
}

/** Which server and which user the node's credential stands for. */
export async function credentialIdentity(context: RequestContext): Promise<CredentialIdentity> {
	const { url, portalId, authentication, apiKey, username } = await context.getCredentials<EspoCredentials>('espoCrmApi');
	const site = espoSite(url, portalId);
	const user = authentication === 'apiKey' || authentication === 'hmac' || authentication === undefined ? apiKey : username;
	const key = createHash('sha256').update(JSON.stringify([site.apiUrl, user])).digest('hex').slice(0, 24);
	return { key, site };
}
