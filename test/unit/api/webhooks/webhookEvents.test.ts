import { chosenEvents, type WebhookSettings } from '../../../../nodes/EspoCrmWebhookTrigger/readWebhookTrigger';
import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { webhookEvent, webhookEventName } from '../../../../nodes/shared/api/webhooks/webhookEvent';
import { webhookRefusal } from '../../../../nodes/shared/api/webhooks/webhookRefusal';

test.each([
	['Account.create', { event: 'create', entityType: 'Account' }],
	['CProject.delete', { event: 'delete', entityType: 'CProject' }],
	['Account.fieldUpdate.assignedUser', { event: 'fieldUpdate', entityType: 'Account', field: 'assignedUser' }],
] as const)('%s there and back', (name, event) => {
	expect(webhookEvent(name)).toEqual(event);
	expect(webhookEventName(event)).toBe(name);
});

test.each([
	'',
	'Account',
	'Account.',
	'Account.fieldUpdate',
	'Account.update.type',
	'Account.fieldUpdate.a.b',
	'.create',
	'A/B.create',
	'Account.create\n',
])('%j is no event', (name) => expect(webhookEvent(name)).toBeUndefined());

const settings = (entityTypes: string[], events: WebhookSettings['events'], fields: string[] = []): WebhookSettings => ({
	entityTypes,
	events,
	fields,
	options: { dateTimeFormat: 'iso', downloadFiles: false, fullRecord: false, skipOwn: false },
});

test.each<[WebhookSettings, string[]]>([
	[settings(['Account'], ['create']), ['Account.create']],
	[settings(['Account', 'Lead'], ['create', 'delete']), ['Account.create', 'Account.delete', 'Lead.create', 'Lead.delete']],
	[
		settings(['Account', 'Lead'], ['fieldUpdate'], ['Account.type', 'Lead.status']),
		['Account.fieldUpdate.type', 'Lead.fieldUpdate.status'],
	],
	[settings(['Account'], ['fieldUpdate'], ['Account.type', 'Lead.status']), ['Account.fieldUpdate.type']],
	[settings(['Account', 'Lead'], ['fieldUpdate'], ['assignedUser']), ['Account.fieldUpdate.assignedUser', 'Lead.fieldUpdate.assignedUser']],
	[settings(['Account'], ['fieldUpdate', 'update'], ['type', 'Account.type']), ['Account.fieldUpdate.type', 'Account.update']],
])('the chosen events (%#)', (given, events) => {
	expect(chosenEvents(given)).toEqual(events);
});

test.each<[WebhookSettings, RegExp]>([
	[settings([], ['create']), /entity type/],
	[settings(['Account'], []), /event/],
	[settings(['Account'], ['fieldUpdate']), /field/],
	[settings(['Account'], ['fieldUpdate', 'create'], ['Lead.status']), /field/],
])('what is not chosen is asked for (%#)', (given, message) => {
	expect(() => chosenEvents(given)).toThrow(message);
});

const invalid = (field: string, type: string) =>
	new EspoError({
		kind: 'invalid',
		request: { method: 'POST', path: ['Webhook'] },
		status: 400,
		reason: `Field validation failure; entityType: Webhook, field: ${field}, type: ${type}.`,
	});

test.each([
	['http://localhost:5678/webhook/x?event=Account.create', 'localhost:5678'],
	['https://n8n.internal/webhook/x', 'n8n.internal:443'],
	['http://10.0.0.5/webhook/x', '10.0.0.5:80'],
])('an internal address %s is named as EspoCRM wants it: %s', (url, address) => {
	const error = webhookRefusal(invalid('url', 'notInternal'), url);
	expect(error).toMatchObject({ name: 'InvalidInput', message: `EspoCRM does not send webhooks to ${address}` });
	expect((error as unknown as { hint: string }).hint).toMatch(new RegExp(`'${address}' to 'webhookAllowedAddressList'.*WEBHOOK_URL`));
});

test('other refusals', () => {
	expect(webhookRefusal(invalid('url', 'valid'), 'http://x_y/z?event=A.b').message).toBe(
		"EspoCRM does not accept n8n's address http://x_y/z",
	);
	const other = invalid('event', 'maxLength');
	expect(webhookRefusal(other, 'http://x')).toBe(other);
});
