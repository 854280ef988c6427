import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { PartlyDone } from '../../../../nodes/shared/api/client/partlyDone';
import { addressOwners } from '../../../../nodes/shared/api/email/addressOwners';
import { changeMails } from '../../../../nodes/shared/api/email/changeMails';
import { madeFolders, requireFolder } from '../../../../nodes/shared/api/email/mailFolders';
import { preparedTemplate, unfilled } from '../../../../nodes/shared/api/email/preparedTemplate';
import { listedMail, openedMail, readMail } from '../../../../nodes/shared/api/email/readMail';
import { recordAddress } from '../../../../nodes/shared/api/email/recordAddress';
import { withAddressAttributes, withAddresses } from '../../../../nodes/shared/api/email/withAddresses';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { listOf, askedServer, type ServerAnswer } from '../../model/askedServer';

const outcomeOf = async <Result>(work: Promise<Result>) => await work.catch((error: unknown) => error as Error);

describe('owners of an address', () => {
	const owners = async (answers: Record<string, ServerAnswer>) => {
		const server = askedServer(({ line }) => answers[line.replace('GET ', '')]);
		const denied: string[] = [];
		const outcome = await outcomeOf(addressOwners(server.client, 'a@x.example', Object.keys(answers), (type) => denied.push(type)));
		return { outcome, denied, sent: server.sent };
	};

	test('of each type, with what tells them apart', async () => {
		const ann = { id: 'c', name: 'Ann', emailAddress: 'b@x.example', other: 1 };
		const { outcome, sent } = await owners({
			Contact: listOf(ann),
			Lead: listOf(),
			User: listOf({ id: 'u', name: 'Bo', emailAddress: 'a@x.example' }),
		});
		expect(outcome).toEqual([
			{ entityType: 'Contact', id: 'c', name: 'Ann', emailAddress: 'b@x.example' },
			{ entityType: 'User', id: 'u', name: 'Bo', emailAddress: 'a@x.example' },
		]);
		expect(sent.map(({ line }) => line)).toEqual(['GET Contact', 'GET Lead', 'GET User']);
		expect(sent[0]?.params).toMatchObject({
			where: [{ type: 'equals', attribute: 'emailAddress', value: 'a@x.example' }],
			select: ['id', 'name', 'emailAddress'],
		});
	});

	test('a type that the user may not read is told, and does not keep the others away', async () => {
		const { outcome, denied } = await owners({ Contact: { status: 403, reason: 'No' }, Lead: listOf({ id: 'l' }) });
		expect([outcome, denied]).toEqual([[expect.objectContaining({ id: 'l' })], ['Contact']]);
	});

	test.each([404, 400, 500])('a type without addresses is refused by name (%d)', async (status) => {
		const { outcome } = await owners({ Team: { status } });
		expect(outcome).toMatchObject({
			parameter: 'Entity Type Names',
			message: expect.stringContaining('“Team”') as string,
			hint: expect.any(String) as string,
		});
	});

	test('any other failure stays', async () =>
		expect((await owners({ Contact: { status: 503 } })).outcome).toMatchObject({ kind: 'unavailable' }));
});

describe('marking e-mails', () => {
	const REQUEST = { method: 'POST' as const, path: ['Email', 'inbox', 'read'] };
	const change = async (ids: string[], done: ServerAnswer, rows: ServerAnswer) => {
		const server = askedServer(({ line }) => (line === 'GET Email' ? rows : done));
		return { failed: await changeMails(server.client, REQUEST, ids, ({ isRead }) => isRead === true), sent: server.sent };
	};
	const mail = (id: string, more: object = {}) => ({ id, isRead: true, isUsers: true, ...more });

	test('is done when EspoCRM shows it', async () => {
		const { failed, sent } = await change(['a', 'b'], { body: true }, listOf(mail('a'), mail('b')));
		expect(failed.size).toBe(0);
		expect(sent[0]).toMatchObject({ line: 'POST Email/inbox/read', body: { ids: ['a', 'b'] } });
		expect(sent[1]?.params).toMatchObject({
			where: [{ type: 'in', attribute: 'id', value: ['a', 'b'] }],
			select: ['isRead', 'isImportant', 'inTrash', 'inArchive', 'folderId', 'groupFolderId', 'isUsers'],
		});
	});

	test('says yes to everything, so each is looked at', async () => {
		const { failed } = await change(
			['a', 'gone', 'other', 'same'],
			{ body: true },
			listOf(mail('a'), mail('other', { isUsers: false }), mail('same', { isRead: false })),
		);
		expect([...failed.keys()]).toEqual(['gone', 'other', 'same']);
		expect(failed.get('gone')).toMatchObject({
			kind: 'notFound',
			details: { status: 404, reason: 'Record gone does not exist.', request: { method: 'GET', path: ['Email', 'gone'] } },
		});
		expect(failed.get('other')).toMatchObject({
			parameter: 'E-Mail IDs',
			message: expect.stringContaining('other') as string,
			hint: expect.any(String) as string,
		});
		expect(failed.get('same')).toMatchObject({
			parameter: 'E-Mail IDs',
			message: expect.stringContaining('did not change the e-mail same') as string,
		});
	});

	test('that is refused is not looked at', async () => {
		const { failed, sent } = await change(['a'], { status: 403, reason: 'No' }, listOf());
		expect(failed.get('a')).toMatchObject({ kind: 'forbidden' });
		expect(sent).toHaveLength(1);
	});

	test('may be done all the same where it can’t be looked at', async () => {
		const { failed } = await change(['a', 'b'], { body: true }, { status: 503 });
		for (const id of ['a', 'b']) {
			expect(failed.get(id)).toBeInstanceOf(PartlyDone);
			expect(failed.get(id)).toMatchObject({
				message: 'They may have been changed all the same',
				hasDone: true,
				reason: { kind: 'unavailable' },
			});
		}
	});
});

describe('folders', () => {
	test('those of the user and those of groups, as far as there are any for the user', async () => {
		const of = async (own: ServerAnswer, group: ServerAnswer) =>
			await outcomeOf(madeFolders(askedServer(({ line }) => (line === 'GET EmailFolder' ? own : group)).client));
		expect(await of(listOf({ id: 'f', name: 'Mine' }, { id: 'n', name: null }), listOf({ id: 'g', name: 'Support' }))).toEqual([
			{ value: 'f', name: 'Mine' },
			{ value: 'n', name: 'n' },
			{ value: 'group:g', name: 'Support' },
		]);
		expect(await of({ status: 403, reason: 'No' }, { status: 404 })).toEqual([]);
		expect(await of(listOf(), { status: 503 })).toMatchObject({ kind: 'unavailable' });
	});

	test.each<[folder: string, asked: string | undefined, id: string | undefined]>([
		['inbox', undefined, undefined],
		['f1', 'GET EmailFolder', 'f1'],
		['group:g1', 'GET GroupEmailFolder', 'g1'],
	])('%s must exist', async (folder, asked, id) => {
		const server = askedServer(() => listOf({ id: 'x' }));
		await requireFolder(server.client, folder, ['inbox'], 'Folder');
		expect(server.lines()).toEqual(asked ? [asked] : []);
		if (asked) expect(server.sent[0]?.params).toMatchObject({ where: [{ type: 'equals', attribute: 'id', value: id }], select: ['id'] });
	});

	test('one that does not is refused', async () => {
		const server = askedServer(() => listOf());
		await expect(requireFolder(server.client, 'f9', ['inbox', 'archive'], 'Folder')).rejects.toMatchObject({
			parameter: 'Folder',
			message: 'There is no folder “f9” (“Folder”)',
			hint: expect.stringContaining('inbox, archive') as string,
		});
		await expect(requireFolder(server.client, 'group:../x', [], 'Folder')).rejects.toThrow('“../x” in “Folder”');
		expect(server.sent).toHaveLength(1);
	});
});

describe('reading an e-mail', () => {
	test('by a list, so that it stays unread', async () => {
		const server = askedServer(() =>
			listOf({
				id: 'e',
				name: 'Hello',
				to: null,
				toEmailAddressesIds: ['1', '2'],
				toEmailAddressesNames: { 1: 'a@x.example', 2: 'b@x.example' },
			}),
		);
		expect(await listedMail(server.client, 'e', ['name', 'to'])).toMatchObject({ name: 'Hello', to: 'a@x.example;b@x.example' });
		expect(server.lines()).toEqual(['GET Email']);
		expect(server.sent[0]?.params).toMatchObject({
			where: [{ type: 'equals', attribute: 'id', value: 'e' }],
			select: ['name', 'to', 'toEmailAddressesIds'],
		});
	});

	test('that is not there', async () => {
		const server = askedServer(() => listOf());
		expect(await listedMail(server.client, 'e', ['name'])).toBeUndefined();
		const error = await outcomeOf(readMail(server.client, 'e', ['name']));
		expect(error).toBeInstanceOf(EspoError);
		expect(error).toMatchObject({
			kind: 'notFound',
			details: { status: 404, reason: 'Record e does not exist.', request: { method: 'GET', path: ['Email', 'e'] } },
		});
	});

	test('as EspoCRM shows it', async () => {
		const server = askedServer(() => ({ body: { id: 'e', name: 'Hello' } }));
		expect(await openedMail(server.client, 'e')).toEqual({ id: 'e', name: 'Hello' });
		expect(server.lines()).toEqual(['GET Email/e']);
		expect(await readMail(askedServer(() => listOf({ id: 'e' })).client, 'e', ['name'])).toMatchObject({ id: 'e' });
	});

	test.each<[row: JsonObject, shown: JsonObject]>([
		[{ to: 'a', toEmailAddressesIds: ['1'], toEmailAddressesNames: { 1: 'b' } }, { to: 'a' }],
		[{ to: null, toEmailAddressesIds: ['1', '9'], toEmailAddressesNames: { 1: 'b' } }, { to: 'b;' }],
		[{ cc: null, ccEmailAddressesIds: '1', ccEmailAddressesNames: {} }, { cc: null }],
		[{ cc: null, ccEmailAddressesIds: [], ccEmailAddressesNames: [] }, { cc: null }],
		[{ bcc: null, bccEmailAddressesIds: ['1'], bccEmailAddressesNames: { 1: 'b' } }, { bcc: 'b' }],
		[{ replyTo: null, replyToEmailAddressesIds: ['1'], replyToEmailAddressesNames: { 1: 'b' } }, { replyTo: 'b' }],
		[{ from: 'a', fromEmailAddressName: 'b' }, { from: 'a' }],
		[{ fromEmailAddressName: 'b' }, { from: 'b' }],
	])('the addresses of %j', (row, shown) => expect(withAddresses(row)).toEqual({ ...row, ...shown }));

	test('a row without a sender gets none', () => expect(withAddresses({ id: 'e' })).toEqual({ id: 'e' }));

	test('what a list is asked for', () => {
		expect(withAddressAttributes(['name', 'cc', 'bcc', 'replyTo', 'ccEmailAddressesIds'])).toEqual([
			'name',
			'cc',
			'bcc',
			'replyTo',
			'ccEmailAddressesIds',
			'bccEmailAddressesIds',
			'replyToEmailAddressesIds',
		]);
	});
});

describe('the address of a record', () => {
	const addressOf = async (record: object) => {
		const server = askedServer(() => ({ body: { id: 'c', name: 'Ann', ...record } }));
		const outcome = await outcomeOf(recordAddress(server.client, 'Contact', 'c'));
		expect(server.lines()).toEqual(['GET Contact/c']);
		return outcome;
	};
	const second = { emailAddress: 'b@x.example', optOut: true };

	test.each<[record: object, address: string, isOptedOut: boolean]>([
		[{ emailAddress: 'a@x.example', emailAddressData: [second] }, 'a@x.example', false],
		[{ emailAddress: 'a@x.example', emailAddressIsOptedOut: true }, 'a@x.example', true],
		[
			{
				emailAddress: 'a@x.example',
				emailAddressIsInvalid: true,
				emailAddressData: [{ emailAddress: 'a@x.example', invalid: true }, second],
			},
			'b@x.example',
			true,
		],
		[{ emailAddress: null, emailAddressData: [null, { emailAddress: '' }, { emailAddress: 5 }, second] }, 'b@x.example', true],
	])('%j', async (record, address, isOptedOut) => expect(await addressOf(record)).toEqual({ address, name: 'Ann', isOptedOut }));

	test.each([
		{ emailAddress: null },
		{ emailAddress: '', emailAddressData: 'x' },
		{ emailAddressData: [{ ...second, invalid: true }], name: null },
	])('%j has none', async (record) => {
		expect(await addressOf(record)).toMatchObject({
			parameter: 'Record',
			message: expect.stringMatching(/^The record “(Ann|c)”/) as string,
		});
	});
});

describe('a template', () => {
	test.each<[answer: object, content: object]>([
		[
			{ subject: 'Hi', body: '<p>x</p>', isHtml: true, attachmentsIds: ['f1', 'f2'], attachmentsNames: { f1: 'a.pdf' } },
			{
				subject: 'Hi',
				body: '<p>x</p>',
				isHtml: true,
				files: [
					{ id: 'f1', name: 'a.pdf', type: '', size: 0 },
					{ id: 'f2', name: 'f2', type: '', size: 0 },
				],
			},
		],
		[
			{ isHtml: false, attachmentsNames: [] },
			{ subject: '', body: '', isHtml: false, files: [] },
		],
		[{}, { subject: '', body: '', isHtml: true, files: [] }],
	])('%j', async (answer, content) => {
		const server = askedServer(() => ({ body: answer }));
		expect(await preparedTemplate(server.client, 't', { emailAddress: 'a@x.example', parentId: 'p' })).toEqual(content);
		expect(server.sent).toMatchObject([{ line: 'POST EmailTemplate/t/prepare', body: { emailAddress: 'a@x.example', parentId: 'p' } }]);
	});

	test.each<[subject: string, body: string, left: string[]]>([
		[
			'Hi {Person.name}',
			'Dear {Person.name}, {Account.billing.city} {{#if x}} {optOutUrl} {optOutLink}',
			['{Person.name}', '{Account.billing.city}', '{{#if x}}', '{optOutUrl}', '{optOutLink}'],
		],
		['{person.name} {Person}', '{ Person.name } {optOut} {{a{b}}', []],
	])('“%s” and “%s” have no value for %j', (subject, body, left) => expect(unfilled({ subject, body })).toEqual(left));
});
