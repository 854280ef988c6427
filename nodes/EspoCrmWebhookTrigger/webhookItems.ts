import { allEnded } from '../shared/api/client/allEnded';
import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { readableRecords } from '../shared/api/lists/readableRecords';
import { presented, type Presentation } from '../shared/api/presented/presented';
import type { JsonObject } from '../shared/api/values/Json';
import type { NewEvent } from '../shared/api/webhooks/repeatedDeliveries';
import type { WebhookEvent } from '../shared/api/webhooks/webhookEvent';
import type { Connection } from '../shared/n8n/transport/connect';
import { deliveredFiles } from './deliveredFiles';
import type { WebhookSettings } from './readWebhookTrigger';

/** What came with a delivery and is new. */
interface NewEvents {
	event: WebhookEvent;
	events: NewEvent[];
	/** When they came, in ISO 8601. */
	time: string;
}

/** One item for each event. @throws EspoError when the full records can't be read */
export async function webhookItems(
	context: IWebhookFunctions,
	connection: Connection,
	{ event: { event, entityType, field }, events, time }: NewEvents,
	{ options }: WebhookSettings,
): Promise<INodeExecutionData[]> {
	const { client, metadata } = connection;
	// What was deleted has no record to look for.
	const ids = event === 'delete' ? [] : [...new Set(events.map(({ item }) => String(item.id)))];
	const presentation: Presentation = { entityType, dateTimes: options.dateTimeFormat, labels: false };
	const [shown, records, files] = await allEnded([
		presented(
			events.map(({ item }) => item),
			presentation,
			metadata,
		),
		options.fullRecord ? fullRecords() : undefined,
		options.downloadFiles ? deliveredFiles(context, connection, entityType, ids) : undefined,
	]);
	return events.map(({ item, eventId, repeat }, index) => {
		const { binary, filesError } = files?.get(String(item.id)) ?? {};
		const json = {
			event,
			eventId,
			entityType,
			id: item.id,
			time,
			...(field === undefined ? {} : { field }),
			...(repeat ? { repeat } : {}),
			data: shown[index],
			...(records ? { record: records.get(String(item.id)) ?? null } : {}),
			...(filesError === undefined ? {} : { filesError }),
		};
		return { json, ...(binary ? { binary } : {}) };
	});

	async function fullRecords(): Promise<Map<string, JsonObject>> {
		const found = await presented(await readableRecords(client, entityType, ids), presentation, metadata);
		return new Map(found.map((record) => [String(record.id), record]));
	}
}
