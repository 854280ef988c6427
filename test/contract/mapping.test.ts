import type { INodeParameters } from 'n8n-workflow';

import type { MappedField } from '../../nodes/shared/n8n/editor/savedFields';
import { loadOptions, mappingFields, mappingPanel, searchList } from '../harness/dropdown';
import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { entity, inMapping, record } from './server/parameters';

describeEspo('field mapping', (espo) => {
	const panel = (operation: string, entityType: string, more: INodeParameters = {}) => ({
		credentials: espo.store('apiKey'),
		parameters: entity(operation, entityType, more),
	});
	const fieldsOf = async (operation: string, entityType: string) =>
		new Map((await mappingFields(panel(operation, entityType))).map((field) => [field.id, field]));
	/** The mapping as the editor saves it: with the schema that it loaded. */
	const mapped = (fields: Map<string, MappedField>, value: object): INodeParameters => ({
		specifyFields: 'mapping',
		columns: {
			mappingMode: 'defineBelow',
			value,
			matchingColumns: [],
			schema: [...fields.values()].map((field) => ({ ...field, removed: !(field.id in value) })),
		} as unknown as INodeParameters,
	});

	it('shows what can be written, with type, options and what is required', async () => {
		const fields = await fieldsOf('create', 'Contact');
		// n8n shows from the beginning what is “required”; what EspoCRM asks for has a mark.
		expect(fields.get('lastName')).toMatchObject({ type: 'string', displayName: 'Last Name *', required: true });
		expect(fields.get('firstName')).toMatchObject({ type: 'string', displayName: 'First Name', required: true });
		expect(fields.get('description')).toMatchObject({ displayName: 'Description', required: false });
		expect(fields.get('doNotCall')).toMatchObject({
			type: 'options',
			options: [
				{ name: 'Yes', value: true },
				{ name: 'No', value: false },
			],
		});
		expect(fields.get('emailAddressData')).toMatchObject({ type: 'array' });
		expect(fields.get('accountId')).toMatchObject({ type: 'string', kind: 'id' });
		expect(fields.get('salutationName')?.options).toEqual(expect.arrayContaining([expect.objectContaining({ value: 'Ms.' })]));
		for (const hidden of ['id', 'name', 'createdAt', 'createdById', 'accountName', 'modifiedAt'])
			expect([hidden, fields.has(hidden)]).toEqual([hidden, false]);
		// Three for the metadata, and one for each type with records to choose from.
		expect(espo.proxy.requests.length).toBeLessThanOrEqual(3 + 5);
	});

	it('in the order in which a person fills them in', async () => {
		const order = async (entityType: string) => [...(await fieldsOf('create', entityType)).keys()];
		const contact = await order('Contact');
		expect(
			contact
				.slice(0, 4)
				.filter((name) => name !== 'middleName')
				.slice(0, 3),
		).toEqual(['salutationName', 'firstName', 'lastName']);
		const address = ['Street', 'City', 'State', 'Country', 'PostalCode'].map((part) => `address${part}`);
		expect(contact.filter((name) => address.includes(name))).toEqual(address);
		expect((await order('Opportunity')).slice(0, 3)).toEqual(['name', 'amount', 'amountCurrency']);
		const meeting = await order('Meeting');
		expect(meeting[0]).toBe('name');
		expect(meeting.indexOf('dateStart')).toBeLessThan(meeting.indexOf('dateEnd'));
		expect(meeting.indexOf('assignedUserId')).toBeLessThan(meeting.indexOf('status'));
	});

	it('says the form of what is entered as JSON in its label, and no two labels are alike', async () => {
		const fields = [...(await fieldsOf('create', 'Contact')).values()];
		expect(
			fields.filter(({ type }) => type === 'array' || type === 'object').filter(({ displayName }) => !/: [[{]/.test(displayName)),
		).toEqual([]);
		expect(new Set(fields.map(({ displayName }) => displayName)).size).toBe(fields.length);
	});

	it('offers the records of small tables, at a bounded cost', async () => {
		const fields = await fieldsOf('create', 'Meeting');
		const [user] = ((await espo.api.get('User?primaryFilter=active&maxSize=1')) as unknown as { list: Array<{ id: string; name: string }> })
			.list;
		expect(fields.get('assignedUserId')).toMatchObject({
			type: 'options',
			displayName: 'Assigned User *',
			options: expect.arrayContaining([{ name: user?.name, value: user?.id }]) as unknown,
		});
		expect(fields.get('parentId')).toMatchObject({ type: 'string' });
		expect(fields.get('contactsIds')).toMatchObject({ type: 'array' });
		for (const field of fields.values())
			if (field.kind === 'id' && field.type === 'options') expect(field.options?.length).toBeLessThanOrEqual(200);
	});

	it('keeps an ID that the workflow has and the list has not', async () => {
		const columns = { mappingMode: 'defineBelow', value: { assignedUserId: 'longgone' }, matchingColumns: [], schema: [] };
		const fields = await mappingFields(panel('create', 'Meeting', { columns } as unknown as INodeParameters));
		expect(fields.find(({ id }) => id === 'assignedUserId')?.options).toContainEqual({
			name: 'longgone (Not in the List)',
			value: 'longgone',
		});
	});

	it('currency: amount and code', async () => {
		const fields = await fieldsOf('create', 'Opportunity');
		expect(fields.get('amount')).toMatchObject({ type: 'number', required: true });
		expect(fields.get('amountCurrency')?.options?.length).toBeGreaterThan(0);
		expect(fields.has('amountConverted')).toBe(false);
		expect(fields.get('stage')).toMatchObject({ type: 'options', defaultValue: 'Prospecting' });
		expect(fields.get('closeDate')).toMatchObject({ type: 'dateTime', kind: 'date' });
	});

	it('a parent: its type and ID', async () => {
		const fields = await fieldsOf('create', 'Task');
		expect(fields.get('parentType')?.options).toEqual(expect.arrayContaining([expect.objectContaining({ value: 'Account' })]));
		expect(fields.get('parentId')).toMatchObject({ type: 'string' });
		expect(fields.get('dateEnd')).toMatchObject({ type: 'dateTime', kind: 'dateTimeOptional' });
	});

	it('nothing is required of an update, and it has no defaults', async () => {
		const fields = [...(await fieldsOf('update', 'Opportunity')).values()];
		expect(fields.filter(({ required, defaultValue }) => required || defaultValue !== undefined)).toEqual([]);
	});

	it('Create or Update: by e-mail address unless chosen otherwise, or by ID', async () => {
		const fields = [...(await fieldsOf('upsert', 'Contact')).values()];
		expect(fields.filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id)).toEqual(['emailAddress']);
		expect(fields[0]).toMatchObject({ id: 'id', canBeUsedToMatch: true, required: false });
		expect(fields.find(({ id }) => id === 'teamsIds')).toMatchObject({ canBeUsedToMatch: false });
	});

	it('an error shows its reason', async () => {
		const refused = await mappingPanel({ credentials: espo.store('apiKey', { apiKey: 'wrong' }), parameters: entity('create', 'Contact') });
		expect(refused).toEqual({ fields: [], emptyFieldsNotice: expect.stringMatching(/credential|denied|refuse/i) as unknown });
		expect((await mappingPanel(panel('create', ''))).emptyFieldsNotice).toBe('Choose an entity type first.');
	});

	it('creates from what the editor saves, in one request', async () => {
		const fields = await fieldsOf('create', 'Opportunity');
		const value = {
			name: espo.name('mapped'),
			amount: '1250.5',
			amountCurrency: fields.get('amountCurrency')?.options?.[0]?.value ?? 'USD',
			closeDate: '2026-12-24T00:00:00',
			probability: '20',
			stage: 'Proposal',
		};
		const [created] = await espo.json(entity('create', 'Opportunity', mapped(fields, value)));
		expect(espo.sent).toEqual(['POST Opportunity']);
		expect(created).toMatchObject({ name: value.name, amount: 1250.5, closeDate: '2026-12-24', probability: 20, stage: 'Proposal' });
	});

	it('refuses what is no number before anything is sent, by the label of the field', async () => {
		const fields = await fieldsOf('create', 'Opportunity');
		const { error } = await espo.run(
			entity(
				'create',
				'Opportunity',
				mapped(fields, { name: espo.name('never'), amount: '={{ "12 euros" }}', closeDate: null, probability: '1' }),
			),
		);
		const label = fields.get('amount')?.displayName ?? '';
		expect(label).toMatch(/Amount \*$/);
		expect(error?.message).toContain(`“${label.replace(' *', '')}”`);
		expect(espo.sent).toEqual([]);
	});

	it('a value that is no option: the label of the field and what is possible', async () => {
		const { error } = await espo.run(
			entity(
				'create',
				'Opportunity',
				inMapping({ name: espo.name('never'), amount: 1, closeDate: '2026-12-24', probability: 1, stage: 'Won or so' }),
			),
		);
		expect(error?.message).toMatch(/^“Stage” is not set to one of the allowed values/);
		expect(error?.description).toMatch(/Allowed values: .*Closed Won/);
	});

	describe('automatically', () => {
		const auto = (more: INodeParameters = {}): INodeParameters => ({
			specifyFields: 'mapping',
			columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] } as unknown as INodeParameters,
			...more,
		});

		it('writes what can be written, with one look-up', async () => {
			const items = Array.from({ length: 5 }, (_, index) => ({
				name: espo.name(`auto ${index}`),
				website: 'https://auto.example.com',
				sicCode: null,
				nothing: 1,
			}));
			const rows = await espo.json(entity('create', 'Account', auto()), items);
			expect(rows).toMatchObject(items.map(({ name, website }) => ({ name, website })));
			expect(espo.sent.filter((sent) => sent === 'GET Metadata').length).toBeLessThanOrEqual(1);
			expect(JSON.parse(espo.proxy.requests.find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
				name: items[0]?.name,
				website: 'https://auto.example.com',
			});
		});
		it('reports other fields, or refuses them, as chosen', async () => {
			const item = { name: espo.name('others'), nothing: 1 };
			expect(
				(await espo.run(entity('create', 'Account', auto({ otherInput: 'report' })), [item])).hints.map(({ message }) => message).join(),
			).toContain('nothing');
			const { error } = await espo.run(entity('create', 'Account', auto({ otherInput: 'refuse' })), [
				{ ...item, name: espo.name('refused') },
			]);
			expect(error?.message).toContain('nothing');
			expect(espo.sent.filter((sent) => sent.startsWith('POST'))).toEqual([]);
		});
		it('a record that is read and written back is unchanged', async () => {
			const { id } = await espo.create('Contact', {
				firstName: 'Ann',
				lastName: espo.name('back'),
				emailAddress: `${espo.prefix}.back@example.com`,
				description: 'kept',
			});
			const before = await espo.json(record('get', 'Contact', id));
			await espo.json(record('update', 'Contact', id, auto()), before);
			const [after] = await espo.json(record('get', 'Contact', id));
			const {
				modifiedAt: _was,
				modifiedById: _by,
				modifiedByName: _byName,
				streamUpdatedAt: _stream,
				...rest
			} = before[0] as Record<string, unknown>;
			expect(after).toMatchObject(rest);
		});
	});

	describe('a required link', () => {
		const meeting = (): object => ({ name: espo.name('required'), dateStart: '2026-12-24T10:00:00Z', dateEnd: '2026-12-24T11:00:00Z' });
		const linked = (id: string): INodeParameters => ({
			linkedRecords: { record: [{ link: 'assignedUserId', record: locator(id, 'list') }] },
		});

		it.each([
			['in the fields', true, false],
			['in “Linked Records”', false, true],
			['in both', true, true],
		])('is given %s', async (_place, inFields, inLinks) => {
			const fields = await fieldsOf('create', 'Meeting');
			const id = String(fields.get('assignedUserId')?.options?.[0]?.value);
			const value = { ...meeting(), ...(inFields ? { assignedUserId: id } : {}) };
			const [created] = await espo.json(entity('create', 'Meeting', { ...mapped(fields, value), ...(inLinks ? linked(id) : {}) }));
			expect(await espo.api.get(`Meeting/${String(created?.id)}`)).toMatchObject({ assignedUserId: id });
		});
		it('is refused by its label when it is given nowhere', async () => {
			const { error } = await espo.run(entity('create', 'Meeting', mapped(await fieldsOf('create', 'Meeting'), meeting())));
			expect(error?.message).toMatch(/^EspoCRM requires “Assigned User”/);
			expect(error?.description).toContain('“Linked Records”');
		});
	});

	describe('linked records', () => {
		const inRow = (operation: string, entityType: string, link: string) => ({
			...panel(operation, entityType, { linkedRecords: { record: [{ link }] } } as INodeParameters),
			path: 'parameters.linkedRecords.record[0].record',
		});
		const linked = (...rows: INodeParameters[]): INodeParameters => ({ linkedRecords: { record: rows } });

		it('the links are listed by label, parents with each of their types', async () => {
			const links = await loadOptions(panel('create', 'Task'), 'getLinkedRecordChoices');
			expect(links.map(({ value }) => value)).toEqual(expect.arrayContaining(['assignedUserId', 'teamsIds:plain', 'parentId:Account']));
			expect(links.map(({ value }) => value)).not.toContain('createdById');
		});
		it('a link with columns is told from one without; a workflow that holds the attribute alone keeps it', async () => {
			const valuesIn = async (link: string) =>
				(
					await loadOptions(
						{ ...inRow('create', 'Opportunity', link), path: 'parameters.linkedRecords.record[0].link' },
						'getLinkedRecordChoices',
					)
				).map(({ value }) => value);
			expect(await valuesIn('')).toEqual(expect.arrayContaining(['contactsIds', 'teamsIds:plain', 'accountId']));
			expect(await valuesIn('teamsIds')).toContain('teamsIds');
			expect(await valuesIn('teamsIds')).not.toContain('teamsIds:plain');
		});
		it('records are found by their name, in the type that the link leads to', async () => {
			const { id } = await espo.create('Account', { name: espo.name('Found by name') });
			for (const [entityType, link] of [
				['Contact', 'accountId'],
				['Contact', 'accountsIds'],
				['Task', 'parentId:Account'],
			] as const)
				expect(
					(await searchList(inRow('create', entityType, link), 'searchLinkedRecords', espo.name('Found by'))).results.map(
						({ value }) => value,
					),
				).toEqual([id]);
			await expect(searchList(inRow('create', 'Contact', ''), 'searchLinkedRecords')).rejects.toThrow('has no link');
		});
		it('columns are those of the link in the same row', async () => {
			espo.need('Opportunity', 'create');
			expect(
				(
					await loadOptions(
						{ ...inRow('create', 'Opportunity', 'contactsIds'), path: 'parameters.linkedRecords.record[0].column' },
						'getLinkedRecordColumns',
					)
				).map(({ value }) => value),
			).toEqual(['', 'role']);
			expect(
				await loadOptions(
					{ ...inRow('create', 'Opportunity', 'accountId'), path: 'parameters.linkedRecords.record[0].column' },
					'getLinkedRecordColumns',
				),
			).toEqual([{ name: 'None', value: '' }]);
		});
		it('are set with the record, in one request where its answer names them', async () => {
			const account = await espo.create('Account', { name: espo.name('linked') });
			const contacts = await espo.createMany('Contact', 2, (index) => ({ lastName: espo.name(`linked ${index}`) }));
			const values = inMapping({ name: espo.name('with links'), amount: 1, closeDate: '2026-12-24', probability: 1 });
			const rows = [
				{ link: 'accountId', record: locator(account.id, 'list') },
				...contacts.map(({ id }, index) => ({
					link: 'contactsIds',
					record: locator(id, 'list'),
					column: 'role',
					columnValue: ['Evaluator', 'Influencer'][index] as string,
				})),
			];
			const [created] = await espo.json(entity('create', 'Opportunity', { ...values, ...linked(...rows) }));
			// The answers of 7.x do not tell whether a linked record exists, so it is looked at there.
			const names =
				'accountName' in
				(await espo.api.create('Opportunity', {
					name: espo.name('answer'),
					amount: 1,
					closeDate: '2026-12-24',
					probability: 1,
					accountId: account.id,
				}));
			expect(espo.sent).toEqual(['POST Opportunity', ...(names ? [] : [`GET Opportunity/${String(created?.id)}`])]);
			const stored = await espo.api.get(`Opportunity/${String(created?.id)}`);
			expect(stored).toMatchObject({ accountId: account.id });
			expect([...(stored.contactsIds as string[])].sort()).toEqual(contacts.map(({ id }) => id).sort());
			expect(stored.contactsColumns).toMatchObject({
				[contacts[0]?.id as string]: { role: 'Evaluator' },
				[contacts[1]?.id as string]: { role: 'Influencer' },
			});
		});
	});
});
