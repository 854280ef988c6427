import type { SearchParams } from '../../../nodes/shared/api/request/SearchParams';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../nodes/shared/api/request/Send';
import { espoDateTime } from '../../../nodes/shared/api/values/dateTime';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { matchesWhere } from './matchesWhere';
import { json, refusal, requestParts } from './requestParts';
import type { VirtualClock } from './VirtualClock';

export interface StoredNote {
	id: string;
	number: number;
	/** All times are true ones, in ms; the server shows them by its own clock. */
	createdAt: number;
	/** When the transaction that wrote it ends, or when its record is followed. */
	visibleAt: number;
	deletedAt: number;
	/** On a record that the user may not see, always or from and to a time: dropped after the query on GlobalStream, part of no other stream. */
	hidden?: boolean | [from: number, to: number];
	own?: boolean;
	type?: string;
	parentType?: string;
	parentId?: string;
	post?: string;
	data?: JsonObject;
}

const ROUNDS = 50;
/** After so many hidden notes a look at one costs twice as much on average: measured windows of 200, 500, 1,000 and 2,000 numbers took 0.25, 0.6, 1.6 and 4.6 s. */
const DEARER = 1_100;

/** The three streams of EspoCRM as espocrm-api.md#streams describes them; what is stored depends on nothing but the time. */
export class StreamServer {
	requests: HttpRequest[] = [];
	/** What a look at the first hidden notes of a request costs, each. Every further one costs more. */
	hiddenMs = 1;
	/** When requests for the stream of everything began, and what they took. */
	readonly everythingTook: Array<{ at: number; ms: number }> = [];
	requestMs = 20;
	pageLimit = 200;
	/** How far its clock is ahead of n8n's. */
	skewMs = 0;
	/** How far the clock that answers is behind the one that writes, where several servers share the work. */
	answersBehindMs = 0;
	/** Not before 8.2. */
	hasGlobalStream = true;
	/** Decides whether a request fails, and how. */
	fault: (request: HttpRequest) => HttpResponse | NoResponse | undefined = () => undefined;
	/** Lists other than streams. */
	list: (entityType: string, params: SearchParams) => HttpResponse = () => json({ total: -2, list: [] });
	/** Told when the stream of everything says "no more" although there is more, or takes too long. */
	onQuirk: (quirk: 'endsEarly' | 'timesOut') => void = () => undefined;
	onRequest: (request: HttpRequest) => void = () => undefined;
	onAnswer: (answer: HttpResponse) => void = () => undefined;
	private databases: Array<{ from: number; notes: StoredNote[] }> = [];
	private readonly rows = new Map<StoredNote, JsonObject>();

	constructor(
		readonly clock: VirtualClock,
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
		const answer = this.answer(request);
		this.onAnswer(answer);
		return answer;
	};

	private answer(request: HttpRequest): HttpResponse {
		this.requests.push(request);
		this.onRequest(request);
		const failure = this.failure(request);
		if (failure) return failure;
		const { path, params } = requestParts(request);
		const maxSize = params.maxSize ?? this.pageLimit;
		if (maxSize > this.pageLimit) return refusal(403, `Max size should not exceed ${this.pageLimit}. Use offset and limit.`);
		const [source = '', recordId] = path.slice(1).split('/');
		if (!/stream$/i.test(path)) return this.list(source, params);
		const everything = source === 'GlobalStream';
		if (everything && !this.hasGlobalStream) return refusal(404, "Controller 'GlobalStream' does not exist.");
		const skipOwn = params.boolFilterList?.includes('skipOwn') ?? false;
		const found = this.visible()
			.filter((note) => everything || !this.isHidden(note))
			.filter(({ parentId }) => recordId === undefined || parentId === undefined || parentId === recordId)
			.filter(({ own }) => !skipOwn || own !== true)
			.filter((note) => matchesWhere(this.row(note), params.where ?? []));
		const page = everything
			? this.firstReadable(found, maxSize)
			: { notes: found.slice(0, maxSize), more: found.length > maxSize, hidden: 0 };
		const cost = this.requestMs + page.hidden * this.hiddenMs * (1 + page.hidden / DEARER);
		if (everything) this.everythingTook.push({ at: this.clock.now(), ms: Math.min(cost, request.timeoutMs) });
		if (cost > request.timeoutMs) {
			this.onQuirk('timesOut');
			this.clock.advance(request.timeoutMs);
			throw new NoResponse('timeout exceeded', 'ECONNABORTED');
		}
		this.clock.advance(cost);
		const total = path.endsWith('/stream') ? found.length : page.more ? -1 : -2;
		return json(
			{ total, list: page.notes.map((note) => this.row(note)) },
			{ date: new Date(this.clock.now() + this.skewMs - this.answersBehindMs).toUTCString() },
		);
	}

	private failure(request: HttpRequest): HttpResponse | undefined {
		const fault = this.fault(request);
		if (!(fault instanceof NoResponse)) return fault;
		this.clock.advance(fault.code === 'ECONNABORTED' ? request.timeoutMs : this.requestMs);
		throw fault;
	}

	isHidden({ hidden = false }: StoredNote): boolean {
		if (typeof hidden === 'boolean') return hidden;
		const now = this.clock.now();
		return hidden[0] <= now && now < hidden[1];
	}

	/** GlobalStream drops hidden notes after the query and gives up after so many rounds (espocrm-api.md#stream-of-everything). */
	private firstReadable(found: StoredNote[], maxSize: number): { notes: StoredNote[]; more: boolean; hidden: number } {
		const examined = found.slice(0, ROUNDS * (maxSize + 1));
		const notes = examined.filter((note) => !this.isHidden(note));
		const last = notes[maxSize];
		const seen = last ? examined.indexOf(last) + 1 : examined.length;
		if (!last && found.slice(examined.length).some((note) => !this.isHidden(note))) this.onQuirk('endsEarly');
		return {
			notes: notes.slice(0, maxSize),
			more: last !== undefined,
			hidden: examined.slice(0, seen).filter((note) => this.isHidden(note)).length,
		};
	}

	private row(note: StoredNote): JsonObject {
		const known = this.rows.get(note);
		if (known) return known;
		const { id, number, createdAt, type = 'Post', parentType = 'Account', parentId = 'a1', post = '', data = {} } = note;
		const row = { id, number, createdAt: espoDateTime(createdAt + this.skewMs), type, parentType, parentId, post, data };
		this.rows.set(note, row);
		return row;
	}
}
