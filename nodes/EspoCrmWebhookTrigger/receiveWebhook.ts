import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { EspoError } from '../shared/api/client/EspoError';
import { isPassing } from '../shared/api/client/failures';
import { storedDeliveries, withoutRepeats, type Delivery } from '../shared/api/webhooks/repeatedDeliveries';
import { nodeError } from '../shared/n8n/messages/nodeError';
import { connect } from '../shared/n8n/transport/connect';
import { wasUnanswered, watchAnswer, type Answering } from './lateAnswers';
import { chosenEvents, readWebhookTrigger } from './readWebhookTrigger';
import { verifiedDelivery } from './verifiedDelivery';
import { webhookItems } from './webhookItems';

/** EspoCRM waits 10 s for the answer (espocrm-api.md#deliveries), and n8n has to start the workflow meanwhile. */
const REQUEST_MS = 6_000;
const LONGEST_MS = 7_000;
const TOO_LATE_MS = 8_000;

/**
 * Starts the workflow with what EspoCRM sent. What is not of our webhooks is answered with 401, what can't be taken at the
 * moment with 503: EspoCRM sends both again later.
 * @throws NodeApiError, NodeOperationError which n8n shows as a failed execution and answers with 500; EspoCRM sends that again too
 */
export async function receiveWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const at = Date.now();
	try {
		const settings = await readWebhookTrigger(context);
		const connection = connect(context, { tries: 1, timeoutMs: REQUEST_MS });
		const delivery = await verifiedDelivery(context, connection, chosenEvents(settings));
		if (!delivery) return answer(context, 401, 'This is not a delivery to a webhook of this workflow');
		const { hook, event, items } = delivery;
		const data = context.getWorkflowStaticData('node');
		const { events, known } = withoutRepeats({ hook, event: event.event, items, at }, storedDeliveries(data.deliveries).map(withFate));
		if (!events.length) return { webhookResponse: { message: 'There is nothing new in it' } };
		const output = await withinTime(webhookItems(context, connection, { event, events, time: new Date(at).toISOString() }, settings));
		data.deliveries = answered(context, known, { hook, at });
		return { workflowData: [output] };
	} catch (error) {
		if (isPassing(error)) return answer(context, 503, 'The records cannot be read from EspoCRM at the moment: send it again later');
		throw nodeError(error, { node: context.getNode() });
	}
}

/** The deliveries to know. n8n stores them after it has started the workflow; if it can't start it, it answers 500 and forgets them. */
function answered(context: IWebhookFunctions, known: Delivery[], { hook, at }: Pick<Delivery, 'hook' | 'at'>): Delivery[] {
	const response: Answering = context.getResponseObject();
	const late = Date.now() - at >= TOO_LATE_MS || response.destroyed;
	return known.map((delivery) => {
		if (delivery.hook !== hook || delivery.at !== at) return delivery;
		watchAnswer(response, keyOf(delivery));
		return { ...delivery, late };
	});
}

/** What came to light after the delivery was stored. */
function withFate(delivery: Delivery): Delivery {
	return wasUnanswered(keyOf(delivery)) ? { ...delivery, late: true } : delivery;
}

function keyOf({ hook, at }: Delivery): string {
	return `${hook}/${at}`;
}

/** @throws EspoError when it takes too long */
async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
	const over = AbortSignal.timeout(LONGEST_MS);
	const late = new Promise<never>((_resolve, reject) => {
		over.addEventListener('abort', () => reject(new EspoError({ kind: 'noAnswer', request: { method: 'GET', path: [] } })));
	});
	return await Promise.race([work, late]);
}

/** What is used of an HTTP response to refuse a delivery. */
interface Refusing {
	status(code: number): { json(body: object): void };
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	const response: Refusing = context.getResponseObject();
	response.status(status).json({ message });
	return { noWebhookResponse: true };
}
