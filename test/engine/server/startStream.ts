import type { SearchParams } from '../../../nodes/shared/api/request/SearchParams';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { matchesWhere } from '../../unit/model/matchesWhere';
import { startServer, type Answer, type Received, type TestServer } from './startServer';

export interface StreamQuirks {
	/** Servers before 7.3. */
	ignoresWhere?: boolean;
	/** How far the server's clock is ahead of the real time, in ms. */
	skewMs?: number;
	/** No `Date` header. */
	timeless?: boolean;
	/** The page size that the administrator set. */
	limit?: number;
	/** Counts instead of saying only whether more follow. */
	counts?: boolean;
	delayMs?: number;
}

export interface StreamServer {
	server: TestServer;
	notes: JsonObject[];
	quirks: StreamQuirks;
	/** Answers instead of the stream, as long as it gives one. */
	fault?: (request: Received, index: number) => Answer | undefined;
	/** Writes a note. */
	write(more?: JsonObject): JsonObject;
	close(): Promise<void>;
}

export const moment = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** A stream as EspoCRM keeps it, over HTTP, with records beside it. */
export async function startStream(quirks: StreamQuirks = {}): Promise<StreamServer> {
	const notes: JsonObject[] = [];
	const server = await startServer((request, index) => stream.fault?.(request, index) ?? answer(request));
	const now = () => Date.now() + (stream.quirks.skewMs ?? 0);
	let number = 0;
	const stream: StreamServer = {
		server,
		notes,
		quirks,
		write(more = {}) {
			const note = {
				id: `n${++number}`,
				number,
				type: 'Post',
				parentType: 'Account',
				parentId: `a${number}`,
				createdAt: moment(now()),
				data: {},
				...more,
			};
			notes.push(note);
			return note;
		},
		close: async () => await server.close(),
	};
	return stream;

	function answer({ url }: Received): Answer {
		const { limit = 200, ignoresWhere, timeless, counts, delayMs } = stream.quirks;
		const address = new URL(url, 'http://x');
		const { where = [], maxSize = limit } = JSON.parse(address.searchParams.get('searchParams') ?? '{}') as SearchParams;
		if (maxSize > limit)
			return { status: 403, headers: { 'x-status-reason': `Max size should not exceed ${limit}. Use offset and limit.` } };
		if (!address.pathname.toLowerCase().endsWith('stream')) return { body: { total: 0, list: [] } };
		const found = notes.filter((note) => ignoresWhere || matchesWhere(note, where)).sort((a, b) => Number(b.number) - Number(a.number));
		const list = found.slice(0, maxSize);
		const total = counts ? found.length : found.length > list.length ? -1 : -2;
		return { delayMs, headers: timeless ? { date: '' } : { date: new Date(now()).toUTCString() }, body: { total, list } };
	}
}
