import { createHmac } from 'node:crypto';

import { deliveredItems } from '../../../../nodes/shared/api/webhooks/deliveredItems';
import { isSignedBy, webhookSignature } from '../../../../nodes/shared/api/webhooks/webhookSignature';
import { recorded } from '../../../recordings/files';
import type { Delivery } from '../../../recordings/recordDeliveries';

const ID = '6b046c960329840fb';
const SECRET = '551651973d762840e09e2555c5d17729';
const BODY = Buffer.from('[{"id":"a1","website":"https:\\/\\/example.com","name":"Zo\u00eb"}]');
const digest = (secret = SECRET, body = BODY) => createHmac('sha256', secret).update(body).digest();
const hex = (bytes: Buffer) => Buffer.from(bytes.toString('hex'));
const header = (bytes: Buffer, id = ID) => Buffer.concat([Buffer.from(`${id}:`), bytes]).toString('base64');

describe.each(['10.0', '7.5'] as const)('recorded deliveries of a real %s', (version) => {
	const deliveries = recorded<Delivery[]>(version, 'deliveries');
	test('are there', () => expect(deliveries.length).toBeGreaterThanOrEqual(4));

	test.each(deliveries.map((delivery) => [delivery.event, delivery] as const))(
		'%s verifies by each header, and not after a change',
		(_, { webhook, headers, body: text }) => {
			const body = Buffer.from(text);
			const sent = Object.entries(headers).filter(([name]) => name.endsWith('signature'));
			expect(sent.length).toBeGreaterThan(0);
			for (const [name, value] of sent) {
				const signature = webhookSignature({ [name]: value });
				expect(signature?.id).toBe(webhook.id);
				if (!signature) continue;
				expect(isSignedBy(webhook.secretKey, body, signature)).toBe(true);
				expect(isSignedBy(webhook.secretKey, Buffer.concat([body, Buffer.from(' ')]), signature)).toBe(false);
				expect(isSignedBy('0'.repeat(32), body, signature)).toBe(false);
			}
			expect(deliveredItems(body)?.length).toBeGreaterThan(0);
		},
	);
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
