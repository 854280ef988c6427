/** What a webhook of EspoCRM can report. */
export const WEBHOOK_EVENTS = ['create', 'update', 'delete', 'fieldUpdate'] as const;

export interface WebhookEvent {
	event: (typeof WEBHOOK_EVENTS)[number];
	entityType: string;
	/** Only of `fieldUpdate`. */
	field?: string;
}

const NAME = /^([A-Za-z][A-Za-z0-9]*)\.(?:(create|update|delete)|(fieldUpdate)\.([A-Za-z][A-Za-z0-9]*))$/;

/** EspoCRM's name of an event, e.g. "Account.update" or "Account.fieldUpdate.type". */
export function webhookEventName({ event, entityType, field }: WebhookEvent): string {
	return field === undefined ? `${entityType}.${event}` : `${entityType}.${event}.${field}`;
}

/** The event that a name stands for; undefined when it is none. */
export function webhookEvent(name: string): WebhookEvent | undefined {
	const [, entityType, plain, fieldUpdate, field] = NAME.exec(name) ?? [];
	if (!entityType) return undefined;
	const event = (plain ?? fieldUpdate) as WebhookEvent['event'];
	return field === undefined ? { event, entityType } : { event, entityType, field };
}
