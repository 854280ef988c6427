import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { inJson, record } from './server/parameters';

describeEspo('Duplicate', (espo) => {
	const stored = async (entityType: string, id: unknown) => await espo.api.get(`${entityType}/${String(id)}`);
	const fileFor = async (field: string) =>
		await espo.api.create('Attachment', {
			name: 'kept.txt',
			type: 'text/plain',
			role: 'Attachment',
			parentType: 'Case',
			field,
			file: 'data:text/plain;base64,a2VwdA==',
		});

	it('copies a record with its addresses and links, and changes what is to be changed', async () => {
		const { id: accountId } = await espo.create('Account', { name: espo.name('of the contact') });
		const source = await espo.create('Contact', {
			firstName: 'Anna',
			lastName: espo.name('source'),
			doNotCall: true,
			accountsIds: [accountId],
			accountsColumns: { [accountId]: { role: 'Director' } },
			emailAddressData: [
				{ emailAddress: `first.${espo.prefix}@example.com`, primary: true, optOut: true },
				{ emailAddress: `second.${espo.prefix}@example.com`, primary: false },
			],
			phoneNumber: '+31201234567',
			description: 'Copied',
		});
		const { json, hints, error } = await espo.run(record('duplicate', 'Contact', source.id, inJson({ lastName: espo.name('copy') })));
		// The addresses are those of the source.
		expect(error?.message).toMatch(/already has it/);
		expect([json, hints]).toEqual([[], []]);
		const [copy] = await espo.json(
			record('duplicate', 'Contact', source.id, { ...inJson({ lastName: espo.name('copy') }), options: { skipDuplicateCheck: true } }),
		);
		expect(copy?.id).not.toBe(source.id);
		expect(deviations(copy, schemaOf('entity/duplicate'))).toEqual([]);
		expect(espo.sent.filter((sent) => !sent.startsWith('GET'))).toEqual(['POST Contact/action/getDuplicateAttributes', 'POST Contact']);
		const of = await stored('Contact', source.id);
		const made = await stored('Contact', copy?.id);
		for (const name of [
			'firstName',
			'doNotCall',
			'accountId',
			'accountsIds',
			'accountsColumns',
			'emailAddressData',
			'phoneNumberData',
			'description',
		])
			expect([name, made[name]]).toEqual([name, of[name]]);
		expect(made.lastName).toBe(espo.name('copy'));
		expect(of.lastName).toBe(espo.name('source'));
	});

	it('puts a new address in the place of all that were copied', async () => {
		const source = await espo.create('Contact', { lastName: espo.name('address'), emailAddress: `old.${espo.prefix}@example.com` });
		const emailAddress = `new.${espo.prefix}@example.com`.toLowerCase();
		const [copy] = await espo.json(record('duplicate', 'Contact', source.id, inJson({ lastName: espo.name('other'), emailAddress })));
		expect((await stored('Contact', copy?.id)).emailAddressData).toEqual([expect.objectContaining({ emailAddress, primary: true })]);
	});

	it('says nothing of what EspoCRM sets itself, and leaves the source alone', async () => {
		espo.need('Opportunity', 'create');
		const source = await espo.create('Opportunity', {
			name: espo.name('deal'),
			amount: 1250.5,
			amountCurrency: 'USD',
			closeDate: '2026-12-24',
			probability: 30,
		});
		const before = await stored('Opportunity', source.id);
		const { json, hints, error } = await espo.run(record('duplicate', 'Opportunity', source.id, inJson({ probability: 55 })));
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(await stored('Opportunity', json[0]?.id)).toMatchObject({
			name: espo.name('deal'),
			amount: 1250.5,
			closeDate: '2026-12-24',
			probability: 55,
		});
		expect(await stored('Opportunity', source.id)).toEqual(before);
	});

	it('gives the copy files of its own', async () => {
		const { id: fileId } = await fileFor('attachments');
		const source = await espo.create('Case', { name: espo.name('with a file'), attachmentsIds: [fileId] });
		const [copy] = await espo.json(record('duplicate', 'Case', source.id, inJson({ name: espo.name('copied file') })));
		const made = await stored('Case', copy?.id);
		expect(Object.values(made.attachmentsNames as object)).toEqual(['kept.txt']);
		expect(made.attachmentsIds).not.toEqual([fileId]);
		expect((await stored('Case', source.id)).attachmentsIds).toEqual([fileId]);
	});

	it('leaves no copies of files behind when nothing is created, or other files take their place', async () => {
		const { id: fileId } = await fileFor('attachments');
		const source = await espo.create('Case', { name: espo.name('stays alone'), attachmentsIds: [fileId] });
		const copiesIn = () =>
			espo.proxy.requests.flatMap(({ path, answer }) =>
				path.endsWith('getDuplicateAttributes') ? (JSON.parse(String(answer)) as { attachmentsIds: string[] }).attachmentsIds : [],
			);
		const refused = await espo.run(record('duplicate', 'Case', source.id, inJson({ status: 'Bogus' })));
		expect(refused.error?.message).toMatch(/Status/);
		expect(copiesIn()).toHaveLength(1);
		for (const id of copiesIn()) expect((await espo.api.send('GET', `Attachment/${id}`)).status).toBe(404);
		await espo.json(record('duplicate', 'Case', source.id, inJson({ attachmentsIds: [] })));
		expect(copiesIn()).toHaveLength(1);
		for (const id of copiesIn()) expect((await espo.api.send('GET', `Attachment/${id}`)).status).toBe(404);
	});

	it('copies the members of a target list', async () => {
		espo.need('TargetList', 'create', 'read', 'edit');
		const source = await espo.create('TargetList', { name: espo.name('targets') });
		const { id: accountId } = await espo.create('Account', { name: espo.name('target') });
		await espo.api.done('POST', `TargetList/${source.id}/accounts`, { id: accountId });
		const [copy] = await espo.json(record('duplicate', 'TargetList', source.id, inJson({ name: espo.name('targets copied') })));
		expect((await espo.api.list(`TargetList/${String(copy?.id)}/accounts`)).list.map(({ id }) => id)).toEqual([accountId]);
	});

	it('does with duplicates what is chosen, and never changes them', async () => {
		const source = await espo.create('Account', { name: espo.name('twin') });
		const options = (onDuplicate: string) => record('duplicate', 'Account', source.id, { ...inJson({}), options: { onDuplicate } });
		const skipped = await espo.run(options('skip'));
		expect(skipped.json).toEqual([]);
		expect(skipped.hints.map(({ message }) => message).join()).toContain('skipped, because EspoCRM already has it');
		expect((await espo.json(options('return'))).map(({ id }) => id)).toEqual([source.id]);
		expect((await espo.run(options('update'))).error?.message).toMatch(/not one of the allowed values/);
	});

	it('says which record is not there', async () => {
		const { error } = await espo.run(record('duplicate', 'Account', 'aaaaaaaaaaaaaaaaa', inJson({})));
		expect(`${error?.message} ${error?.description}`).toMatch(/not find|does not exist|no record/i);
		expect(espo.sent).toEqual(['POST Account/action/getDuplicateAttributes']);
	});
});
