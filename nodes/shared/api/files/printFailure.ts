import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import { shortened } from '../values/shortened';
import { pageText } from './pageText';
import type { Printing } from './Printing';

const TEMPLATE = 'Template';
const RECORD = 'Record';
/** Characters of a page of EspoCRM in a message. */
const LONGEST = 200;

interface Failed extends Printing {
	/** Whether a list has the record, so that the user may read it. */
	isFound: boolean;
}

/**
 * What is to be thrown where EspoCRM did not print: it answers with pages, whose reason older ones leave out (espocrm-api.md#pdf).
 * @returns InvalidInput where record or template are the cause; else the error itself
 */
export async function printFailure(client: EspoClient, failed: Failed, error: unknown): Promise<unknown> {
	if (!(error instanceof EspoError)) return error;
	const { status, reason = '' } = error.details;
	if (status === 404 && error.kind === 'notFound') return notFound(failed, reason);
	if (status === 403 && reason) return await refused(client, failed, reason, error);
	return status === 500 ? await notPrinted(client, failed, error) : error;
}

function notFound({ entityType, recordId, templateId, isFound }: Failed, reason: string): InvalidInput {
	return reason === 'Record not found.' || (!isFound && !reason)
		? new InvalidInput(
				RECORD,
				`There is no record of the type ${entityType} with the ID ${recordId} that the authenticated user may read`,
				'Check the entity type and the ID.',
			)
		: new InvalidInput(TEMPLATE, `There is no template with the ID ${templateId}`, 'Choose one from the list.');
}

async function refused(client: EspoClient, failed: Failed, reason: string, error: EspoError): Promise<unknown> {
	const { entityType, recordId, templateId } = failed;
	if (/not active/.test(reason))
		return new InvalidInput(
			TEMPLATE,
			`The template ${nameOf(await read(client, templateId), templateId)} is inactive`,
			'Choose another one, or let an administrator activate it.',
		);
	if (/access to template/.test(reason))
		return new InvalidInput(
			TEMPLATE,
			`The authenticated user may not read the template ${templateId}`,
			'Give the role of the user read access to PDF Templates (Administration > Roles).',
		);
	if (!/access to record/.test(reason)) return error;
	return new InvalidInput(
		RECORD,
		`The authenticated user may not read the record ${recordId} of the type ${entityType}`,
		`Give the role of the user read access to ${entityType} (Administration > Roles).`,
	);
}

async function notPrinted(client: EspoClient, { entityType, recordId, templateId }: Failed, { details }: EspoError): Promise<InvalidInput> {
	const words = pageText(details.body);
	// The name of the file is a header (espocrm-api.md#pdf).
	if (/header value/i.test(words))
		return new InvalidInput(
			RECORD,
			`EspoCRM could not print the record ${recordId} of the type ${entityType}: its name has a line break`,
			'Remove the line break from the name of the record.',
		);
	const template = await read(client, templateId);
	const name = nameOf(template, templateId);
	if (details.reason?.startsWith('Not matching entity types'))
		return new InvalidInput(
			TEMPLATE,
			`The template ${name} is ${template ? `for ${String(template.entityType)}, not for` : 'not for'} ${entityType}`,
			'Choose a template of that entity type from the list.',
		);
	return new InvalidInput(
		TEMPLATE,
		`EspoCRM could not print the record ${recordId} of the type ${entityType} with the template ${name}${words && `: ${shortened(words, LONGEST)}`}`,
		'The template may have a mistake: try Print to PDF in EspoCRM. Its log (data/logs) says more.',
	);
}

/** For a message; undefined where it can't be had. */
async function read(client: EspoClient, id: string): Promise<JsonObject | undefined> {
	const request: EspoRequest = { method: 'GET', path: ['Template', id] };
	return await client
		.request(request)
		.then((answer) => recordAnswer(request, answer))
		.catch(() => undefined);
}

function nameOf(template: JsonObject | undefined, id: string): string {
	return template ? `“${String(template.name)}”` : id;
}
