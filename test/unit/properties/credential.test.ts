import fc from 'fast-check';

import { loginProperties } from '../../../credentials/loginProperties';
import type { EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import { storedToken } from '../../../nodes/shared/api/login/sessionToken';
import { InvalidInput } from '../../../nodes/shared/api/values/InvalidInput';
import { authenticatedRequest } from '../../../nodes/shared/n8n/transport/authenticatedRequest';
import { hostileValues } from '../../properties/hostileValues';
import { frozen, prototypes } from '../../properties/intact';

const SEED = Number(process.env.PROPERTIES_SEED ?? 20_261_128);
const RUNS = Number(process.env.PROPERTIES_RUNS ?? 1_500);

const GOOD: EspoCredentials = {
	url: 'https://crm.example.com/espo',
	apiKey: '0f1e2d3c4b5a6978',
	secretKey: '8796a5b4c3d2e1f0',
	username: 'emma',
	password: 'p:ä ss',
	token: 'a1b2c3d4',
	portalId: '6b046affe09989a18',
	secretHeaders: '{"CF-Access-Client-Id":"abc"}',
	ignoreSslIssues: false,
};

const authentication = loginProperties.find(({ name }) => name === 'authentication');
const methods = (authentication?.options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));

/** Each field, with each of the methods that show it. */
const FIELDS = methods.flatMap((method) =>
	loginProperties
		.filter(
			({ name, type, displayOptions }) =>
				type !== 'hidden' && name !== 'authentication' && (displayOptions?.show?.authentication ?? [method]).includes(method),
		)
		.map((property) => ({ method, property })),
);

it.each(FIELDS.map(({ method, property }) => [method, property.name, property] as const))(
	'%s: %s is sent as it is given, or refused by name',
	(method, name, { displayName, typeOptions }) => {
		const before = prototypes();
		const property = fc.property(hostileValues(GOOD[name as keyof EspoCredentials]).filter(isStored), (given) => {
			const logIn = { ...GOOD, authentication: method, [name]: frozen(given) } as EspoCredentials;
			const credentials = method === 'password' ? { ...logIn, sessionToken: storedToken(logIn, 'a1b2c3d4') } : logIn;
			const refusal = wrongWith(credentials, name);
			expect(prototypes()).toBe(before);
			if (refusal === undefined) return;
			expect(refusal).toBeInstanceOf(InvalidInput);
			expect(refusal.message.toLowerCase()).toContain(displayName.replace(' (JSON)', '').toLowerCase());
			if (typeOptions?.password && typeof given === 'string' && given.trim().length > 8)
				expect(refusal.message).not.toContain(given.trim());
		});
		fc.assert(property, { seed: SEED, numRuns: RUNS / 10 });
	},
);

/** n8n keeps a credential as JSON. */
function isStored(value: unknown): boolean {
	try {
		return JSON.stringify([value]) !== '[null]';
	} catch {
		return false;
	}
}

/** The refusal, if there is one; otherwise each part of the request is checked. */
function wrongWith(credentials: EspoCredentials, name: string): Error | undefined {
	let sent: ReturnType<typeof authenticatedRequest>;
	try {
		sent = authenticatedRequest(credentials, { method: 'GET', url: '/Account' });
	} catch (error) {
		return error as Error;
	}
	const target = new URL(sent.url);
	expect(target.origin).toBe(new URL(String(credentials.url).trim()).origin);
	expect(target.username + target.password + target.search + target.hash).toBe('');
	expect(target.pathname).toMatch(/\/api\/v1(\/portal-access\/[A-Za-z0-9_-]{1,64})?\/Account$/);
	expect(sent.skipSslCertificateValidation ?? false).toBe(credentials.ignoreSslIssues === true);
	const { 'CF-Access-Client-Id': own, ...headers } = sent.headers as Record<string, string>;
	if (name !== 'secretHeaders') expect(own).toBe('abc');
	for (const [header, value] of Object.entries(headers)) {
		expect(header).toMatch(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/);
		expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]+$/);
	}
	expect(logInOf(headers)).toBe(expectedLogIn(credentials));
	return undefined;
}

/** What the server reads as the log-in. */
function logInOf(headers: Record<string, string>): string {
	const { 'X-Api-Key': key, 'X-Hmac-Authorization': hmac, 'Espo-Authorization': espo, Authorization: basic } = headers;
	const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8');
	if (hmac !== undefined) return decoded(hmac).split(':')[0] ?? '';
	return key ?? decoded(espo ?? basic?.replace(/^Basic /, '') ?? '');
}

function expectedLogIn({ authentication: method, apiKey, username, password, token }: EspoCredentials): string {
	const [key, user] = [String(apiKey).trim(), String(username).trim()];
	if (method === 'apiKey' || method === 'hmac') return key;
	expect(user).not.toContain(':');
	return `${user}:${method === 'basic' ? password : method === 'token' ? String(token).trim() : 'a1b2c3d4'}`;
}
