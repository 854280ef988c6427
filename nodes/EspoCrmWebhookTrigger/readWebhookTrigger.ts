import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../shared/api/InvalidInput';
import { webhookEventName } from '../shared/api/webhookEvent';
import type { ParameterReader } from '../shared/operation/Parameter';
import { valueFrom } from '../shared/operation/valueFrom';
import { FIELDS, webhookParameters } from './webhookProperties';

export type WebhookSettings = {
	[Name in keyof typeof webhookParameters]: Awaited<ReturnType<(typeof webhookParameters)[Name]['read']>>;
};

/** The checked parameters. @throws InvalidInput */
export async function readWebhookTrigger(context: IHookFunctions | IWebhookFunctions): Promise<WebhookSettings> {
	const reader: ParameterReader = {
		get: (name) => valueFrom(context.getNodeParameter(name, undefined)),
		input: {},
		zone: context.getTimezone(),
		hint: () => undefined,
		attributeKinds: async () => await Promise.resolve(new Map()),
		writableAttributes: async () => await Promise.resolve([]),
		listedEntityType: async () => await Promise.resolve(''),
	};
	const settings: Partial<Record<string, unknown>> = {};
	for (const { name, read } of Object.values(webhookParameters)) settings[name] = await read(reader);
	return settings as WebhookSettings;
}

/** The chosen events by EspoCRM's names, e.g. "Account.update"; each needs a webhook of its own. @throws InvalidInput when there are none */
export function chosenEvents({ entityTypes, events, fields }: WebhookSettings): string[] {
	if (!entityTypes.length) throw new InvalidInput('Entity Type Names or IDs', 'No entity type is chosen', 'Choose at least one.');
	if (!events.length) throw new InvalidInput('Events', 'No event is chosen', 'Choose at least one.');
	const names = entityTypes.flatMap((entityType) =>
		events.flatMap((event) =>
			event === 'fieldUpdate'
				? fieldsOf(fields, entityType).map((field) => webhookEventName({ event, entityType, field }))
				: [webhookEventName({ event, entityType })],
		),
	);
	if (events.includes('fieldUpdate') && !names.some((name) => name.includes('.fieldUpdate.'))) {
		throw new InvalidInput(FIELDS, 'No field is chosen', 'Choose the fields whose changes start the workflow, or the event “Record Updated”.');
	}
	return [...new Set(names)];
}

/** Those of other types are left over from an earlier choice. */
function fieldsOf(fields: string[], entityType: string): string[] {
	return fields.flatMap((name) => {
		const [first = '', field] = name.split('.');
		return field === undefined ? [first] : first === entityType ? [field] : [];
	});
}
