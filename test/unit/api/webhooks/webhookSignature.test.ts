import { createHmac } from 'node:crypto';

import { deliveredItems } from '../../../../nodes/shared/api/webhooks/deliveredItems';
import { isSignedBy, webhookSignature } from '../../../../nodes/shared/api/webhooks/webhookSignature';
import { recording } from '../../model/recordings';

const ID = '6b046c960329840fb';
const SECRET = '551651973d762840e09e2555c5d17729';
const BODY = Buffer.from('[{"id":"a1","website":"https:\\/\\/example.com","name":"Zo\u00eb"}]');
const digest = (secret = SECRET, body = BODY) => createHmac('sha256', secret).update(body).digest();
const hex = (bytes: Buffer) => Buffer.from(bytes.toString('hex'));
const header = (bytes: Buffer, id = ID) => Buffer.concat([Buffer.from(`${id}:`), bytes]).toString('base64');

const RECORDED = ['01-Account.create', '02-Account.create', '04-Account.update', '05-Account.fieldUpdate.type', '06-Account.fieldUpdate.assignedUser', '07-Account.delete'];

interface Recorded {
	webhook: { id: string; secretKey: string };
	request: { headers: Record<string, string>; bodyRaw: string };
}

describe('recorded deliveries', () => {
	test.each(RECORDED)('%s verifies by either header, and not after a change', (name) => {
		const found = recording<Recorded>(`transcripts/webhook-delivery-${name}.json`);
		const { webhook, request } = found;
		const body = Buffer.from(request.bodyRaw);
		for (const sent of ['Signature', 'X-Signature']) {
			const signature = webhookSignature({ [sent.toLowerCase()]: request.headers[sent] });
			expect(signature?.id).toBe(webhook.id);
			if (!signature) continue;
			expect(isSignedBy(webhook.secretKey, body, signature)).toBe(true);
			expect(isSignedBy(webhook.secretKey, Buffer.concat([body, Buffer.from(' ')]), signature)).toBe(false);
			expect(isSignedBy('0'.repeat(32), body, signature)).toBe(false);
		}
		expect(deliveredItems(body)?.length).toBeGreaterThan(0);
	});
});

test.each([
	['the newer form', { signature: header(hex(digest())) }],
	['the older form', { 'x-signature': header(digest()) }],
	['both', { signature: header(hex(digest())), 'x-signature': header(digest()) }],
	// The bytes of a digest can hold a colon.
	['an older form with colons in the digest', { 'x-signature': header(Buffer.alloc(32, ':')) }],
])('reads %s', (_, headers) => {
	const signature = webhookSignature(headers);
	expect(signature?.id).toBe(ID);
	expect(signature?.digest).toHaveLength(32);
});

test.each<[string, Record<string, unknown>]>([
	['no header', {}],
	['an empty one', { signature: '' }],
	['no Base64', { signature: `${ID}:${digest().toString('hex')}` }],
	['two headers in one', { signature: `${header(hex(digest()))}, ${header(hex(digest()))}` }],
	['a list', { signature: [header(hex(digest()))] }],
	['no colon', { signature: Buffer.from(ID).toString('base64') }],
	['no id', { signature: header(hex(digest()), '') }],
	['a short digest', { signature: header(hex(digest()).subarray(0, 62)) }],
	['digits that are none', { signature: header(Buffer.from('z'.repeat(64))) }],
	['the older form in the newer header', { signature: header(digest()) }],
	['a wrong newer one beside a right older one', { signature: 'eDp5', 'x-signature': header(digest()) }],
	['something endless', { signature: 'A'.repeat(10_000) }],
])('refuses %s', (_, headers) => {
	expect(webhookSignature(headers)).toBeUndefined();
});

test('nobody can sign with an empty secret', () => {
	const signature = webhookSignature({ signature: header(hex(digest('x'))) });
	const empty = { id: ID, digest: createHmac('sha256', '').update(BODY).digest() };
	expect(signature && isSignedBy('', BODY, empty)).toBe(false);
});

test.each([
	['[]', []],
	['[{"id":"a"},{"id":"b","x":null}]', [{ id: 'a' }, { id: 'b', x: null }]],
	['', undefined],
	['{"id":"a"}', undefined],
	['[{"name":"a"}]', undefined],
	['["a"]', undefined],
	['[{"id":"a"}', undefined],
])('the items of %s', (body, items) => {
	expect(deliveredItems(Buffer.from(body))).toEqual(items);
});
