import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../shared/api/values/InvalidInput';
import { webhookEventName } from '../shared/api/webhooks/webhookEvent';
import { readTriggerParameters, type TriggerValues } from '../shared/parameters/reading/readTriggerParameters';
import { FIELDS, webhookParameters } from './webhookProperties';

export type WebhookSettings = TriggerValues<typeof webhookParameters>;

/** The checked parameters. @throws InvalidInput */
export async function readWebhookTrigger(context: IHookFunctions | IWebhookFunctions): Promise<WebhookSettings> {
	return await readTriggerParameters(context, webhookParameters);
}

/** The chosen events by EspoCRM's names, e.g. "Account.update"; each needs a webhook of its own. @throws InvalidInput when there are none */
export function chosenEvents({ entityTypes, events, fields }: WebhookSettings): string[] {
	if (!entityTypes.length)
		throw new InvalidInput('Entity Type Names or IDs', 'No entity type is chosen in “Entity Type Names or IDs”', 'Choose at least one.');
	if (!events.length) throw new InvalidInput('Events', 'No event is chosen in “Events”', 'Choose at least one.');
	const names = entityTypes.flatMap((entityType) =>
		events.flatMap((event) =>
			event === 'fieldUpdate'
				? fieldsOf(fields, entityType).map((field) => webhookEventName({ event, entityType, field }))
				: [webhookEventName({ event, entityType })],
		),
	);
	if (events.includes('fieldUpdate') && !names.some((name) => name.includes('.fieldUpdate.'))) {
		throw new InvalidInput(
			FIELDS,
			`No field is chosen in “${FIELDS}”`,
			'Choose the fields whose changes start the workflow, or the event “Record Updated”.',
		);
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
