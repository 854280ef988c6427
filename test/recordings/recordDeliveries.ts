import { exec } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';

import type { Api, ApiRecord } from '../contract/server/Api';
import { PREFIX } from './stories';

/** As EspoCRM sent it. The webhook, and with it its key, is gone. */
export interface Delivery {
	event: string;
	webhook: { id: string; secretKey: string };
	headers: Record<string, string>;
	body: string;
}

const EVENTS = ['Account.create', 'Account.update', 'Account.fieldUpdate.type', 'Account.delete'];
const KEPT = ['signature', 'x-signature', 'content-type'];

/** Has real deliveries made: they are signed over their bytes, so nothing in them can be made stable. */
export async function recordDeliveries(api: Api): Promise<Delivery[]> {
	const { ESPOCRM_WEBHOOK_PORT: port, ESPOCRM_WEBHOOK_JOB: job } = process.env;
	if (!port || !job) throw new Error('Needed: ESPOCRM_WEBHOOK_PORT and ESPOCRM_WEBHOOK_JOB');
	const received: Array<{ event: string; headers: IncomingHttpHeaders; body: string }> = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({ event: decodeURIComponent((request.url ?? '').slice(1)), headers: request.headers, body: Buffer.concat(chunks).toString() });
			response.end('ok');
		});
	});
	await once(server.listen(Number(port), '127.0.0.1'), 'listening');
	const webhooks = new Map<string, ApiRecord>();
	try {
		for (const event of EVENTS) webhooks.set(event, await api.create('Webhook', { event, url: `http://127.0.0.1:${port}/${event}` }));
		const { id } = await api.create('Account', { name: `${PREFIX} Zoë`, website: 'https://example.com/a' });
		const deliver = async () => await promisify(exec)(job);
		await deliver();
		await api.update('Account', id, { type: 'Customer' });
		await deliver();
		await api.remove('Account', id);
		await deliver();
	} finally {
		for (const { id } of webhooks.values()) await api.remove('Webhook', id);
		server.close();
	}
	return received.map(({ event, headers, body }) => ({
		event,
		webhook: { id: String(webhooks.get(event)?.id), secretKey: String(webhooks.get(event)?.secretKey) },
		headers: Object.fromEntries(KEPT.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]))),
		body,
	}));
}
