import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { runNode } from '../harness/runNode';
import { CREATE, LIST } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:prime256v1',
			'-nodes',
			'-keyout',
			key,
			'-out',
			cert,
			'-days',
			'2',
			'-subj',
			'/CN=127.0.0.1',
		],
		{ stdio: 'ignore' },
	);
	server = await startServer(({ url }) => ({ body: url.includes('App/user') ? { token: 'abc' } : { id: '1', total: 0, list: [] } }), {
		key: readFileSync(key, 'utf8'),
		cert: readFileSync(cert, 'utf8'),
	});
	rmSync(folder, { recursive: true });
});
afterAll(async () => await server.close());

const store = (authentication: AuthenticationMethod, ignoreSslIssues: boolean) =>
	new CredentialStore({
		authentication,
		ignoreSslIssues,
		url: server.url,
		apiKey: 'key',
		username: 'someone',
		password: `password ${String(ignoreSslIssues)}`,
	});

describe.each<AuthenticationMethod>(['apiKey', 'password'])("a certificate of the server's own making, with %s", (method) => {
	it.each([LIST, CREATE])('is refused, and the way out is named', async (parameters) => {
		const { error } = await runNode({ credentials: store(method, false), parameters });
		expect(error).toMatchObject({
			message: 'EspoCRM could not be reached',
			description: expect.stringMatching(/Nothing was sent.*self-signed.*Ignore SSL Issues/i),
		});
		expect(server.requests).toHaveLength(0);
	});

	it('is taken with Ignore SSL Issues, in the HTTP Request node too', async () => {
		expect((await runNode({ credentials: store(method, true), parameters: LIST })).error).toBeUndefined();
		const parameters = { url: `${server.url}/api/v1/Account` };
		expect((await runNode({ credentials: store(method, true), parameters, type: 'n8n-nodes-base.httpRequest' })).error).toBeUndefined();
		server.requests.length = 0;
	});
});
