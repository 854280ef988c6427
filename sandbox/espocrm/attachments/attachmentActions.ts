import { access, type Call } from '../access';
import { Answer } from '../Answer';
import { ApiError } from '../ApiError';
import { strings, type Json, type JsonObject } from '../Json';
import { attachments } from './attachments';
import { checkedPlace } from './checkedPlace';

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** Base64 behind the comma, cut at the next one; what is none has no bytes. */
function bytesOf(call: Call, file: Json | undefined): Buffer {
	if (typeof file !== 'string') throw new ApiError(400, 'Non-string file contents.');
	const [, base64] = file.split(',');
	if (base64 === undefined && call.espo.version10) throw new ApiError(400, 'Bad file contents.');
	return /^[A-Za-z0-9+/=\s]*$/.test(base64 ?? '') ? Buffer.from(base64 ?? '', 'base64') : Buffer.alloc(0);
}

/** What the user may read: through the parent, else the related record, else only its own. */
function existing(call: Call, id: string, action: 'read' | 'edit' | 'delete' = 'read'): JsonObject {
	const found = attachments.byId(call.espo, id);
	if (!found) throw new ApiError(404, action === 'read' ? '' : `Record ${id} not found.`);
	const isOwn = found.createdById === call.user.id;
	const [type, of] = found.parentType ? [found.parentType, found.parentId] : [found.relatedType, found.relatedId];
	const record = type ? call.espo.store.byId(String(type), of) : undefined;
	const isReadable = type ? record !== undefined && access.can(call, String(type), 'read', record) : isOwn;
	if (action === 'read' ? !isReadable && !(isOwn && !record) : !isOwn)
		throw new ApiError(403, action === 'read' ? "No 'read' access." : `No ${action} access.`);
	return found;
}

function inserted(call: Call, values: JsonObject, contents: Buffer | null, size: number): JsonObject {
	const { espo, user } = call;
	const id = espo.newId();
	const { name, type, field, role, sourceId, isBeingUploaded } = values;
	const row = {
		id,
		name: text(name),
		type: text(type),
		field: text(field),
		role: text(role) ?? 'Attachment',
		sourceId: text(sourceId),
		size,
		createdAt: espo.now(),
		createdById: user.id,
	};
	attachments.insert(espo, { ...row, isBeingUploaded: isBeingUploaded === true ? 1 : 0, contents });
	return attachments.byId(espo, id) ?? {};
}

/** By its first bytes. */
function imageTypeOf(contents: Buffer): string | undefined {
	const head = contents.subarray(0, 4).toString('latin1');
	return [
		['\x89PNG', 'image/png'],
		['GIF8', 'image/gif'],
		['\xff\xd8\xff', 'image/jpeg'],
	].find(([begins = '']) => head.startsWith(begins))?.[1];
}

export const attachmentActions = {
	create(call: Call): Json {
		const body = call.body();
		checkedPlace(call, body);
		if (body.isBeingUploaded === true) return inserted(call, body, null, Number(body.size));
		const contents = bytesOf(call, body.file);
		return inserted(call, body, contents, contents.length);
	},
	chunk(call: Call, id: string): Json {
		const file = existing(call, id);
		if (file.isBeingUploaded !== true) throw new ApiError(403, 'Attachment is not being-uploaded.');
		const [, base64] = call.text().split(';base64,');
		if (base64 === undefined) throw new ApiError(400, 'Bad file data.');
		const contents = Buffer.concat([attachments.contents(call.espo, id), Buffer.from(base64, 'base64')]);
		const rest = Number(file.size) - contents.length;
		attachments.update(call.espo, id, { contents, ...(rest === 0 && { isBeingUploaded: 0 }) });
		if (rest < 0) throw new ApiError(500, 'File size mismatch.');
		return true;
	},
	read: (call: Call, id: string): Json => existing(call, id),
	file(call: Call, id: string): Answer {
		const { name, type } = existing(call, id);
		// Its header would have a line break in it.
		if (/[\r\n\0]/.test(String(name))) throw new ApiError(500);
		const disposition = Buffer.from(`attachment; filename="${String(name)}"`).toString('latin1');
		return new Answer(
			200,
			undefined,
			{ 'content-type': String(type ?? 'application/json'), 'content-disposition': disposition },
			attachments.contents(call.espo, id),
		);
	},
	update(call: Call, id: string): Json {
		const { name } = call.body();
		existing(call, id, 'edit');
		if (typeof name === 'string') attachments.update(call.espo, id, { name });
		return existing(call, id);
	},
	remove(call: Call, id: string): Json {
		existing(call, id, 'delete');
		attachments.update(call.espo, id, { deleted: 1 });
		return true;
	},
	copy(call: Call, id: string): Json {
		const source = existing(call, id);
		const { field, parentType, relatedType } = call.body();
		checkedPlace(call, { name: source.name ?? null, field: field ?? null, parentType: parentType ?? relatedType ?? null });
		return inserted(
			call,
			{ ...source, field: field ?? null, sourceId: id, role: 'Attachment' },
			attachments.contents(call.espo, id),
			Number(source.size),
		);
	},
	/** 7.5 fetches from its own network too. The sandbox fetches from nowhere else. */
	async fromImageUrl(call: Call): Promise<Json> {
		const { url, field = null, parentType, relatedType } = call.body();
		if (!url) throw new ApiError(400);
		const isInternal = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(String(url));
		if (call.espo.version10 || !isInternal) throw new ApiError(403, 'Not allowed URL.');
		const place = { name: url, field, parentType: parentType ?? relatedType ?? null };
		checkedPlace(call, place);
		const contents = Buffer.from(await (await fetch(String(url))).arrayBuffer());
		const type = imageTypeOf(contents);
		if (type === undefined) throw new ApiError(500, 'Bad image data.');
		return { ...inserted(call, { ...place, type }, contents, contents.length), parentType: place.parentType };
	},
	/** Adds or takes away files of a field, own uploads only. */
	link(call: Call, entityType: string, id: string, field: string): Json {
		const record = call.espo.store.byId(entityType, id);
		if (!record) throw new ApiError(404, '');
		if (!access.can(call, entityType, 'edit', record))
			throw ApiError.translated(403, `No record access for link operation (${entityType}:${field}).`, 'noAccessToRecord', {
				action: 'edit',
			});
		const { id: one, ids } = call.body();
		const named = [...(typeof one === 'string' ? [one] : []), ...strings(ids)];
		for (const fileId of named) {
			if (existing(call, fileId).createdById !== call.user.id)
				throw ApiError.translated(403, `No foreign record access for link operation (${entityType}:${field}).`, 'noAccessToForeignRecord', {
					action: 'edit',
				});
			const ends = call.method === 'POST' ? { parentType: entityType, parentId: String(record.id) } : { parentType: null, parentId: null };
			attachments.update(call.espo, fileId, ends);
		}
		return named.length > 0;
	},
};
