import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { EspoCredentials } from '../../api/login/EspoCredentials';
import { CREDENTIAL_TYPE } from './credentialType';
import type { RequestContext } from './RequestContext';

type Data = EspoCredentials & ICredentialDataDecryptedObject;

/** The credential of a run. */
export interface HeldCredentials {
	/** As it is held now. */
	held(): Promise<EspoCredentials>;
	/** As it is now; with a password, what n8n stores with it changes during a run. */
	current(): Promise<EspoCredentials>;
	/** What n8n's request helper is given besides the request. */
	options(): Promise<IAdditionalCredentialOptions>;
	/** Reads it anew, in case it was changed during the run. @param used what a request was sent with @returns whether another one is held now */
	renew(used: EspoCredentials): Promise<boolean>;
}

/**
 * The credential, read once for all requests of a run: by itself n8n asks its database and decrypts it for each of them. With a password it
 * has to, as the token that it is given by a log-in is stored with the credential.
 */
export function heldCredentials(context: RequestContext): HeldCredentials {
	let held: Promise<Data> | undefined;
	const read = async () => await context.getCredentials<Data>(CREDENTIAL_TYPE);
	const known = async (): Promise<Data> => {
		held ??= read();
		// What failed is tried anew.
		held.catch(() => (held = undefined));
		return await held;
	};
	return {
		held: known,
		async current() {
			const data = await known();
			return isOfPassword(data) ? await read() : data;
		},
		async options() {
			const data = await known();
			if (isOfPassword(data)) return {};
			const { id, name = '' } = context.getNode().credentials?.[CREDENTIAL_TYPE] ?? {};
			return { credentialsDecrypted: { id: id ?? '', name, type: CREDENTIAL_TYPE, data } };
		},
		async renew(used) {
			const isOther = async () => JSON.stringify(await known()) !== JSON.stringify(used);
			// A request beside this one may have renewed it already.
			if (await isOther()) return true;
			held = read();
			return await isOther();
		},
	};
}

function isOfPassword({ authentication }: EspoCredentials): boolean {
	return authentication === 'password';
}
