import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { EspoCredentials } from '../../api/login/EspoCredentials';
import { CREDENTIAL_TYPE } from './credentialType';
import type { RequestContext } from './RequestContext';

/** What n8n's request helper is given besides the request. */
export type HeldCredentials = () => Promise<IAdditionalCredentialOptions>;

/**
 * The credential, read once for all requests of a run: by itself n8n asks its database and decrypts it for each of them. With a password it
 * has to, as the token that it is given by a log-in is stored with the credential.
 */
export function heldCredentials(context: RequestContext): HeldCredentials {
	let reading: Promise<IAdditionalCredentialOptions> | undefined;
	const read = async (): Promise<IAdditionalCredentialOptions> => {
		const data = await context.getCredentials<EspoCredentials & ICredentialDataDecryptedObject>(CREDENTIAL_TYPE);
		if (data.authentication === 'password') return {};
		const { id = null, name = '' } = context.getNode().credentials?.[CREDENTIAL_TYPE] ?? {};
		return { credentialsDecrypted: { id: id ?? '', name, type: CREDENTIAL_TYPE, data } };
	};
	return async () => {
		reading ??= read();
		// What failed is tried anew.
		reading.catch(() => (reading = undefined));
		return await reading;
	};
}
