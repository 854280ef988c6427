import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { startSandbox } from '../../sandbox/espocrm/startSandbox';
import { CredentialStore } from '../harness/CredentialStore';
import { loadOptions, mappingFields, searchList } from '../harness/dropdown';
import { startFaultProxy, type FaultProxy } from '../harness/FaultProxy';
import { runNode } from '../harness/runNode';
import { entity } from './server/parameters';

/** Users and types that only the sandbox has for certain. */
describe.each(['7.5', '10.0'] as const)('users and types of all sorts (sandbox %s)', (version) => {
	let proxy: FaultProxy;
	let close: () => Promise<void>;
	const specimen = version === '10.0' ? 'CSpecimen' : 'Specimen';
	const as = (apiKey: string) => new CredentialStore({ authentication: 'apiKey', apiKey, url: proxy.url });
	const panel = (apiKey: string, operation: string, entityType: string) => ({
		credentials: as(apiKey),
		parameters: entity(operation, entityType),
	});
	const names = (options: Array<{ value?: unknown; id?: string }>) => options.map(({ value, id }) => id ?? value);

	jest.setTimeout(60_000);
	beforeAll(async () => {
		const sandbox = await startSandbox({ version, extraFields: 500 });
		proxy = await startFaultProxy(sandbox.url);
		close = sandbox.close;
	});
	afterAll(async () => {
		await proxy.close();
		await close();
	});
	beforeEach(() => proxy.reset());

	describe('a role that hides fields', () => {
		const { apiKey } = sandboxUsers.restricted;
		it('hidden and read-only fields are not offered to be written', async () => {
			const contact = names(await mappingFields(panel(apiKey, 'create', 'Contact')));
			expect(contact).toContain('firstName');
			expect(contact).not.toContain('description');
			expect(contact).not.toContain('doNotCall');
			expect(names(await loadOptions(panel(apiKey, 'update', 'Contact'), 'getWritableAttributes'))).not.toContain('doNotCall');
		});
		it('hidden ones neither to be read nor filtered by, read-only ones are', async () => {
			for (const method of ['getFilterAttributes', 'getSelectableAttributes']) {
				const offered = names(await loadOptions(panel(apiKey, 'getAll', 'Contact'), method));
				expect(offered).not.toContain('description');
				expect(offered).toContain('doNotCall');
			}
		});
		it('one that is written nevertheless is reported', async () => {
			const { hints } = await runNode({
				credentials: as(apiKey),
				parameters: { ...entity('create', 'Contact'), specifyFields: 'json', fieldsJson: '{"lastName":"Hidden","description":"x"}' },
			});
			expect(hints.map(({ message }) => message).join()).toContain('description');
		});
	});

	it('labels are in the language of the user, options too', async () => {
		const english = await mappingFields(panel(sandboxUsers.full.apiKey, 'create', 'Contact'));
		const dutch = await mappingFields(panel(sandboxUsers.dutch.apiKey, 'create', 'Contact'));
		const labelOf = (fields: typeof english, id: string) => fields.find((field) => field.id === id)?.displayName;
		expect([labelOf(english, 'lastName'), labelOf(dutch, 'lastName')]).toEqual(['Last Name *', 'Achternaam *']);
		const types = (await searchList({ credentials: as(sandboxUsers.dutch.apiKey) }, 'searchEntityTypes', 'contactpersoon')).results;
		expect(types.map(({ value }) => value)).toEqual(['Contact']);
	});

	it('500 fields more: all are offered, after three requests', async () => {
		const fields = await mappingFields(panel(sandboxUsers.full.apiKey, 'create', specimen));
		expect(fields.filter(({ id }) => /^extra\d+$/.test(id))).toHaveLength(500);
		expect(proxy.requests.length).toBeLessThanOrEqual(3);
		proxy.reset();
		const credentials = as(sandboxUsers.full.apiKey);
		await loadOptions({ credentials, parameters: entity('getAll', specimen) }, 'getFilterAttributes');
		const asked = proxy.requests.length;
		for (let row = 0; row < 5; row++)
			await loadOptions(
				{
					credentials,
					parameters: { ...entity('getAll', specimen), filters: { conditions: { condition: [{ attribute: 'grade' }] } } },
					path: 'parameters.filters.conditions.condition[0].operator',
				},
				'getFilterOperators',
			);
		expect(proxy.requests.length).toBe(asked);
	});

	it('what one user sees is never shown to another', async () => {
		const full = names(await mappingFields(panel(sandboxUsers.full.apiKey, 'create', 'Account')));
		const restricted = names(await mappingFields(panel(sandboxUsers.restricted.apiKey, 'create', 'Account')));
		expect(full).toContain('website');
		expect(restricted).not.toContain('website');
	});
});
