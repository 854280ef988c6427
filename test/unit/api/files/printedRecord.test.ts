import { printedRecord } from '../../../../nodes/shared/api/files/printedRecord';
import type { EspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const printing = { entityType: 'Account', recordId: 'a1', templateId: 't1' };

function clientOf(
	record: object | undefined,
	template?: object,
	refused?: 403 | 500,
): Pick<EspoClient, 'request'> & { sent: EspoRequest[] } {
	const sent: EspoRequest[] = [];
	return {
		sent,
		request: async (request) => {
			sent.push(request);
			if (refused) throw new EspoError({ kind: refused === 403 ? 'forbidden' : 'server', request, status: refused });
			if (request.path[0] !== 'Template') return await Promise.resolve({ body: { total: -2, list: record ? [record] : [] } });
			if (template) return await Promise.resolve({ body: { id: 't1', ...template } });
			throw new EspoError({ kind: 'notFound', request, status: 404 });
		},
	};
}

const print = async (client: ReturnType<typeof clientOf>, failure?: Partial<EspoErrorDetails>, disposition = '') => {
	let asked: EspoRequest | undefined;
	const printed = await printedRecord(
		{ ...client, pageSize: 200, inFlight: 4, now: Date.now } as unknown as EspoClient,
		printing,
		async (request, nameOf) => {
			asked = request;
			if (failure) throw new EspoError({ kind: 'server', request, ...failure });
			return await Promise.resolve(nameOf({ 'content-disposition': disposition }));
		},
	);
	return { ...printed, asked };
};

test('asks the entry point, and takes nothing but a PDF', async () => {
	const { asked, file } = await print(clientOf({ id: 'a1', name: 'Acme' }));
	expect(asked).toEqual({
		method: 'GET',
		path: [],
		entryPoint: 'pdf',
		query: { entityType: 'Account', entityId: 'a1', templateId: 't1' },
		fileType: 'application/pdf',
		fileEnd: '%%EOF',
	});
	expect(file).toEqual({ name: 'Acme.pdf', type: 'application/pdf' });
});

test.each([
	['Größe “漢字” 😀', 'Größe “漢字” 😀.pdf'],
	['a/b\\c', 'a_b_c.pdf'],
	['line\nbreak\u202e', 'linebreak.pdf'],
	['..', '...pdf'],
	['', 'Account a1.pdf'],
	['   ', 'Account a1.pdf'],
	[null, 'Account a1.pdf'],
	[undefined, 'Account a1.pdf'],
])('the record %j makes the file %j', async (name, expected) => {
	expect((await print(clientOf({ id: 'a1', name }))).name).toBe(expected);
});

test('the template can name the file', async () => {
	const { name, file } = await print(clientOf({ id: 'a1', name: 'Acme' }), undefined, 'inline; filename="Offer_Acme.pdf"');
	expect([name, file]).toEqual(['Offer_Acme.pdf', { name: 'Offer_Acme.pdf', type: 'application/pdf' }]);
});

test('the name is asked for by a list, which leaves the record unread', async () => {
	const client = clientOf({ id: 'a1', name: 'Acme' });
	await print(client);
	expect(client.sent).toMatchObject([
		{ path: ['Account'], searchParams: { where: [{ type: 'equals', attribute: 'id', value: 'a1' }], select: ['id', 'name'], maxSize: 1 } },
	]);
});

test('what may not be listed is refused in words about printing, other failures are failures', async () => {
	expect((await print(clientOf(undefined, undefined, 403))).name).toBe('Account a1.pdf');
	await expect(print(clientOf(undefined, undefined, 500))).rejects.toMatchObject({ kind: 'server' });
});

test('a long name stays a file name, with its extension', async () => {
	const { name } = await print(clientOf({ id: 'a1', name: '漢'.repeat(249) }));
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
	expect(name).toMatch(/漢\.pdf$/);
});

const record = { id: 'a1', name: 'Acme' };
const template = { name: 'Quote', entityType: 'Contact' };
const page = (text: string) => `<h1>500 Internal Server Error</h1>${text}`;

test.each<[string, object | undefined, object | undefined, Partial<EspoErrorDetails>, string]>([
	[
		'no record',
		record,
		undefined,
		{ kind: 'notFound', status: 404, reason: 'Record not found.' },
		'There is no record of the type Account with the ID a1',
	],
	['no record on 7.5', undefined, undefined, { kind: 'notFound', status: 404, reason: '' }, 'There is no record of the type Account'],
	[
		'no template',
		record,
		undefined,
		{ kind: 'notFound', status: 404, reason: 'Template not found.' },
		'There is no template with the ID t1',
	],
	['no template on 7.5', record, undefined, { kind: 'notFound', status: 404, reason: '' }, 'There is no template with the ID t1'],
	[
		'no access to it',
		record,
		undefined,
		{ kind: 'forbidden', status: 403, reason: 'No access to template.' },
		'may not read the template t1',
	],
	[
		'no access to the record',
		undefined,
		template,
		{ kind: 'forbidden', status: 403, reason: 'No access to record.' },
		'may not read the record a1',
	],
	[
		'an inactive one',
		record,
		template,
		{ kind: 'forbidden', status: 403, reason: 'Template is not active.' },
		'The template “Quote” is inactive',
	],
	[
		'another type',
		record,
		template,
		{ status: 500, reason: 'Not matching entity types.' },
		'The template “Quote” is for Contact, not for Account',
	],
	['another type, unread', record, undefined, { status: 500, reason: 'Not matching entity types.' }, 'The template t1 is not for Account'],
	[
		'a mistake',
		record,
		template,
		{ status: 500, body: page('Parse error on line 1') },
		'a1 of the type Account with the template “Quote”: Parse error on line 1',
	],
	[
		'characters of a page',
		record,
		template,
		{ status: 500, body: page('Missing &lt;helper&gt;:\n&quot;a&amp;quot;b&#039;&quot;') },
		'with the template “Quote”: Missing <helper>: "a&quot;b\'"',
	],
	[
		'a name with a line break on 7.5',
		{ id: 'a1', name: 'a\nb' },
		template,
		{ status: 500, body: page('Header values must be RFC 7230 compatible strings.') },
		'could not print the record a1 of the type Account: its name has a line break',
	],
	['many words', record, template, { status: 500, body: 'x'.repeat(201) }, `with the template “Quote”: ${'x'.repeat(200)}…`],
	['no words', record, template, { status: 500, body: '' }, 'a1 of the type Account with the template “Quote”'],
])('explains %s', async (_title, found, read, failure, message) => {
	await expect(print(clientOf(found, read), failure)).rejects.toMatchObject({
		name: 'InvalidInput',
		message: expect.stringContaining(message) as string,
	});
});

test.each<[Partial<EspoErrorDetails>]>([
	[{ kind: 'notEspo', status: 404, body: '<html></html>' }],
	[{ kind: 'notEspo', status: 200, body: '<html></html>' }],
	[{ kind: 'lockedOut', status: 403 }],
	[{ kind: 'denied', status: 401 }],
	[{ kind: 'noAnswer' }],
	[{ kind: 'unavailable', status: 503 }],
])('leaves what is not about the record as it is: %j', async (failure) => {
	await expect(print(clientOf(record, template), failure)).rejects.toMatchObject({ name: 'EspoError', kind: failure.kind });
});
