import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import type { Lookups } from '../../../nodes/shared/api/metadata/Lookups';
import type { Metadata } from '../../../nodes/shared/api/metadata/Metadata';
import type { NamedBytes } from '../../../nodes/shared/api/request/Bytes';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { json, refusal } from './requestParts';
import { VirtualClock } from './VirtualClock';

interface Stored {
	attributes: JsonObject;
	bytes: Buffer;
}

/** What goes wrong with a request: it does not arrive, its answer does not, or it is answered otherwise. */
export type Mishap = 'lost' | 'answer lost' | HttpResponse | undefined;

/** EspoCRM's attachments in memory, and a client whose requests can go wrong. */
export class AttachmentServer {
	readonly files = new Map<string, Stored>();
	/** Records by `Type/id`. */
	readonly records = new Map<string, JsonObject>();
	/** Method and path of what was sent. */
	readonly sent: string[] = [];
	mishap: (request: string, index: number) => Mishap = () => undefined;
	private readonly clock = new VirtualClock(0);
	readonly client = createEspoClient({
		send: async (request) => await this.answered(request),
		now: this.clock.now,
		sleep: this.clock.sleep,
		random: () => 0.5,
	});

	/** With a server that takes pieces of so many bytes. */
	lookups(chunk = 10_000, largest?: number): Lookups {
		const uploadLimits = async () => await Promise.resolve({ chunk, ...(largest === undefined ? {} : { largest }) });
		const fields = async () =>
			await Promise.resolve(
				new Map<string, JsonObject>([
					['file', { type: 'file' }],
					['scan', { type: 'image' }],
					['files', { type: 'attachmentMultiple' }],
				]),
			);
		return { client: this.client, metadata: { uploadLimits, fields } as unknown as Metadata };
	}

	/** Those that are not removed. */
	get contents(): string[] {
		return [...this.files.values()].map(({ bytes }) => bytes.toString());
	}

	/** What a list of records that name a file finds. */
	private naming(type: string, where: string): JsonObject[] {
		const ids = [...where.matchAll(/"attribute":"(\w+)","value":"(\w+)"/g)];
		const records = [...this.records].flatMap(([key, record]) => (key.startsWith(`${type}/`) ? [record] : []));
		return records.filter((record) => ids.some(([, attribute = '', value]) => record[attribute] === value));
	}

	private async answered(request: HttpRequest): Promise<HttpResponse> {
		const named = `${request.method} ${request.path.replace(/^\//, '').replace(/\?.*/, '')}`;
		this.sent.push(named);
		const mishap = this.mishap(named, this.sent.length - 1);
		const parts: Uint8Array[] = [];
		for await (const part of request.bytes?.open() ?? []) parts.push(part);
		if (mishap === 'lost') throw new NoResponse('socket hang up', 'ECONNRESET');
		if (mishap !== undefined && mishap !== 'answer lost') return mishap;
		const answer = this.carriedOut(
			named,
			request.body as JsonObject | undefined,
			Buffer.concat(parts).toString(),
			decodeURIComponent(request.path),
		);
		if (mishap === 'answer lost') throw new NoResponse('socket hang up', 'ECONNRESET');
		return answer;
	}

	private carriedOut(named: string, body: JsonObject = {}, text: string, query: string): HttpResponse {
		const [method = '', path = ''] = named.split(' ');
		const segments = path.split('/');
		const id = segments[segments.length - 1] ?? '';
		if (named === 'POST Attachment') return json(this.store(body));
		if (segments.length === 1 && query.includes('"or"')) {
			const list = this.naming(path, query);
			return json({ total: list.length, list });
		}
		if (segments[0] !== 'Attachment') return this.ofRecord(method, segments, body);
		const file = this.files.get(id);
		if (!file) return refusal(404);
		if (method === 'HEAD') return { status: 200, headers: { 'content-length': String(file.bytes.length) }, body: '' };
		if (method === 'DELETE') return json(this.files.delete(id));
		if (segments[1] === 'chunk') return this.append(file, Buffer.from(text.split(';base64,')[1] ?? '', 'base64'));
		if (segments[1] === 'copy') return json(this.store({ ...file.attributes, ...body, file: `,${file.bytes.toString('base64')}` }));
		return json(file.attributes);
	}

	private store({ file, ...given }: JsonObject): JsonObject {
		const bytes = Buffer.from(typeof file === 'string' ? (file.split(',')[1] ?? '') : '', 'base64');
		const id = `6b046affe0998${String(this.files.size).padStart(4, '0')}`;
		const attributes = { ...given, id, size: given.isBeingUploaded === true ? (given.size ?? 0) : bytes.length };
		this.files.set(id, { attributes: { isBeingUploaded: false, ...attributes }, bytes });
		return attributes;
	}

	private append(file: Stored, piece: Buffer): HttpResponse {
		file.bytes = Buffer.concat([file.bytes, piece]);
		if (file.bytes.length > Number(file.attributes.size)) return refusal(500, 'File size mismatch.');
		if (file.bytes.length === file.attributes.size) file.attributes = { ...file.attributes, isBeingUploaded: false };
		return json(true);
	}

	/** Sets files on records: `filesIds` for several, `fileId` for one. */
	private ofRecord(method: string, [type = '', id = '', field]: string[], body: JsonObject): HttpResponse {
		const key = id ? `${type}/${id}` : ([...this.records.keys()].find((one) => one.startsWith(`${type}/`)) ?? '');
		const record = this.records.get(key);
		if (!record) return id ? refusal(404) : json({ total: 0, list: [] });
		if (field && method === 'POST') record[`${field}Ids`] = [record[`${field}Ids`] ?? [], body.ids ?? []].flat();
		if (method === 'PUT') Object.assign(record, body);
		if (field) return json(true);
		return json(id ? record : { total: 1, list: [record] });
	}
}

/** A file of an item with these bytes, which come in parts of some size. @param length as it is announced */
export function namedBytes(
	contents: string | Buffer,
	{ name = 'a.txt', length, partBytes = 7 }: { name?: string; length?: number; partBytes?: number } = {},
): NamedBytes {
	const bytes = Buffer.from(contents);
	return {
		name,
		type: 'text/plain',
		origin: '“data”',
		length: length ?? bytes.length,
		open: async function* () {
			for (let start = 0; start < bytes.length; start += partBytes) yield await Promise.resolve(bytes.subarray(start, start + partBytes));
		},
	};
}
