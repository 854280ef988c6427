import { access, type Call } from './access';
import { Answer } from './Answer';
import { ApiError } from './ApiError';
import type { JsonObject } from './Json';

const HTML = { 'content-type': 'text/html; charset=UTF-8' };

const TITLES: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Page Not Found', 500: 'Internal Server Error' };

/** Entry points answer with pages. */
function page(status: number, text: string): string {
	return `<h1>${status} ${TITLES[status] ?? ''}</h1>${text.replace(/&/g, '&amp;').replace(/'/g, '&#039;').replace(/"/g, '&quot;')}`;
}

/** 7.5 gives some without the reason. */
function refusal({ espo }: Call, status: number, reason: string): ApiError {
	const shown = espo.version10 || ![400, 404].includes(status) ? reason : '';
	return new ApiError(status, shown, page(status, shown), HTML);
}

/** What EspoCRM did not foresee is told in the page alone. */
function mishap(text: string, headers = HTML): ApiError {
	return new ApiError(500, undefined, page(500, text), headers);
}

function readable(call: Call, entityType: string, id: string, what: string): JsonObject {
	const found = call.espo.store.byId(entityType, id);
	if (!found) throw refusal(call, 404, `${what.charAt(0).toUpperCase()}${what.slice(1)} not found.`);
	if (!access.can(call, entityType, 'read', found)) throw refusal(call, 403, `No access to ${what}.`);
	return found;
}

/** The record's, or what the template says; with underscores for what a header does not take. */
function fileName({ espo }: Call, record: JsonObject, { filename }: JsonObject): string {
	const given = espo.version10 && filename ? String(filename).replace('{{name}}', String(record.name)) : undefined;
	const shown = given ?? String(record.name ?? record.userName);
	const unliked = espo.version10 ? /[^\p{L}\p{N}_.:-]/gu : /[^\p{L}\p{N}_ .-]/gu;
	return Buffer.from(shown.replace(unliked, '_')).toString('latin1');
}

/** The entry point `pdf`. What it prints is a PDF by its first bytes only; it names record and template. */
export function printPdf(call: Call): Answer {
	const [entityType = '', entityId = '', templateId = ''] = ['entityType', 'entityId', 'templateId'].map((name) =>
		String(call.query[name] ?? ''),
	);
	if (!entityType || !entityId || !templateId) throw refusal(call, 400, 'No entityId or entityType or templateId.');
	if (!call.espo.schema[entityType]) throw mishap(`ORM: Repository '${entityType}' does not exist.`);
	const record = readable(call, entityType, entityId, 'record');
	const template = readable(call, 'Template', templateId, 'template');
	if (template.status === 'Inactive') throw refusal(call, 403, 'Template is not active.');
	if (template.entityType !== entityType) throw refusal(call, 500, 'Not matching entity types.');
	// A helper that is not closed stops the real engine.
	if (/\{\{#(?![^]*\{\{\/)/.test(String(template.body))) throw mishap('Parse error on line 1: "{{#if"');
	const type = { 'content-type': 'application/pdf' };
	// 7.5 leaves white space of any kind in the name of the file.
	if (!call.espo.version10 && /[\r\n]/.test(String(record.name))) throw mishap('Header values must be RFC 7230 compatible strings.', type);
	const headers = { ...type, 'content-disposition': `inline; filename="${fileName(call, record, template)}.pdf"` };
	return new Answer(200, undefined, headers, Buffer.from(`%PDF-1.7\n${String(record.name)} with ${String(template.name)}\n%%EOF\n`));
}
