import { NoResponse } from '../../api/request/Send';

/** A body as n8n gives it when it is asked for as a stream. */
export type Source = AsyncIterable<Uint8Array> & { destroy?: () => unknown };

/** Whether a body came as a stream. */
export function isStream(body: unknown): body is Source {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

export interface Expected {
	/** The longest wait for a part, in ms. n8n's own time limit ends with the headers, so a body that stands still would keep the workflow for ever. */
	idleMs: number;
	/** In bytes, where it was announced: a proxy can end a connection in good order and leave out a part. */
	length?: number;
	/** What the whole has near its end, where its length is not known for sure. */
	end?: string;
}

/** The body as a stream of its own, which breaks off with NoResponse where it is not whole. */
export function incomingFile(source: Source, expected: Expected): Source {
	// The nodes may not import Node's streams. Every class of readable streams makes one of an iterable.
	const { from } = source.constructor as unknown as { from(parts: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): Source };
	return from(partsOf(source, expected), { objectMode: false });
}

/** In bytes for a ms. Of a file that drips, every part comes in time, and the whole never. */
const SLOWEST = 1;

const END_BYTES = 1024;

async function* partsOf(source: Source, { idleMs, length, end }: Expected): AsyncIterable<Uint8Array> {
	const parts = source[Symbol.asyncIterator]();
	const began = Date.now();
	let [isWhole, received, last] = [false, 0, ''];
	try {
		for (;;) {
			const part = await inTime(parts.next(), idleMs).catch(throwNoResponse);
			isWhole = part.done === true;
			if (part.done) break;
			received += part.value.length;
			if (end !== undefined) last = (last + Buffer.from(part.value.subarray(-END_BYTES)).toString('latin1')).slice(-END_BYTES);
			if (Date.now() - began > idleMs + received / SLOWEST) throw new NoResponse('the file came too slowly', 'ETIMEDOUT');
			yield part.value;
		}
	} finally {
		if (!isWhole) source.destroy?.();
	}
	if (end !== undefined && !last.includes(end)) throw new NoResponse(`the file ends too early, after ${received} bytes`, 'ECONNRESET');
	// What comes compressed is longer than announced.
	if (length !== undefined && received < length) throw new NoResponse(`the file ends after ${received} of ${length} bytes`, 'ECONNRESET');
}

function throwNoResponse(error: unknown): never {
	if (error instanceof NoResponse) throw error;
	const { code, message } = error as { code?: unknown; message?: unknown };
	throw new NoResponse(String(message), typeof code === 'string' ? code : 'ECONNRESET');
}

async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
	const limit = AbortSignal.timeout(ms);
	return await new Promise<Result>((resolve, reject) => {
		const late = () => reject(new NoResponse('the transfer of the file stalled', 'ETIMEDOUT'));
		limit.addEventListener('abort', late);
		work.then(resolve, reject).finally(() => limit.removeEventListener('abort', late));
	});
}

/** Refusals are short; what is longer is none of EspoCRM's. */
const LONGEST_TEXT = 1_000_000;

/** The text of a refusal, or its beginning. @throws NoResponse */
export async function wholeText(source: Source, idleMs: number): Promise<string> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of partsOf(source, { idleMs })) {
		parts.push(part);
		length += part.length;
		if (length > LONGEST_TEXT) break;
	}
	return Buffer.concat(parts).toString('utf8');
}
