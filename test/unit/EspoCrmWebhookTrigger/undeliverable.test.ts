import { EspoCrmWebhookTrigger } from '../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { undeliverable } from '../../../nodes/EspoCrmWebhookTrigger/undeliverable';

test.each(['https://n8n.example.com/webhook/a/webhook', 'https://n8n.example.com:8443/webhook/a'])('%s is fine', (url) =>
	expect(undeliverable(url)).toBeUndefined(),
);

test.each([
	['http://n8n.example.com/webhook/a', 'http://n8n.example.com'],
	['https://203.0.113.10/webhook/a', 'https://203.0.113.10'],
	['https://[2001:db8::1]:5678/webhook/a', 'https://[2001:db8::1]:5678'],
	['http://localhost:5678/webhook/a', 'http://localhost:5678'],
	['https://n8n/webhook/a', 'https://n8n'],
	['https://n8n.local/webhook/a', 'https://n8n.local'],
])('of %s it is said that EspoCRM may not deliver, and what to do', (url, origin) => {
	const warning = undeliverable(url) ?? '';
	expect(warning).toContain(`may never deliver to ${origin}.`);
	expect(warning).toMatch(/https address.*Set N8N_WEBHOOK_URL/);
});

test('the panel and the activation say it too', () => {
	const { activationMessage, properties } = new EspoCrmWebhookTrigger().description;
	expect(activationMessage).toMatch(/only to an https address.*N8N_WEBHOOK_URL/);
	expect(properties.find(({ type }) => type === 'notice')?.displayName).toMatch(/only to an https address/);
});
