import { listAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { pageAnswer } from '../lists/pageAnswer';
import type { EspoRequest } from '../request/EspoRequest';
import type { WhereItem } from '../request/WhereItem';
import type { JsonObject } from '../values/Json';

/** Where notes are read from. */
export type StreamSource = { kind: 'everything' } | { kind: 'myStream' } | { kind: 'record'; entityType: string; id: string };

/** Which of them. */
export interface NoteFilter {
	where?: WhereItem[];
	/** Leave out what the authenticated user did; this form works on every stream (espocrm-api.md#streams). */
	skipOwn?: boolean;
}

export interface Note extends JsonObject {
	id: string;
	number: number;
}

export interface NotePage {
	/** Newest first. */
	notes: Note[];
	/** Nothing older matches; on `everything` that is certain only for windows that the server can look through, see `streamWindow`. */
	isLast: boolean;
	serverTime?: number;
}

/** A page that is usually enough, and that the stream of everything gives quickly (espocrm-api.md#stream-of-everything). */
export const PROBE = 20;

/** The path of a stream's requests. */
export function streamPath(source: StreamSource): string[] {
	if (source.kind === 'everything') return ['GlobalStream'];
	return source.kind === 'myStream' ? ['Stream'] : [source.entityType, source.id, 'stream'];
}

/** One page of notes, newest first. Streams know no order but this one, and pages are made with conditions on `number`. */
export async function notePage(client: EspoClient, source: StreamSource, filter: NoteFilter, maxSize: number): Promise<NotePage> {
	const request: EspoRequest = {
		method: 'GET',
		path: streamPath(source),
		searchParams: { where: filter.where, boolFilterList: filter.skipOwn ? ['skipOwn'] : undefined, maxSize },
	};
	const answer = await pageAnswer(client, request);
	const { total, list } = listAnswer(request, answer);
	const notes = list.filter((note): note is Note => typeof note.id === 'string' && typeof note.number === 'number');
	return { notes, isLast: total === -2 || (total >= 0 && list.length >= total), serverTime: answer.serverTime };
}

/** Notes below a number. */
export function below(number: number): WhereItem {
	return { type: 'lessThan', attribute: 'number', value: number };
}

/** Notes above a number. */
export function above(number: number): WhereItem {
	return { type: 'greaterThan', attribute: 'number', value: number };
}
