import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { recordAnswer } from '../client/answerShape';
import type { EspoRequest } from '../request/EspoRequest';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import type { Printing } from './printedRecord';

const TEMPLATE = 'Template';
const RECORD = 'Record';

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
	const { status, reason = '', body } = error.details;
	const { entityType, recordId, templateId, isFound } = failed;
	if (status === 404 && (reason === 'Record not found.' || (!isFound && !reason)))
		return new InvalidInput(
			RECORD,
			`There is no record of the type ${entityType} with the ID ${recordId} that the authenticated user may read`,
			'Check the entity type and the ID.',
		);
	if (status === 404 && error.kind === 'notFound')
		return new InvalidInput(TEMPLATE, `There is no template with the ID ${templateId}`, 'Choose one from the list.');
	if (status === 403 && /record/.test(reason))
		return new InvalidInput(
			RECORD,
			`The authenticated user may not read the record ${recordId} of the type ${entityType}`,
			`Give the role of the user read access to ${entityType} (Administration > Roles).`,
		);
	if (status === 403 && /access to template/.test(reason))
		return new InvalidInput(
			TEMPLATE,
			`The authenticated user may not read the template ${templateId}`,
			'Give the role of the user read access to PDF Templates (Administration > Roles).',
		);
	const isInactive = status === 403 && /not active/.test(reason);
	if (!isInactive && status !== 500) return error;
	const template = await read(client, templateId);
	const name = template ? `“${String(template.name)}”` : templateId;
	if (isInactive)
		return new InvalidInput(TEMPLATE, `The template ${name} is inactive`, 'Choose another one, or let an administrator activate it.');
	if (/Not matching entity types/.test(reason))
		return new InvalidInput(
			TEMPLATE,
			`The template ${name} is ${template ? `for ${String(template.entityType)}, not for` : 'not for'} ${entityType}`,
			'Choose a template of that entity type from the list.',
		);
	return new InvalidInput(
		TEMPLATE,
		`EspoCRM could not print the record ${recordId} of the type ${entityType} with the template ${name}${wordsOf(body)}`,
		'The template may have a mistake: try Print to PDF in EspoCRM. Its log (data/logs) says more.',
	);
}

async function read(client: EspoClient, id: string): Promise<JsonObject | undefined> {
	const request: EspoRequest = { method: 'GET', path: ['Template', id] };
	return await client
		.request(request)
		.then((answer) => recordAnswer(request, answer))
		.catch(() => undefined);
}

const LONGEST = 200;

/** What the page says below its title, e.g. where the template has a mistake. */
function wordsOf(body: unknown): string {
	const text = typeof body === 'string' ? body.replace(/<h1>.*?<\/h1>/s, '').replace(/<[^>]*>/g, ' ') : '';
	const words = text.replace(/\s+/g, ' ').trim();
	return words ? `: ${words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words}` : '';
}
