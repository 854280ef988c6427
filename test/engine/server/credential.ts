import type { EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../../harness/CredentialStore';

export const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** A credential by key. */
export function byKey(url: string, more: EspoCredentials = {}): CredentialStore {
	return new CredentialStore({ authentication: 'apiKey', apiKey: KEY, url, ...more });
}
