import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachmentActions } from '../attachments/attachmentActions';
import { strings, type Json, type JsonObject } from '../Json';
import { loadRecord } from '../records/recordStore';

/** A template with the values of the parent, and of the person who has the address; what has none stays as it is. */
export function preparedTemplate(call: Call, id = ''): Json {
	const { espo } = call;
	access.require(call, 'EmailTemplate', 'read');
	const template = loadRecord(call, 'EmailTemplate', id);
	if (!template) throw new ApiError(404, '');
	const { parentType, parentId, emailAddress } = call.body();
	const parent = parentType ? espo.store.byId(String(parentType), parentId) : undefined;
	const [person] = emailAddress
		? espo.store.select('Contact', { where: [{ sql: 't."emailAddress" = ?', params: [String(emailAddress)] }], limit: 1 })
		: [];
	const known: Record<string, JsonObject | undefined> = { Parent: parent, [String(parentType)]: parent, Person: person, Contact: person };
	const filled = (text: Json | undefined) =>
		String(text ?? '').replace(/\{(\w+)\.(\w+)\}/g, (whole, holder: string, attribute: string) => {
			const value = known[holder]?.[attribute];
			return value === undefined || value === null ? whole : String(value);
		});
	const place = { field: 'attachments', parentType: 'Email' };
	const copies = strings(template.attachmentsIds).map((file) => attachmentActions.copy({ ...call, body: () => place }, file) as JsonObject);
	return {
		...{ subject: filled(template.subject), body: filled(template.body), isHtml: template.isHtml ?? true },
		...{
			attachmentsIds: copies.map((copy) => copy.id ?? ''),
			attachmentsNames: Object.fromEntries(copies.map((copy) => [String(copy.id), copy.name ?? null])),
		},
	};
}
