/** Bytes to send. They are opened anew each time they are sent. */
export interface Bytes {
	/** Their MIME type, as the request's `Content-Type`. */
	type: string;
	/** In bytes, where it is known beforehand. */
	length?: number;
	open(): AsyncIterable<Uint8Array>;
}

export interface NamedBytes extends Bytes {
	/** Of the file. */
	name: string;
	/** Where it comes from, for messages, e.g. “data”. */
	origin: string;
}

/** The bytes of an answer, as they come. */
export interface IncomingBytes {
	/** Those of the answer, with lower-case names. */
	headers: Record<string, string>;
	/** Can be read once. Breaks off with NoResponse. */
	chunks: AsyncIterable<Uint8Array>;
}
