import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { PartlyDone } from '../../../../nodes/shared/api/client/partlyDone';
import { sendDraft } from '../../../../nodes/shared/api/email/sendDraft';
import { writeDraft } from '../../../../nodes/shared/api/email/writeDraft';
import type { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { listOf, askedServer, type ServerAnswer } from '../../model/askedServer';

const thrown = async (work: Promise<unknown>) =>
	await work.then(
		() => undefined,
		(error: unknown) => error,
	);

describe('sending a draft', () => {
	async function send(answer: ServerAnswer, found: ServerAnswer = { status: 404 }, back: ServerAnswer = { body: { id: 'e' } }) {
		const server = askedServer(({ line, body }) => (line.startsWith('GET') ? found : body?.status === 'Draft' ? back : answer));
		const outcome = await sendDraft(server.client, 'e').catch((error: unknown) => error);
		return {
			outcome: outcome as JsonObject & PartlyDone,
			sent: server.sent.filter(({ line }) => !line.startsWith('GET')),
			lines: server.lines(),
		};
	}
	const sent = { id: 'e', status: 'Sent', name: 'Hello', to: 'a@x.example', cc: '', other: 5 };

	test('it is sent once, and shown the same from every answer', async () => {
		const { outcome, sent: writes, lines } = await send({ body: sent });
		expect(lines).toEqual(['PUT Email/e']);
		expect(writes[0]?.body).toEqual({ status: 'Sending' });
		expect(outcome).toMatchObject({ id: 'e', status: 'Sent', name: 'Hello', to: 'a@x.example', cc: null, bcc: null, messageId: null });
		expect(outcome).not.toHaveProperty('other');
	});

	test.each<[title: string, answer: ServerAnswer]>([
		['no answer', 'lost'],
		['an answer without the status', { body: { id: 'e', status: 'Sending' } }],
		['a refusal after it', { status: 400, reason: 'Odd' }],
	])('%s: what EspoCRM shows afterwards counts', async (_title, answer) => {
		const { outcome, lines } = await send(answer, listOf(sent));
		expect(outcome).toMatchObject({ id: 'e', status: 'Sent' });
		expect(lines).toEqual(['PUT Email/e', 'GET Email']);
	});

	test.each<[title: string, answer: ServerAnswer, found: ServerAnswer | undefined, message: string]>([
		['no answer', 'lost', listOf({ id: 'e', status: 'Draft' }), 'Its status is Draft: look'],
		['no answer, and no status', 'lost', undefined, 'Its status could not be read: look'],
		['an answer that is none', { body: true }, listOf({ id: 'e', status: 'Sending' }), 'Its status is Sending: look'],
		[
			'an answer with another status',
			{ body: { id: 'e', status: 'Sending' } },
			listOf({ id: 'e', status: 'Sending' }),
			'Its status is Sending: look',
		],
		['a failure of the server', { status: 500 }, listOf({ id: 'e', status: 'Sending' }), 'Its status is Sending: look'],
	])('%s: it may have been sent, and is not sent again', async (_title, answer, found, message) => {
		const { outcome, sent: writes } = await send(answer, found);
		expect(outcome).toBeInstanceOf(PartlyDone);
		expect(outcome.message).toContain('The e-mail e may have been sent');
		expect(outcome.message).toContain(message);
		expect(outcome.hasDone).toBe(true);
		expect(outcome.reason).toBeInstanceOf(Error);
		expect(writes).toHaveLength(1);
	});

	test('what another status says', async () => {
		const { outcome } = await send({ body: { id: 'e', status: 'Sending' } }, listOf({ id: 'e', status: 'Sending' }));
		expect((outcome.reason as Error).message).toContain('status: Sending');
	});

	test.each<[title: string, status: string, back: ServerAnswer, writes: number]>([
		['it is a draft', 'Draft', { body: { id: 'e' } }, 1],
		['newer versions leave it as one that is being sent', 'Sending', { body: { id: 'e' } }, 2],
		['and may not let go of that', 'Sending', { status: 403, reason: 'No' }, 2],
	])('a refusal: %s', async (_title, status, back, writes) => {
		const { outcome, sent: all } = await send({ status: 400, reason: 'No SMTP' }, listOf({ id: 'e', status }), back);
		expect(outcome).toMatchObject({ message: 'EspoCRM did not send it. The e-mail is kept as the draft e.', hasDone: false });
		expect(outcome.reason).toMatchObject({ kind: 'invalid' });
		expect(all).toHaveLength(writes);
		if (writes > 1) expect(all[1]).toMatchObject({ line: 'PUT Email/e', body: { status: 'Draft' } });
	});
});

describe('storing a draft', () => {
	const addresses = async () => await Promise.resolve(['me@example.com', 'office@example.com']);
	async function write(
		attributes: JsonObject,
		answer: ServerAnswer | ((body: JsonObject) => ServerAnswer),
		own = addresses,
		status?: 'Archived',
	) {
		const server = askedServer(({ body }) => (typeof answer === 'function' ? answer(body ?? {}) : answer), { sendingAddresses: own });
		const outcome = await writeDraft(server.lookups, attributes, status).catch((error: unknown) => error);
		return { outcome: outcome as JsonObject & PartlyDone & InvalidInput, sent: server.sent };
	}
	const stored = (body: JsonObject) => ({ body: { id: 'e', ...body } });

	test.each<[title: string, attributes: JsonObject, from: string, status: 'Archived' | undefined]>([
		['by the first address', { name: 'Hello' }, 'me@example.com', undefined],
		['by the given one', { name: 'Hello', from: 'x@example.com' }, 'x@example.com', undefined],
		['that was sent elsewhere', { name: 'Hello' }, 'me@example.com', 'Archived'],
	])('%s', async (_title, attributes, from, status) => {
		const { outcome, sent } = await write(attributes, stored, addresses, status);
		expect(outcome).toMatchObject({ id: 'e', name: 'Hello', from });
		expect(sent).toMatchObject([{ line: 'POST Email', body: { name: 'Hello', from, status: status ?? 'Draft' } }]);
	});

	test('needs an address', async () => {
		const { outcome, sent } = await write({}, stored, async () => await Promise.resolve([]));
		expect(outcome).toMatchObject({
			parameter: 'From Address Name or ID',
			message: expect.stringContaining('no address') as string,
			hint: expect.stringContaining('account') as string,
		});
		expect(sent).toEqual([]);
	});

	test.each<[title: string, own: () => Promise<string[]>, hint: string]>([
		['with those that it takes', addresses, 'can be: me@example.com, office@example.com.'],
		['of which there are none', async () => await Promise.resolve([]), 'Outbound Emails'],
		['which can’t be read', async () => await Promise.reject(new Error('502')), 'Outbound Emails'],
	])('a sender that EspoCRM refuses, %s', async (_title, own, hint) => {
		const { outcome } = await write({ from: 'x@example.com' }, { status: 403, reason: "Not allowed 'from' address." }, own);
		expect(outcome).toMatchObject({
			parameter: 'From Address Name or ID',
			message: expect.stringMatching(/^The authenticated user may not send from “x@example\.com”/) as string,
			hint: expect.stringContaining(hint) as string,
		});
	});

	test('a sender elsewhere that EspoCRM refuses', async () => {
		const { outcome } = await write(
			{ from: 'x@example.com' },
			{ status: 403, reason: "Not allowed 'from' address." },
			addresses,
			'Archived',
		);
		expect(outcome).toMatchObject({
			parameter: 'From',
			message: 'The authenticated user may not store e-mails from “x@example.com” (“From”)',
			hint: expect.stringContaining('scope Import') as string,
		});
	});

	test('one that was sent elsewhere, stored without its files', async () => {
		const answer = (body: JsonObject) => ({ body: { id: 'e', ...body, attachmentsIds: [] } });
		const { outcome } = await write({ from: 'x@example.com', attachmentsIds: ['f'] }, answer, addresses, 'Archived');
		expect(outcome).toMatchObject({
			message: 'The e-mail is kept as e.',
			reason: { message: 'EspoCRM stored the e-mail without some of its files' },
		});
	});

	test.each<[answer: ServerAnswer, kind: string]>([
		[{ status: 403, reason: 'No create access.' }, 'forbidden'],
		[{ status: 400, reason: "Bad 'from' address" }, 'invalid'],
		['lost', 'noAnswer'],
		[{ body: true }, 'notEspo'],
		[{ body: { id: '../x', status: 'Draft' } }, 'notEspo'],
	])('any other refusal stays: %j', async (answer, kind) => {
		const { outcome } = await write({ from: 'x@example.com' }, answer);
		expect(outcome).toBeInstanceOf(EspoError);
		expect(outcome).toMatchObject({ kind, details: { request: { method: 'POST', path: ['Email'] } } });
	});

	test.each<[given: JsonObject, kept: JsonObject, what: string | undefined]>([
		[{ attachmentsIds: ['f1', 'f2'] }, { attachmentsIds: ['f1', 'f2', 'f3'] }, undefined],
		[{ attachmentsIds: ['f1', 'f2'] }, { attachmentsIds: ['f1'] }, 'without some of its files'],
		[{ attachmentsIds: ['f1'] }, { attachmentsIds: null }, 'without some of its files'],
		[{ attachmentsIds: [] }, { attachmentsIds: null }, undefined],
		[{ parentId: 'a' }, { parentId: null }, 'without its record'],
		[{ sendAt: '2026-12-01 10:00:00' }, { sendAt: null }, 'without its time to be sent'],
		[{ parentId: 'a', sendAt: '2026-12-01 10:00:00' }, { parentId: 'b', sendAt: null }, 'without its record and its time to be sent'],
		[{}, { parentId: 'a', sendAt: 'x' }, undefined],
		[{}, { status: 'Sent' }, 'with the status Sent'],
	])('%j stored as %j is not sent: %s', async (given, kept, what) => {
		const { outcome } = await write({ from: 'x@example.com', ...given }, (body) => ({ body: { id: 'e', ...body, ...kept } }));
		if (what === undefined) return expect(outcome).toMatchObject({ id: 'e' });
		expect(outcome).toBeInstanceOf(PartlyDone);
		expect(outcome).toMatchObject({
			message: 'The e-mail is kept as the draft e.',
			hasDone: true,
			reason: { parameter: 'E-Mail', message: `EspoCRM stored the e-mail ${what}, so it was not sent` },
		});
	});
});

test('what is no answer at all is not looked at again', async () => {
	const server = askedServer(() => undefined);
	const failing = {
		...server.client,
		request: async () => await Promise.reject(new Error('Cancelled')),
	} as unknown as typeof server.client;
	expect(await thrown(sendDraft(failing, 'e'))).toMatchObject({ message: 'Cancelled' });
	expect(server.sent).toEqual([]);
});
