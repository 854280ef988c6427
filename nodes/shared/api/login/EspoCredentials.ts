export type AuthenticationMethod = 'apiKey' | 'hmac' | 'password' | 'token' | 'basic';

/** The decrypted credential, as far as this package knows it. */
export interface EspoCredentials {
	authentication?: AuthenticationMethod;
	url?: string;
	portalId?: string;
	apiKey?: string;
	secretKey?: string;
	username?: string;
	password?: string;
	token?: string;
	/** See `sessionToken.ts`. */
	sessionToken?: string;
	/** JSON text, see `additionalHeaders.ts`. */
	secretHeaders?: string;
	ignoreSslIssues?: boolean;
}
