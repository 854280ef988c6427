import type { Json } from './Json';

type Headers = Record<string, string>;

const JSON_TYPE: Headers = { 'content-type': 'application/json' };
export const HTML_TYPE: Headers = { 'content-type': 'text/html;charset=UTF-8' };

export const page = (title: string): string =>
	`<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

/** What goes out, unless it is an error. What an action gives otherwise is the body of an answer with status 200. */
export class Answer {
	readonly reason: string | undefined = undefined;
	constructor(
		readonly status: number,
		readonly body?: Json,
		readonly headers: Headers = JSON_TYPE,
		/** Instead of a body. */
		readonly bytes?: Buffer,
	) {}
}
