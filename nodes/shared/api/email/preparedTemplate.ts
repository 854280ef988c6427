import { objectAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { StoredFile } from '../files/StoredFile';
import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type JsonObject } from '../values/Json';

/** What an e-mail says. */
export interface MailContent {
	subject: string;
	body: string;
	isHtml: boolean;
	/** Copies of the template's files, made for this e-mail. */
	files: StoredFile[];
}

/** Whose values fill in the placeholders. */
export interface TemplateValues {
	parentType?: string;
	parentId?: string;
	/** Of the recipient: it leads to the person. */
	emailAddress?: string;
}

/** What EspoCRM leaves in the text where it has no value, e.g. {Person.name} (espocrm-api.md#e-mail). */
const PLACEHOLDER = /\{[A-Z]\w*(?:\.\w+)+\}|\{optOut(?:Url|Link)\}|\{\{[^{}]*\}\}/g;

/** A template with the values of records. Its files are copied each time. @throws EspoError */
export async function preparedTemplate(client: EspoClient, id: string, values: TemplateValues): Promise<MailContent> {
	const request: EspoRequest = { method: 'POST', path: ['EmailTemplate', id, 'prepare'], body: { ...values } as JsonObject };
	const { subject, body, isHtml, attachmentsIds, attachmentsNames } = objectAnswer(request, await client.request(request));
	const ids = Array.isArray(attachmentsIds) ? attachmentsIds.map(String) : [];
	const names = isJsonObject(attachmentsNames) ? attachmentsNames : {};
	return {
		subject: String(subject ?? ''),
		body: String(body ?? ''),
		isHtml: isHtml !== false,
		files: ids.map((file) => ({ id: file, name: String(names[file] ?? file), type: '', size: 0 })),
	};
}

/** The placeholders that have no value. */
export function unfilled({ subject, body }: Pick<MailContent, 'subject' | 'body'>): string[] {
	return [...new Set(`${subject}\n${body}`.match(PLACEHOLDER) ?? [])];
}
