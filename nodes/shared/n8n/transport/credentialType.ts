/** The name of the credential type. The descriptions of the nodes repeat it, because n8n's scanner reads them as text. */
export const CREDENTIAL_TYPE = 'espoCrmConnectorApi';
