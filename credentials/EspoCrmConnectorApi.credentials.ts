import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import type { EspoCredentials } from '../nodes/shared/api/login/EspoCredentials';
import { renewedToken } from '../nodes/shared/api/login/session';
import { createAskAppUser } from '../nodes/shared/n8n/transport/askAppUser';
import { authenticatedRequest } from '../nodes/shared/n8n/transport/authenticatedRequest';
import { loginProperties } from './loginProperties';
import { loginTest } from './loginTest';

export class EspoCrmConnectorApi implements ICredentialType {
	name = 'espoCrmConnectorApi';

	displayName = 'EspoCRM API';

	icon: Icon = { light: 'file:../nodes/EspoCrm/espoCrm.svg', dark: 'file:../nodes/EspoCrm/espoCrm.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-espocrm-connector/n8n-nodes-espocrm-connector#credentials';

	properties: INodeProperties[] = loginProperties;

	test: ICredentialTestRequest = loginTest;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const espoCredentials = credentials as EspoCredentials;
		if (espoCredentials.authentication !== 'password') return {};
		const sessionToken = await renewedToken(espoCredentials, createAskAppUser(this, espoCredentials), Date.now());
		// n8n repeats the request only when it gets a token.
		return sessionToken === undefined ? {} : { sessionToken };
	}

	// A property of its own: the editor gets a copy of the credential type, and the HTTP Request node offers those that have it.
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => authenticatedRequest(credentials as EspoCredentials, options);
}
