import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { fail, type Json, type JsonObject } from '../Json';
import type { FieldDefs } from '../schema/schema';

const KINDS: Record<string, string[]> = { Attachment: ['file', 'image', 'attachmentMultiple'], 'Inline Attachment': ['wysiwyg'] };
/** Whoever may write there at all may upload for it. */
const FOR_ALL = ['Note.attachments'];
const MEGABYTE = 1024 * 1024;

/** Refuses what may not be uploaded, in EspoCRM's order. */
export function checkedPlace(call: Call, body: JsonObject): void {
	const { name, field, parentType, relatedType, size, role = 'Attachment' } = body;
	if (typeof name !== 'string' || name === '') throw nameless();
	// A real server says so at the import.
	if (parentType === 'ImportEml') throw new ApiError(403, 'Attachment is not for import EML.');
	const defs = fieldOf(call, String(relatedType ?? parentType ?? ''), field);
	const kinds = KINDS[String(role)];
	if (!kinds) throw new ApiError(403, 'Role not allowed.');
	if (!kinds.includes(defs.type)) throw new ApiError(403, `Field type '${defs.type}' is not allowed for ${String(role)}.`);
	if (isRefused(name, defs)) throw new ApiError(403, 'Not allowed file type.');
	if (typeof size === 'number' && defs.maxFileSize !== undefined && size > defs.maxFileSize * MEGABYTE)
		throw new ApiError(403, 'Attachment size exceeds `attachmentUploadMaxSize`.');
}

function fieldOf(call: Call, entityType: string, field: Json | undefined): FieldDefs {
	if (typeof field !== 'string' || !entityType) throw new ApiError(400, 'No `field` and `parentType`.');
	const type = call.espo.schema[entityType];
	const mayWrite =
		FOR_ALL.includes(`${entityType}.${field}`) || access.can(call, entityType, 'create') || access.can(call, entityType, 'edit');
	if (!type || !mayWrite) throw new ApiError(403, `No access to ${entityType}.`);
	return type.fields[field] ?? fail(new ApiError(403, `Field '${field}' does not exist.`));
}

function nameless(): ApiError {
	const reason = 'Field validation failure; entityType: Attachment, field: name, type: required.';
	return ApiError.translated(400, reason, 'validationFailure', { field: 'name', type: 'required' });
}

function isRefused(name: string, { accept }: FieldDefs): boolean {
	const extension = /\.[^.]+$/.exec(name)?.[0]?.toLowerCase();
	return accept !== undefined && extension !== undefined && !accept.includes(extension);
}
