import { InvalidInput } from '../values/InvalidInput';
import { shortened } from '../values/shortened';
import { textOf } from '../values/textOf';

export interface EspoSite {
	/** Address of the web interface, without a trailing slash. */
	siteUrl: string;
	/** Base of every REST request, without a trailing slash. */
	apiUrl: string;
	/** Base of every entry point, without a trailing slash. */
	entryUrl: string;
}

const PARAMETER = 'URL';
const API_PATH = /\/api\/v1(?:\/portal-access\/([^/]+))?(?:\/.*)?$/;
const WEB_ENTRY = /\/index\.php$/;
const PORTAL_ENTRY = /\/portal(?:\/[^/]*)?$/;
const WITHOUT_SCHEME = /^[\w-]+(\.[\w-]+)*(:\d+)?(\/\S*)?$/;
const PORTAL_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The addresses that belong to what a user pastes as "URL": trailing slashes, `#…` fragments, queries, surrounding
 * spaces and a pasted `/api/v1…` are dropped, a sub-folder is kept. Portal users have a base path of their own.
 * @throws InvalidInput when it is no http or https address
 */
export function espoSite(url: unknown, portalId: unknown = ''): EspoSite {
	const parsed = parse(textOf(url ?? '').trim());
	const api = API_PATH.exec(parsed.pathname);
	const portal = textOf(portalId ?? '').trim() || (api?.[1] ?? '');
	const folder = parsed.pathname.replace(API_PATH, '').replace(/\/+$/, '').replace(WEB_ENTRY, '');
	// The web address of a portal ends in /portal or /portal/ID, which is no folder of the installation.
	const siteUrl = parsed.origin + (portal && !api ? folder.replace(PORTAL_ENTRY, '') : folder).replace(/\/+$/, '');
	if (portal && !PORTAL_ID.test(portal)) {
		throw new InvalidInput(
			'Portal ID',
			`“${shortened(portal)}” in “Portal ID” is not a portal ID`,
			'It is the last part of the address when the portal is open in EspoCRM.',
		);
	}
	return {
		siteUrl,
		apiUrl: `${siteUrl}/api/v1${portal ? `/portal-access/${portal}` : ''}`,
		entryUrl: portal ? `${siteUrl}/portal/${portal}` : siteUrl,
	};
}

function parse(url: string): URL {
	let parsed: URL;
	try {
		parsed = new URL(url);
	} catch {
		throw invalid(url);
	}
	if (parsed.username || parsed.password) {
		throw new InvalidInput(PARAMETER, 'The URL of EspoCRM must not contain a username or password', 'Enter them in their own fields.');
	}
	if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') throw invalid(url);
	return parsed;
}

function invalid(url: string): InvalidInput {
	return new InvalidInput(
		PARAMETER,
		// What stands before an @ may be a password.
		url
			? `“${shortened(url.replace(/.*@/, '…@'))}” in “${PARAMETER}” is not an address of EspoCRM${WITHOUT_SCHEME.test(url) ? ': add https:// or http:// in front of it' : ''}`
			: 'The URL of EspoCRM is missing',
		'Enter the address that you open in the browser, beginning with https:// or http://, e.g. https://crm.example.com.',
	);
}
