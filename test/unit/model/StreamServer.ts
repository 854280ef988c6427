import { espoDateTime } from '../../../nodes/shared/api/dateTime';
import type { JsonObject } from '../../../nodes/shared/api/Json';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../nodes/shared/api/Send';
import { matchesWhere } from './matchesWhere';
import { json, refusal, requestParts } from './requestParts';
import type { VirtualClock } from './VirtualClock';

export interface StoredNote {
	id: string;
	number: number;
	createdAt: number;
	/** When the transaction that wrote it ends. */
	visibleAt: number;
	deletedAt: number;
	/** On a record that the user may not see: dropped after the query on GlobalStream, part of no other stream. */
	hidden?: boolean;
	own?: boolean;
	type?: string;
	parentType?: string;
	post?: string;
}

const ROUNDS = 50;

/** The three streams of EspoCRM as api.md 5 describes them; what is stored depends on nothing but the time. */
export class StreamServer {
	requests: HttpRequest[] = [];
	/** What a look at one hidden note costs. */
	hiddenMs = 1;
	requestMs = 20;
	pageLimit = 200;
	/** Decides whether a request fails, and how. */
	fault: (request: HttpRequest) => HttpResponse | NoResponse | undefined = () => undefined;
	private databases: Array<{ from: number; notes: StoredNote[] }> = [];

	constructor(
		private readonly clock: VirtualClock,
		notes: StoredNote[],
	) {
		this.replaceDatabase(-Infinity, notes);
	}

	/** From then on another database is behind the address. */
	replaceDatabase(from: number, notes: StoredNote[]): void {
		this.databases.push({ from, notes: [...notes].sort((a, b) => b.number - a.number) });
	}

	/** Newest first. */
	visible(): StoredNote[] {
		const now = this.clock.now();
		const current = this.databases.filter(({ from }) => from <= now).pop();
		return (current?.notes ?? []).filter(({ createdAt, visibleAt, deletedAt }) => createdAt <= now && visibleAt <= now && now < deletedAt);
	}

	readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
		await Promise.resolve();
		this.requests.push(request);
		const fault = this.fault(request);
		if (fault instanceof NoResponse) {
			this.clock.advance(request.timeoutMs);
			throw fault;
		}
		if (fault) return fault;
		const { path, params } = requestParts(request);
		const maxSize = params.maxSize ?? this.pageLimit;
		if (maxSize > this.pageLimit) return refusal(403, `Max size should not exceed ${this.pageLimit}. Use offset and limit.`);
		const skipOwn = params.boolFilterList?.includes('skipOwn') ?? false;
		const everything = path === '/GlobalStream';
		const found = this.visible()
			.filter(({ hidden }) => everything || hidden !== true)
			.filter(({ own }) => !skipOwn || own !== true)
			.filter((note) => matchesWhere(asRow(note), params.where ?? []));
		const page = everything ? firstVisible(found, maxSize) : { notes: found.slice(0, maxSize), more: found.length > maxSize, hidden: 0 };
		const cost = this.requestMs + page.hidden * this.hiddenMs;
		if (cost > request.timeoutMs) {
			this.clock.advance(request.timeoutMs);
			throw new NoResponse('timeout exceeded', 'ECONNABORTED', true, true);
		}
		this.clock.advance(cost);
		const total = path.endsWith('/stream') ? found.length : page.more ? -1 : -2;
		return json({ total, list: page.notes.map(asRow) }, { date: new Date(this.clock.now()).toUTCString() });
	};
}

/** GlobalStream drops hidden notes after the query and gives up after so many rounds (api.md 5.4). */
function firstVisible(found: StoredNote[], maxSize: number): { notes: StoredNote[]; more: boolean; hidden: number } {
	const examined = found.slice(0, ROUNDS * (maxSize + 1));
	const notes = examined.filter(({ hidden }) => hidden !== true);
	const last = notes[maxSize];
	const seen = last ? examined.indexOf(last) + 1 : examined.length;
	return { notes: notes.slice(0, maxSize), more: last !== undefined, hidden: examined.slice(0, seen).filter(({ hidden }) => hidden).length };
}

function asRow({ id, number, createdAt, type = 'Post', parentType = 'Account', post = '' }: StoredNote): JsonObject {
	return { id, number, createdAt: espoDateTime(createdAt), type, parentType, post, data: {} };
}
