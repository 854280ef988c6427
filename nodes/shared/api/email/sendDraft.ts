import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { listedMail } from './readMail';
import { sentMail, WRITTEN_ATTRIBUTES } from './sentMail';
import { keptAs } from './writeDraft';

/**
 * Sends a draft, once. Only the status that EspoCRM shows afterwards counts: without an answer that says so, it is looked at.
 * @returns the sent e-mail, see `sentMail`
 * @throws PartlyDone with what became of it: it is still a draft, or it may have been sent
 */
export async function sendDraft(client: EspoClient, id: string): Promise<JsonObject> {
	const request: EspoRequest = { method: 'PUT', path: ['Email', id], body: { status: 'Sending' } };
	const answer = await client
		.request(request)
		.then((sent) => recordAnswer(request, sent))
		.catch((error: unknown) => asError(error));
	if (!(answer instanceof Error) && answer.status === 'Sent') return sentMail(answer);
	if (answer instanceof Error && !(answer instanceof EspoError)) throw answer;
	const found = await listedMail(client, id, WRITTEN_ATTRIBUTES).catch(() => undefined);
	if (found?.status === 'Sent') return sentMail(found);
	if (!(answer instanceof EspoError) || answer.ambiguous) throw inDoubt(id, answer, found?.status);
	if (found?.status === 'Sending') await madeDraft(client, id);
	throw new PartlyDone(`EspoCRM did not send it. ${keptAs(id)}`, answer, false);
}

/** Newer versions leave it as one that is being sent, although it is not (espocrm-api.md#sending). */
async function madeDraft(client: EspoClient, id: string): Promise<void> {
	await client.request({ method: 'PUT', path: ['Email', id], body: { status: 'Draft' } }).catch(() => undefined);
}

function inDoubt(id: string, answer: JsonObject | EspoError, status: JsonObject[string] | undefined): PartlyDone {
	const shown = status === undefined ? 'Its status could not be read' : `Its status is ${String(status)}`;
	const look = `The e-mail ${id} may have been sent, and was not sent again. ${shown}: look at it in EspoCRM (#Email/view/${id}).`;
	const reason =
		answer instanceof EspoError ? answer : new Error(`EspoCRM did not say that it sent the e-mail (status: ${String(answer.status)})`);
	return new PartlyDone(look, reason, true);
}
