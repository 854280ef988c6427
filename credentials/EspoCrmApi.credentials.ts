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

import type { EspoCredentials } from '../nodes/shared/api/EspoCredentials';
import { renewedToken } from '../nodes/shared/api/session';
import { createAskAppUser } from '../nodes/shared/n8n/askAppUser';
import { authenticatedRequest } from '../nodes/shared/n8n/authenticatedRequest';

const MOVED = 'The URL points to another address. Enter the one that it points to: redirects are not followed, so that no secret is sent elsewhere.';

/** What the test says instead of a bare status. */
const statusRules = Object.entries({
	301: MOVED,
	302: MOVED,
	307: MOVED,
	308: MOVED,
	401: 'EspoCRM refused these credentials. Check them, that the user is active, and that its authentication method is the one chosen here.',
	403: 'EspoCRM refuses log-ins from this address for the moment: there were more than ten wrong ones, or the address is not allowed. Wait a minute.',
	404: 'There is no EspoCRM at this URL. Enter the address at which you open it in the browser.',
}).map(([status, message]) => ({ type: 'responseCode' as const, properties: { value: Number(status), message } }));

export class EspoCrmApi implements ICredentialType {
	name = 'espoCrmApi';

	displayName = 'EspoCRM API';

	icon: Icon = { light: 'file:../nodes/EspoCrm/espoCrm.svg', dark: 'file:../nodes/EspoCrm/espoCrm.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-espocrm/n8n-nodes-espocrm#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'apiKey',
			options: [
				{
					name: 'API Key',
					value: 'apiKey',
					description: 'The key of an API user. Recommended.',
				},
				{
					name: 'HMAC',
					value: 'hmac',
					description: 'The key and the secret of an API user; the secret is never sent',
				},
				{
					name: 'Username and Password',
					value: 'password',
					description: 'Logs in once and then works with the token that EspoCRM gives',
				},
				{
					name: 'Username and Token',
					value: 'token',
					description: 'A token that you already have',
				},
				{
					name: 'Basic',
					value: 'basic',
					description: 'Sends the username with the password or token on each request, for servers that require it',
				},
			],
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://crm.example.com',
			description: 'The address at which you open EspoCRM in the browser',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown in EspoCRM under Administration > API Users',
			displayOptions: { show: { authentication: ['apiKey', 'hmac'] } },
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['hmac'] } },
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['password', 'token', 'basic'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'With Basic, a token works here too',
			displayOptions: { show: { authentication: ['password', 'basic'] } },
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['token'] } },
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
			displayOptions: { show: { authentication: ['password'] } },
		},
		{
			displayName: 'Portal ID',
			name: 'portalId',
			type: 'string',
			default: '',
			description: 'Only for users of a portal: the ID of the portal',
			displayOptions: { show: { authentication: ['password', 'token', 'basic'] } },
		},
		{
			displayName: 'Additional Headers (JSON)',
			name: 'secretHeaders',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. {"CF-Access-Client-Id": "…", "CF-Access-Client-Secret": "…"}',
			description: 'Sent with every request, for what stands in front of EspoCRM, e.g. Cloudflare Access or a proxy with its own log-in',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the server can not be validated',
		},
	];

	// The address is made from the credential in `authenticate`, as for every other request.
	test: ICredentialTestRequest = {
		request: { url: '/App/user' },
		rules: [
			...statusRules,
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'user',
					value: undefined,
					message: 'The answer does not come from EspoCRM. Check the URL.',
				},
			},
			// n8n reads both kinds from one list, its type knows only lists of one kind.
		] as ICredentialTestRequest['rules'],
	};

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const espoCredentials = credentials as EspoCredentials;
		if (espoCredentials.authentication !== 'password') return {};
		const sessionToken = await renewedToken(espoCredentials, createAskAppUser(this, espoCredentials), Date.now());
		// n8n repeats the request only when it gets a token.
		return sessionToken === undefined ? {} : { sessionToken };
	}

	// A property of its own: the editor gets a copy of the credential type, and the HTTP Request node offers those that have it.
	authenticate: IAuthenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> =>
		authenticatedRequest(credentials as EspoCredentials, options);
}
