import { espoSite } from '../../../../nodes/shared/api/login/espoSite';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';

test.each([
	['https://crm.example.com', 'https://crm.example.com'],
	['https://crm.example.com/', 'https://crm.example.com'],
	['  https://crm.example.com///  ', 'https://crm.example.com'],
	['http://localhost:8080', 'http://localhost:8080'],
	['HTTPS://CRM.Example.com', 'https://crm.example.com'],
	['https://crm.example.com:443', 'https://crm.example.com'],
	['https://crm.example.com/#Account', 'https://crm.example.com'],
	['https://crm.example.com/#Account/view/6b046affe09989a18', 'https://crm.example.com'],
	['https://crm.example.com/?entryPoint=download&id=1', 'https://crm.example.com'],
	['https://crm.example.com/api/v1', 'https://crm.example.com'],
	['https://crm.example.com/api/v1/', 'https://crm.example.com'],
	['https://crm.example.com/api/v1/Account/6b046affe09989a18', 'https://crm.example.com'],
	['https://example.com/espocrm', 'https://example.com/espocrm'],
	['https://example.com/espocrm/#Contact', 'https://example.com/espocrm'],
	['https://example.com/a/b/api/v1/App/user', 'https://example.com/a/b'],
	['https://example.com/espocrm/index.php', 'https://example.com/espocrm'],
	['https://[::1]:8080/', 'http://[::1]:8080'.replace('http', 'https')],
])('%s', (url, site) => {
	expect(espoSite(url)).toEqual({ siteUrl: site, apiUrl: `${site}/api/v1`, entryUrl: site });
});

test.each([
	['https://crm.example.com', '5f1', 'https://crm.example.com', '5f1'],
	['https://example.com/espocrm/', ' 5f1 ', 'https://example.com/espocrm', '5f1'],
	['https://crm.example.com/api/v1/portal-access/5f1', '', 'https://crm.example.com', '5f1'],
	['https://crm.example.com/api/v1/portal-access/5f1/Account', undefined, 'https://crm.example.com', '5f1'],
	['https://crm.example.com/api/v1/portal-access/5f1', '6a2', 'https://crm.example.com', '6a2'],
	['https://crm.example.com/portal/', '5f1', 'https://crm.example.com', '5f1'],
])('the portal of %s with ID %j', (url, portalId, site, portal) => {
	const addresses = { siteUrl: site, apiUrl: `${site}/api/v1/portal-access/${portal}`, entryUrl: `${site}/portal/${portal}` };
	expect(espoSite(url, portalId)).toEqual(addresses);
});

test.each([
	'',
	'   ',
	undefined,
	null,
	'crm.example.com',
	'localhost:8080',
	'ftp://crm.example.com',
	'file:///etc/passwd',
	'javascript:alert(1)',
	'data:text/plain,x',
	'https://',
	'/api/v1',
	'{}',
])('%j is refused with an example of what to enter', (url) => {
	expect(() => espoSite(url)).toThrow(InvalidInput);
	expect(() => espoSite(url)).toThrow(
		expect.objectContaining({ parameter: 'URL', hint: expect.stringContaining('https://') as string }) as Error,
	);
});

test.each([
	'https://emma:hidden@crm.example.com',
	'https://emma@crm.example.com',
	'ftp://emma:hidden@crm.example.com',
	'emma:hidden@crm.example.com',
])('%s: the password is not shown', (url) => {
	expect(() => espoSite(url)).toThrow(InvalidInput);
	expect(() => espoSite(url)).not.toThrow(/hidden/);
});

test.each(['../x', 'a/b', 'a%2Fb', '5f1?x', 'a b'])('the portal ID %j is refused', (portalId) => {
	expect(() => espoSite('https://crm.example.com', portalId)).toThrow(expect.objectContaining({ parameter: 'Portal ID' }) as Error);
});

test.each(['127.0.0.1:8180', 'localhost:8080', 'crm.example.com', 'crm.example.com/espo'])(
	'%s: what is missing is said, also where only the message is shown',
	(url) => {
		expect(() => espoSite(url)).toThrow('is not an address of EspoCRM: add https:// or http:// in front of it');
	},
);
test.each(['ftp://crm.example.com', '/api/v1', 'javascript:alert(1)', '{}'])('%s lacks more than that', (url) =>
	expect(() => espoSite(url)).not.toThrow(/add https/),
);
