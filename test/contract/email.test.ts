import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { REFUSED } from '../harness/SmtpServer';
import { describeEspo } from './server/describeEspo';
import type { Api } from './server/Api';
import { openMailbox, type Mailbox } from './server/Mailbox';
import { whereJson } from './server/parameters';
import { deviations, schemaOf } from './server/outputSchema';
import { locator } from '../harness/locator';

const email = (operation: string, more: INodeParameters = {}): INodeParameters => ({ resource: 'email', operation, ...more });

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** It takes more than a line of an e-mail. */
const LONG_NAME = 'Größe “Ä” und so weiter, für jeden Anlass, aber nicht für jeden Geschmack 😀.txt';
const binary = (fileName: string, mimeType: string, content: string, encoding: BufferEncoding = 'utf8') => ({
	...{ fileName, mimeType, data: Buffer.from(content, encoding).toString('base64') },
});

describeEspo('E-mail: what is written', (espo) => {
	let mailbox: Mailbox;
	beforeAll(async () => (mailbox = await openMailbox(espo)));
	afterAll(async () => await mailbox.close());
	const written = (operation: string, subject: string, more: INodeParameters = {}) =>
		email(operation, { to: 'Anna Berg <anna@example.com>', subject: espo.name(subject), body: '<p>Hello</p>', ...more });
	const stored = async (subject: string) => {
		const where = [{ type: 'equals', attribute: 'name', value: espo.name(subject) }];
		return (await espo.api.list('Email', { where, select: ['name', 'status'], maxSize: 5 })).list;
	};

	describe('Send', () => {
		it('writes a draft, sends it and gives what EspoCRM stored', async () => {
			const [sent] = await espo.json(written('send', 'sent', { options: { cc: 'ben@example.com', bcc: ['cleo@example.com'] } }));
			expect(sent).toMatchObject({ status: 'Sent', to: 'anna@example.com', cc: 'ben@example.com', from: mailbox.from, isHtml: true });
			expect(deviations(sent, schemaOf('email/send'))).toEqual([]);
			const writes = espo.sent.filter((request) => !request.startsWith('GET'));
			expect(writes).toEqual(['POST Email', `PUT Email/${sent?.id}`]);
			const envelope = { from: mailbox.from, to: ['anna@example.com', 'ben@example.com', 'cleo@example.com'] };
			expect(await mailbox.received(espo.name('sent'))).toMatchObject([{ ...envelope, text: expect.stringContaining('Hello') as string }]);
		});

		it('goes to each address once, whatever other list has it too', async () => {
			const options = { cc: 'ANNA@example.com, ben@example.com', bcc: 'Ben@example.com, cleo@example.com' };
			const [sent] = await espo.json(written('send', 'each once', { options }));
			expect(sent).toMatchObject({ to: 'anna@example.com', cc: 'ben@example.com', bcc: 'cleo@example.com' });
			const to = ['anna@example.com', 'ben@example.com', 'cleo@example.com'];
			expect(await mailbox.received(espo.name('each once'))).toMatchObject([{ to }]);
		});

		it('goes to the address of a record, and belongs to another one', async () => {
			const contact = await espo.create('Contact', { lastName: espo.name('person'), emailAddress: 'dora@example.com' });
			const account = await espo.create('Account', { name: espo.name('account') });
			const [sent] = await espo.json(
				written('send', 'to a record', {
					sendTo: 'record',
					entityType: locator('Contact'),
					recordId: locator(contact.id),
					parentType: locator('Account'),
					parentId: locator(account.id),
				}),
			);
			expect(sent).toMatchObject({ to: 'dora@example.com', parentType: 'Account', parentId: account.id, status: 'Sent' });
		});

		it('refuses a record without an address, and sends nothing', async () => {
			const contact = await espo.create('Contact', { lastName: espo.name('no address') });
			const to = { sendTo: 'record', entityType: locator('Contact'), recordId: locator(contact.id) };
			const { error } = await espo.run(written('send', 'nowhere', to));
			expect(error?.message).toContain('has no e-mail address');
			expect(await stored('nowhere')).toEqual([]);
		});

		it('keeps as a draft what the mail server refuses, and says so', async () => {
			const { error } = await espo.run(written('send', 'refused', { to: `anna@example.com, ${REFUSED}` }));
			expect(error?.message).toBe('EspoCRM could not send the e-mail');
			const [draft] = await stored('refused');
			expect(draft?.status).toBe('Draft');
			expect(error?.description).toContain(`EspoCRM did not send it. The e-mail is kept as the draft ${draft?.id}.`);
			expect(await mailbox.received(espo.name('refused'))).toEqual([]);
		});

		it.each([
			['lost', { reset: true, processed: true }],
			['500', { answer: { status: 500 }, processed: true }],
			['a page', { answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }, processed: true }],
		])('looks after a sending whose answer is %s, and sends it once', async (what, fault) => {
			espo.proxy.reset(({ method, path }) => (method === 'PUT' && path.includes('/Email/') ? fault : undefined));
			const { json, error } = await espo.runOn(written('send', `answer ${what}`));
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ status: 'Sent', to: 'anna@example.com', from: mailbox.from }]);
			expect(await mailbox.received(espo.name(`answer ${what}`))).toHaveLength(1);
		});

		it('says what may have been sent, and where to look', async () => {
			espo.proxy.reset(({ method, path }) => (method === 'PUT' && path.includes('/Email/') ? { reset: true } : undefined));
			const { error } = await espo.runOn(written('send', 'doubt'));
			const [draft] = await stored('doubt');
			expect(error?.description).toContain(`The e-mail ${draft?.id} may have been sent, and was not sent again. Its status is Draft`);
			expect(await mailbox.received(espo.name('doubt'))).toEqual([]);
		});

		it.each(['anna', 'anna@example', 'anna@example.com, ben', 'Berg, Anna <anna@example.com>', ';'])(
			'refuses the recipient %p by name',
			async (to) => {
				const { error } = await espo.run(written('send', 'bad', { to }));
				expect(error?.message).toMatch(/“To” is not an e-mail address/);
				expect(espo.sent).toEqual([]);
			},
		);

		it.each([
			['from', 'From Address Name or ID'],
			['sendAt', 'Send At'],
		])('refuses a list without entries as the option %s, and sends nothing', async (name, label) => {
			const { error } = await espo.run(written('send', 'no entry', { options: { [name]: '={{ [] }}' } }));
			expect(error?.message).toContain(`“${label}”`);
			expect(espo.sent.filter((request) => !request.startsWith('GET'))).toEqual([]);
		});

		it('sends later where EspoCRM can, and never at once where it can’t', async () => {
			const sendAt = '2036-11-23T10:00:00Z';
			const result = await espo.run(written('send', 'later', { options: { sendAt } }));
			const canWait = JSON.stringify((await espo.api.get('Metadata')).entityDefs).includes('"sendAt"');
			if (canWait) expect(result.json).toMatchObject([{ status: 'Draft', sendAt: '2036-11-23T10:00:00Z' }]);
			else {
				expect(result.error?.message).toContain('“Send At”');
				expect(await stored('later')).toEqual([]);
			}
			expect(await mailbox.received(espo.name('later'))).toEqual([]);
		});
	});

	describe('with a template', () => {
		const template = async (name: string, text: string, more: IDataObject = {}) =>
			await espo.create('EmailTemplate', { name: espo.name(name), subject: espo.name(name), body: text, isHtml: true, ...more });

		it('has the values of the related record and of the person, and the files of the template', async () => {
			const emailAddress = `${espo.prefix}.person@example.com`;
			await espo.create('Contact', { lastName: espo.name('person'), emailAddress });
			const account = await espo.create('Account', { name: espo.name('filled') });
			const file = await upload('EmailTemplate', 'terms.txt');
			const { id } = await template('filled', '<p>{Person.name} of {Account.name}</p>', { attachmentsIds: [file] });
			const [sent] = await espo.json(
				email('send', {
					...{ to: emailAddress, mailContent: 'template', templateId: locator(id) },
					...{ parentType: locator('Account'), parentId: locator(account.id) },
				}),
			);
			expect(sent?.body).toBe(`<p>${espo.name('person')} of ${espo.name('filled')}</p>`);
			const [mail] = await mailbox.received(espo.name('filled'));
			expect(mail?.files).toEqual(['terms.txt']);
		});

		it('stops where a placeholder stays unfilled, unless that is allowed', async () => {
			const { id } = await template('unfilled', '<p>Dear {Person.name}, {Account.name}</p>');
			const parameters = { to: 'unknown@example.com', mailContent: 'template', templateId: locator(id) };
			const { error } = await espo.run(email('send', parameters));
			expect(error?.message).toContain('{Person.name}, {Account.name}');
			expect(await stored('unfilled')).toEqual([]);
			const [sent] = await espo.json(email('send', { ...parameters, options: { allowUnfilled: true } }));
			expect(sent?.body).toContain('{Person.name}');
		});
	});

	describe('with files', () => {
		const text = {
			binary: { data: binary(LONG_NAME, 'text/plain', 'Hello'), picture: binary('logo.png', 'image/png', PIXEL, 'base64') },
			json: {},
		};

		it('attaches those of the item, and copies of those in EspoCRM', async () => {
			const account = await espo.create('Case', { name: espo.name('case'), attachmentsIds: [await upload('Case', 'stored.txt')] });
			const [id] = (await espo.api.get(`Case/${account.id}`)).attachmentsIds as string[];
			const [sent] = await espo.json(written('send', 'files', { attachments: 'data', options: { attachmentIds: String(id) } }), [
				text as never,
			]);
			expect(Object.values(sent?.attachmentsNames as IDataObject).sort()).toEqual([LONG_NAME, 'stored.txt']);
			expect((await mailbox.received(espo.name('files')))[0]?.files?.sort()).toEqual([LONG_NAME, 'stored.txt']);
			expect((await espo.api.get(`Case/${account.id}`)).attachmentsIds).toEqual([id]);
		});

		it('shows pictures within the text, each once', async () => {
			const data = `data:image/png;base64,${PIXEL}`;
			const body = `<p><img src="${data}"> <img alt="x" src='${data}'> <img src="cid:picture"></p>`;
			const [sent] = await espo.json(written('send', 'pictures', { body }), [text as never]);
			expect(sent?.body).not.toMatch(/data:|cid:/);
			expect(sent?.attachmentsIds).toEqual([]);
			const [mail] = await mailbox.received(espo.name('pictures'));
			expect(new Set(mail?.contentIds).size).toBe(2);
		});

		it('removes the uploads where EspoCRM refuses the e-mail', async () => {
			const parent = { parentType: locator('Account'), parentId: locator('0000000000000000f') };
			espo.proxy.reset(({ method, path }) => (method === 'POST' && path.endsWith('/Email') ? { answer: { status: 403 } } : undefined));
			const { error } = await espo.runOn(written('send', 'orphan', { attachments: 'data', ...parent }), [text as never]);
			expect(error).toBeDefined();
			const uploads = espo.proxy.requests.filter(({ path }) => path.includes('/Attachment'));
			expect(uploads.map(({ method, status }) => [method, status])).toEqual([
				['POST', 200],
				// Whether the e-mail has it nevertheless.
				['GET', 200],
				['DELETE', 200],
			]);
		});
	});

	async function upload(parentType: string, name: string): Promise<string> {
		const file = `data:text/plain;base64,${Buffer.from('stored').toString('base64')}`;
		const values = { name, type: 'text/plain', role: 'Attachment', parentType, field: 'attachments', file };
		return String(((await espo.api.done('POST', 'Attachment', values)) as IDataObject).id);
	}

	it('Create Draft stores an e-mail and sends nothing', async () => {
		const [draft] = await espo.json(written('createDraft', 'draft', { body: 'no tags', options: { replyTo: 'office@example.com' } }));
		expect(draft).toMatchObject({ status: 'Draft', isHtml: false, body: 'no tags', replyTo: 'office@example.com' });
		expect(deviations(draft, schemaOf('email/createDraft'))).toEqual([]);
		expect(await mailbox.received(espo.name('draft'))).toEqual([]);
	});

	describe('an e-mail of the mailbox', () => {
		let id: string;
		const runAsReader = async (parameters: INodeParameters) =>
			await espo.run(parameters, undefined, { credentials: mailbox.reader.credentials });
		const asReader = async (parameters: INodeParameters) =>
			await espo.json(parameters, undefined, { credentials: mailbox.reader.credentials });
		const one = async () => {
			const { list } = await (espo.other as Api).list('Email', {
				where: [{ type: 'equals', attribute: 'id', value: id }],
				select: ['isRead', 'isImportant', 'inTrash', 'folderId'],
			});
			return list[0] as IDataObject;
		};
		beforeAll(async () => {
			const more = { to: mailbox.reader.address, body: '<p>Dear <b>Anna</b></p><ul><li>one</li></ul>', options: { cc: 'ben@example.com' } };
			id = String((await espo.json(written('send', 'kept', more)))[0]?.id);
		});

		it('Get gives it as it is, without marking it as read', async () => {
			await asReader(email('mark', { mailIds: id, markAs: 'unread' }));
			const [mail] = await asReader(email('get', { mailId: locator(id) }));
			expect(mail).toMatchObject({
				id,
				to: mailbox.reader.address,
				cc: 'ben@example.com',
				from: mailbox.from,
				status: 'Sent',
				isRead: false,
			});
			expect(mail?.body).toContain('<b>Anna</b>');
			expect(deviations(mail, schemaOf('email/get'))).toEqual([]);
			expect((await one()).isRead).toBe(false);
		});

		it('Get marks it as read if that is wanted', async () => {
			await asReader(email('mark', { mailIds: id, markAs: 'unread' }));
			await asReader(email('get', { mailId: locator(id), options: { markAsRead: true } }));
			expect((await one()).isRead).toBe(true);
		});

		it('Get gives the body as Markdown or text', async () => {
			const bodyOf = async (bodyAs: string) => (await asReader(email('get', { mailId: locator(id), options: { bodyAs } })))[0]?.body;
			expect(await bodyOf('markdown')).toBe('Dear **Anna**\n\n- one');
			expect(await bodyOf('text')).toBe('Dear Anna\n\n- one');
		});

		it('Get Many finds it by folder, address and filter', async () => {
			const { filters } = whereJson({ type: 'equals', attribute: 'name', value: espo.name('kept') });
			const [mail, ...more] = await asReader(
				email('getAll', { folder: 'inbox', filters, options: { withAddress: 'BEN@example.com' }, output: 'simplified' }),
			);
			expect(more).toEqual([]);
			expect(mail).toMatchObject({ id, from: mailbox.from, to: mailbox.reader.address, cc: 'ben@example.com' });
			const whole = await asReader(email('getAll', { folder: 'inbox', filters }));
			expect(deviations(whole[0], schemaOf('email/getAll'))).toEqual([]);
			expect(await asReader(email('getAll', { folder: 'drafts', filters }))).toEqual([]);
			expect(await asReader(email('getAll', { filters, options: { withAddress: 'nobody@example.com' } }))).toEqual([]);
		});

		it('Get and Get Many bring the files, and leave it unread', async () => {
			const more = { to: mailbox.reader.address, attachments: 'data' };
			const item = { json: {}, binary: { data: binary('a.pdf', 'application/pdf', 'x') } } as never;
			const withFile = { id: String((await espo.json(written('send', 'with file', more), [item]))[0]?.id) };
			await asReader(email('mark', { mailIds: withFile.id, markAs: 'unread' }));
			const options = { downloadFiles: true };
			const runs = [
				await runAsReader(email('get', { mailId: locator(withFile.id), output: 'simplified', options })),
				await runAsReader(email('getAll', { ...whereJson({ type: 'equals', attribute: 'id', value: withFile.id }), options })),
			];
			for (const { error, items } of runs) {
				expect(error).toBeUndefined();
				const [found] = items;
				expect(found?.binary).toMatchObject({ attachments_0: { fileName: 'a.pdf', mimeType: 'application/pdf', data: 'eA==' } });
				expect(found?.json).toMatchObject({ id: withFile.id, isRead: false });
			}
		});

		it('Get Many refuses a folder that does not exist', async () => {
			const { error } = await runAsReader(email('getAll', { folder: 'attic0000000000' }));
			expect(error?.message).toContain('There is no folder “attic0000000000”');
		});

		it('Reply goes to the sender, with the text and the record of the e-mail, and to all if wanted', async () => {
			const account = await espo.create('Account', { name: espo.name('talk') });
			const received = await espo.create('Email', {
				...{ name: espo.name('question'), status: 'Archived', dateSent: '2026-11-01 10:00:00', from: 'asking@example.com' },
				...{ to: `${mailbox.from};ben@example.com`, cc: 'cleo@example.com', body: '<p>When?</p>', isHtml: true },
				...{ parentType: 'Account', parentId: account.id },
			});
			const [sent] = await espo.json(
				email('reply', { mailId: locator(received.id), body: '<p>Now</p>', options: { quote: true, toAll: true } }),
			);
			expect(sent).toMatchObject({
				...{ name: `Re: ${espo.name('question')}`, to: 'asking@example.com', cc: 'ben@example.com;cleo@example.com' },
				...{ from: mailbox.from, status: 'Sent', repliedId: received.id, parentType: 'Account', parentId: account.id },
			});
			expect(sent?.body).toMatch(/^<p>Now<\/p>.*<blockquote[^>]*><p>When\?<\/p><\/blockquote>$/);
			expect(deviations(sent, schemaOf('email/reply'))).toEqual([]);
			const options = { toAll: true, cc: 'Asking@example.com, BEN@example.com', bcc: 'cleo@example.com' };
			const [once] = await espo.json(email('reply', { mailId: locator(received.id), body: 'Now', options }));
			expect(once).toMatchObject({ to: 'asking@example.com', cc: 'ben@example.com;cleo@example.com', bcc: null });
			const [alone] = await espo.json(email('reply', { mailId: locator(received.id), body: 'Now' }));
			expect(alone).toMatchObject({ to: 'asking@example.com', cc: null, body: 'Now', isHtml: false });
		});

		it.each([
			['important', 'notImportant', 'isImportant'],
			['read', 'unread', 'isRead'],
			['trash', 'notTrash', 'inTrash'],
		])('Mark as %s and %s', async (on, off, attribute) => {
			expect(await asReader(email('mark', { mailIds: id, markAs: on }))).toEqual([{ success: true }]);
			expect((await one())[attribute]).toBe(true);
			expect(await asReader(email('mark', { mailIds: id, markAs: off }))).toEqual([{ success: true }]);
			expect((await one())[attribute]).toBe(false);
		});

		it('Mark names what is not there, and what is in no mailbox', async () => {
			const foreign = await espo.create('Email', {
				...{ name: espo.name('foreign'), status: 'Archived', from: 'x@example.com', to: 'y@example.com', dateSent: '2026-11-01 10:00:00' },
			});
			const { error } = await runAsReader(email('mark', { mailIds: `${id}, 0000000000000000f`, markAs: 'read' }));
			expect(error?.description).toContain(`Not processed: 0000000000000000f. Processed: ${id}.`);
			const other = await runAsReader(email('mark', { mailIds: foreign.id, markAs: 'important' }));
			expect(other.error?.message).toContain('is not in the mailbox of the authenticated user');
		});

		it('Move to Folder moves it there and back, and refuses a folder that does not exist', async () => {
			const folder = await (espo.other as Api).create('EmailFolder', { name: espo.name('folder') });
			for (const target of [folder.id, 'archive', 'inbox']) {
				expect(await asReader(email('moveToFolder', { mailIds: id, targetFolder: target }))).toEqual([{ success: true }]);
			}
			await asReader(email('moveToFolder', { mailIds: id, targetFolder: folder.id }));
			expect((await one()).folderId).toBe(folder.id);
			expect(await asReader(email('getAll', { folder: folder.id, output: 'simplified' }))).toMatchObject([{ id }]);
			const { error } = await runAsReader(email('moveToFolder', { mailIds: id, targetFolder: 'attic0000000000' }));
			expect(error?.message).toContain('There is no folder “attic0000000000”');
			expect((await one()).folderId).toBe(folder.id);
			await asReader(email('moveToFolder', { mailIds: id, targetFolder: 'inbox' }));
			await (espo.other as Api).remove('EmailFolder', folder.id);
		});
	});

	it('Archive stores an e-mail that was sent elsewhere', async () => {
		const account = await espo.create('Account', { name: espo.name('archive') });
		const [mail] = await espo.json(
			written('archive', 'archived', {
				...{
					sender: 'Zoe <zoe@example.com>',
					dateSent: '2026-11-02T09:30:00',
					parentType: locator('Account'),
					parentId: locator(account.id),
				},
			}),
		);
		expect(mail).toMatchObject({ status: 'Archived', from: 'zoe@example.com', dateSent: '2026-11-02T09:30:00Z', parentId: account.id });
		expect(deviations(mail, schemaOf('email/archive'))).toEqual([]);
		expect(await mailbox.received(espo.name('archived'))).toEqual([]);
	});

	it('Import makes an e-mail of a file, once, or says that EspoCRM can’t', async () => {
		const lines = [
			`Message-ID: <${espo.prefix}@example.com>`,
			'From: Zoe <zoe@example.com>',
			'To: anna@example.com',
			`Subject: ${espo.name('file')}`,
		];
		const eml = [...lines, 'Date: Mon, 02 Nov 2026 09:30:00 +0000', '', 'Hello from a file'].join('\r\n');
		const item = (content: string) => [{ json: {}, binary: { data: binary('mail.eml', 'message/rfc822', content) } } as never];
		const first = await espo.run(email('import', { binaryFields: 'data' }), item(eml));
		if (first.error) {
			expect(first.error.message).toBe("This EspoCRM can't import e-mails");
			expect(espo.sent.filter((request) => !request.startsWith('GET'))).toEqual([]);
			return;
		}
		expect(first.json[0]).toMatchObject({ isNew: true, status: 'Archived', from: 'zoe@example.com', name: espo.name('file') });
		expect(deviations(first.json[0], schemaOf('email/import'))).toEqual([]);
		const [again] = await espo.json(email('import', { binaryFields: 'data' }), item(eml));
		expect(again).toMatchObject({ id: String(first.json[0]?.id), isNew: false });
		const { error } = await espo.run(email('import', { binaryFields: 'data' }), item('no e-mail at all'));
		expect(error?.message).toContain('is not an e-mail');
	});

	it('Find Address finds the records that have it', async () => {
		const emailAddress = `${espo.prefix}@example.com`.toLowerCase();
		const contact = await espo.create('Contact', { lastName: espo.name('owner'), emailAddress });
		const other = { emailAddress: 'other@example.com', primary: true };
		const account = await espo.create('Account', { name: espo.name('owner'), emailAddressData: [other, { emailAddress, primary: false }] });
		const found = await espo.json(email('findAddress', { address: `Owner <${emailAddress.toUpperCase()}>` }));
		expect(found.map(({ entityType, id }) => [entityType, id])).toEqual([
			['Contact', contact.id],
			['Account', account.id],
		]);
		expect(deviations(found[0], schemaOf('email/findAddress'))).toEqual([]);
		expect(await espo.json(email('findAddress', { address: emailAddress, options: { entityTypes: 'Lead' } }))).toEqual([]);
	});
});
