import type { ICredentialTestRequest } from 'n8n-workflow';

const MOVED =
	'The URL redirects to another address. Enter that address instead: redirects are not followed, so that no secret is sent elsewhere.';

/** What the test says instead of a bare status. */
const statusRules = Object.entries({
	301: MOVED,
	302: MOVED,
	307: MOVED,
	308: MOVED,
	401: 'EspoCRM refused these credentials. Check that they are correct, that the user is active, and that the authentication method chosen here is that of the user.',
	403: 'EspoCRM is refusing log-ins from this address at the moment: there were more than ten wrong ones, or the address is not allowed. Wait a minute and try again.',
	404: 'There is no EspoCRM at this URL. Enter the address at which you open it in the browser.',
}).map(([status, message]) => ({ type: 'responseCode' as const, properties: { value: Number(status), message } }));

/** Asks who the user is. The address is made from the credential in `authenticate`, as for every other request. */
export const loginTest: ICredentialTestRequest = {
	request: { url: '/App/user' },
	rules: [
		...statusRules,
		{
			type: 'responseSuccessBody',
			properties: {
				key: 'user',
				value: undefined,
				message: 'The answer did not come from EspoCRM. Check the URL.',
			},
		},
		// n8n reads both kinds from one list, its type knows only lists of one kind.
	] as ICredentialTestRequest['rules'],
};
