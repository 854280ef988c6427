import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import type { Lookups } from '../../../nodes/shared/api/metadata/Lookups';
import type { Metadata } from '../../../nodes/shared/api/metadata/Metadata';
import { NoResponse, type HttpResponse } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { json, refusal, requestParts } from './requestParts';

interface Asked {
	/** Method and path, e.g. `GET Email/a`. */
	line: string;
	body?: JsonObject;
	params: ReturnType<typeof requestParts>['params'];
}

/** What is answered: a body, a status with a reason, or nothing at all where the connection breaks. */
export type ServerAnswer = { body: unknown } | { status: number; reason?: string; answer?: unknown } | 'lost';

/** A server whose answers a function gives, each request once; what has no answer is not found. */
export function askedServer(answer: (asked: Asked) => ServerAnswer | undefined, metadata: Partial<Metadata> = {}) {
	const sent: Asked[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request): Promise<HttpResponse> => {
			await Promise.resolve();
			const { path, params } = requestParts(request);
			const asked = { line: `${request.method} ${path.slice(1)}`, body: request.body, params };
			sent.push(asked);
			const given = answer(asked) ?? { status: 404 };
			if (given === 'lost') throw new NoResponse('socket hang up', 'ECONNRESET');
			return 'body' in given ? json(given.body) : refusal(given.status, given.reason ?? '', given.answer);
		},
	});
	const lookups: Lookups = { client, metadata: metadata as Metadata };
	return { client, lookups, sent, lines: () => sent.map(({ line }) => line) };
}

/** A list of these rows, and no more. */
export const listOf = (...list: object[]) => ({ body: { total: list.length, list } });
