import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { searchList } from '../harness/dropdown';
import type { LoggedRequest } from '../harness/FaultProxy';
import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { record } from './server/parameters';
import { skipped } from './server/skipped';

const LOGINS: AuthenticationMethod[] = ['apiKey', 'hmac', 'password', 'basic'];
const bytesOf = (item?: INodeExecutionData, property = 'data') =>
	Buffer.from(String(item?.binary?.[property]?.data), 'base64').toString('latin1');

describeEspo('print PDF', (espo) => {
	const template = async (values: object = {}) => {
		if (!espo.can('Template', 'create', 'read', 'delete')) skipped('the role of the API user needs access to templates');
		return (
			await espo.create('Template', {
				name: espo.name('template'),
				entityType: 'Account',
				body: '<p>{{name}}</p>',
				...values,
			})
		).id;
	};
	const account = async (name = espo.name('account')) => (await espo.create('Account', { name })).id;
	/** Asked without the node: a server whose PDF engine is missing refuses as it should, but prints nothing. */
	const needEngine = async (id: string, templateId: string) => {
		const { status, body } = await espo.api.send('GET', `../../?entryPoint=pdf&entityType=Account&entityId=${id}&templateId=${templateId}`);
		if (status === 500 && !body) skipped('EspoCRM can print nothing: its log (data/logs) says why');
	};
	const print = (id: string, templateId: string, more: INodeParameters = {}) =>
		record('printPdf', 'Account', id, { templateId: locator(templateId), outputField: 'data', ...more });

	it('gives a PDF that carries the name of the record', async () => {
		const name = espo.name('Größe “漢字” a/b: ..\\c 😀');
		const [id, templateId] = [await account(name), await template()];
		await needEngine(id, templateId);
		const { error, items } = await espo.run(print(id, templateId, { outputField: 'quote' }));
		expect(error).toBeUndefined();
		const fileName = `${name.replace(/[/\\]/g, '_')}.pdf`;
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toEqual({ name: fileName, type: 'application/pdf', entityType: 'Account', recordId: id, templateId });
		expect(items[0]?.binary?.quote).toMatchObject({ fileName, mimeType: 'application/pdf' });
		expect(bytesOf(items[0], 'quote')).toMatch(/^%PDF-/);
		expect(espo.proxy.requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual(['/api/v1/Account', '/']);
	});

	it('takes the name that the template gives (9.3)', async () => {
		const [id, templateId] = [await account(espo.name('named')), await template({ filename: 'Offer {{name}} ü' })];
		const isOlder = (await espo.api.get(`Template/${templateId}`)).filename === undefined;
		await needEngine(id, templateId);
		const { items } = await espo.run(print(id, templateId));
		const name = `${isOlder ? espo.name('named') : `Offer ${espo.name('named')} ü`.replace(/ /g, '_')}.pdf`;
		expect([items[0]?.json.name, items[0]?.binary?.data?.fileName]).toEqual([name, name]);
	});

	it('carries the name of an API user, which no list shows', async () => {
		const templateId = await template({ entityType: 'User' });
		const { id } = espo.me.user;
		const { error, items } = await espo.run(record('printPdf', 'User', id, { templateId: locator(templateId), outputField: 'data' }));
		if (error?.httpCode === '500') skipped('EspoCRM can print nothing: its log (data/logs) says why');
		expect(error).toBeUndefined();
		const { name, userName } = await espo.api.get(`User/${id}`);
		expect(items[0]?.json.name).toBe(`${String(name ?? userName)}.pdf`);
	});

	it.each(LOGINS)('works with %s', async (method) => {
		if (!espo.has(method)) skipped(`no log-in by ${method} is configured`);
		const [id, templateId] = [await account(), await template()];
		await needEngine(id, templateId);
		const { error, items } = await espo.run(print(id, templateId), undefined, { credentials: espo.store(method) });
		if (/may not read/.test(error?.message ?? '')) skipped('this user may not read templates');
		expect(error).toBeUndefined();
		expect(bytesOf(items[0])).toMatch(/^%PDF-/);
	});

	it.each(LOGINS)('is refused in words with %s', async (method) => {
		if (!espo.has(method)) skipped(`no log-in by ${method} is configured`);
		const [id, templateId] = [await account(), await template({ entityType: 'Contact' })];
		const { error } = await espo.run(print(id, templateId), undefined, { credentials: espo.store(method) });
		if (/may not read/.test(error?.message ?? '')) skipped('this user may not read templates');
		expect(error?.message).toMatch('is for Contact, not for Account');
	});

	it('logs in again where the token ends in between', async () => {
		if (!espo.has('password')) skipped('no log-in by password is configured');
		const [id, templateId, credentials] = [await account(), await template(), espo.store('password')];
		await needEngine(id, templateId);
		let ended: unknown;
		espo.proxy.reset(async ({ path, headers }) => {
			if (ended !== undefined || !path.startsWith('/?')) return undefined;
			const token = Buffer.from(String(headers['espo-authorization']), 'base64')
				.toString()
				.replace(/^[^:]*:/, '');
			ended = (await espo.api.send('POST', 'App/destroyAuthToken', { token })).body;
			return undefined;
		});
		const { error, items } = await espo.runOn(print(id, templateId), undefined, { credentials });
		if (ended !== true) skipped('this EspoCRM cannot end a token (before 7.4)');
		if (/may not read/.test(error?.message ?? '')) skipped('this user may not read templates');
		expect(error).toBeUndefined();
		expect(bytesOf(items[0])).toMatch(/^%PDF-/);
		const isToken = ({ headers }: LoggedRequest) => headers['espo-authorization-by-token'] === 'true';
		const printings = espo.proxy.requests.filter(({ path }) => path.startsWith('/?')).map(({ status }) => status);
		expect([printings[0], printings.at(-1)]).toEqual([401, 200]);
		// A dead token does not count towards the lock-out as long as it is sent as one.
		expect(espo.proxy.requests.filter((request) => request.status === 401 && !isToken(request))).toEqual([]);
		// The first log-in may have been that of an earlier test.
		const since = espo.proxy.requests.findIndex(({ status }) => status === 401);
		expect(espo.proxy.requests.slice(since).filter((request) => !isToken(request))).toHaveLength(1);
	});

	it.each(LOGINS)('costs one refusal where the entry point alone refuses %s', async (method) => {
		if (!espo.has(method)) skipped(`no log-in by ${method} is configured`);
		const [id, templateId] = [await account(), await template()];
		// The answer of EspoCRM, which has no body.
		const answer = { status: 401, headers: { 'www-authenticate': 'Basic realm=""', 'content-type': 'text/html; charset=UTF-8' } };
		espo.proxy.reset(({ path }) => (path.startsWith('/?') ? { answer } : undefined));
		const { error, items } = await espo.runOn(print(id, templateId), undefined, { credentials: espo.store(method) });
		expect(error?.message).toMatch(/^EspoCRM refused the /);
		expect(items).toEqual([]);
		// After the first one n8n asks for another token.
		expect(espo.proxy.requests.filter(({ status }) => status === 401)).toHaveLength(method === 'password' ? 2 : 1);
	});

	it('prints a name with a line break, or says what is wrong with it', async () => {
		const [id, templateId] = [await account(espo.name('two\nlines')), await template()];
		await needEngine(await account(), templateId);
		const { error, items } = await espo.run(print(id, templateId));
		if (error) expect(error.message).toBe(`EspoCRM could not print the record ${id} of the type Account: its name has a line break`);
		else expect(items[0]?.json.name).toBe(`${espo.name('twolines')}.pdf`);
	});

	it('names a record that can not be printed, and prints the others', async () => {
		const [first, second, templateId] = [await account(), await account(), await template()];
		await needEngine(first, templateId);
		const missing = '64d00000000000abc';
		const ids = [first, missing, second].map((id) => ({ id }));
		const { items } = await espo.run(print('={{ $json.id }}', templateId), ids, { onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.recordId)).toEqual([first, undefined, second]);
		expect(items[1]?.json.error).toMatch(`There is no record of the type Account with the ID ${missing}`);
	});

	it.each<[string, (id: string) => Promise<[entityType: string, id: string, templateId: string]>, RegExp]>([
		[
			'a template of another type',
			async (id) => ['Account', id, await template({ entityType: 'Contact' })],
			/The template “.*” is for Contact, not for Account/,
		],
		[
			'a template that is not there',
			async (id) => ['Account', id, '64d00000000000abc'],
			/There is no template with the ID 64d00000000000abc/,
		],
		[
			'a template with a mistake',
			async (id) => ['Account', id, await template({ body: '<p>{{#if name}}</p>' })],
			/could not print the record .* with the template “[^&]*$/,
		],
		['a type that is not there', async (id) => ['Nonsense', id, await template()], /There is no entity type “Nonsense”/],
	])('explains %s', async (_title, make, message) => {
		const [entityType, id, templateId] = await make(await account());
		const { error, items } = await espo.run(record('printPdf', entityType, id, { templateId: locator(templateId), outputField: 'data' }));
		expect(error?.message).toMatch(message);
		expect(items).toEqual([]);
	});

	it('offers the templates of the type that print', async () => {
		const [own, inactive, other] = [await template(), await template({ status: 'Inactive' }), await template({ entityType: 'Contact' })];
		const hasStatus = (await espo.api.get(`Template/${inactive}`)).status !== undefined;
		const { results } = await searchList({ credentials: espo.store('apiKey'), parameters: print('x', '') }, 'searchTemplates', espo.prefix);
		const offered = results.map(({ value }) => value);
		expect([own, inactive, other].map((id) => offered.includes(id))).toEqual([true, !hasStatus, false]);
	});

	it('explains an inactive template', async () => {
		const templateId = await template({ status: 'Inactive' });
		if ((await espo.api.get(`Template/${templateId}`)).status === undefined) skipped('templates have a status since 9.2');
		const { error } = await espo.run(print(await account(), templateId));
		expect(error?.message).toMatch(/The template “.*” is inactive/);
	});
});
