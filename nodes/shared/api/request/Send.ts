import type { JsonObject } from '../values/Json';
import type { Bytes } from './Bytes';

/** What goes over the wire, before authentication: the path is below `api/v1`, that of an entry point below the site, with the query. */
export interface HttpRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body?: JsonObject;
	/** Instead of `body`. */
	bytes?: Bytes;
	/** Whether a file is asked for, whose bytes are given as they come. */
	wantsBytes?: boolean;
	/** The MIME type of that file, where no other will do. */
	fileType?: string;
	/** What the file has near its end if it is whole. */
	fileEnd?: string;
	/** How many bytes that file has, where it is known. */
	length?: number;
	/** How long the answer may take, and each part of one whose bytes are given as they come. */
	timeoutMs: number;
}

export interface HttpResponse {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Parsed JSON; text when it is none; '' when empty. */
	body: unknown;
	/** The body of a file that was asked for; `body` is '' then. */
	chunks?: AsyncIterable<Uint8Array>;
}

/** A request without an answer. `processed` is false when it certainly never reached EspoCRM. */
export class NoResponse extends Error {
	/** Whether EspoCRM may have processed the request. */
	readonly processed: boolean;
	/** A repetition can help (a certificate that is not trusted will not change). */
	readonly passing: boolean;

	constructor(
		message: string,
		readonly code: string,
		{ processed = true, passing = true }: { processed?: boolean; passing?: boolean } = {},
	) {
		super(message);
		this.name = 'NoResponse';
		this.processed = processed;
		this.passing = passing;
	}
}

/** Sends one authenticated request. Resolves for every status; @throws NoResponse when there is none. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
