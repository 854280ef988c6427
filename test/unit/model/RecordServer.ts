import { NoResponse, type HttpRequest, type HttpResponse } from '../../../nodes/shared/api/request/Send';
import { espoDateTime } from '../../../nodes/shared/api/values/dateTime';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { compareValues, matchesWhere } from './matchesWhere';
import { json, refusal, requestParts } from './requestParts';
import type { VirtualClock } from './VirtualClock';

/** A save of a record. */
export interface StoredChange {
	/** When its time was set, a true one in ms. */
	at: number;
	/** When the transaction ended. */
	visibleAt: number;
}

export interface StoredRecord {
	id: string;
	/** In the order in which they become visible; the first one is the creation. */
	changes: StoredChange[];
	deletedAt: number;
	/** The user may not see it in this time. */
	hidden?: [from: number, to: number];
}

/** What can be read of a record at which the server fails. */
const HARMLESS = ['id', 'id,createdAt', 'id,createdAt,modifiedAt'];

/** The list of one entity type as espocrm-api.md#lists describes it; what is stored depends on nothing but the time. */
export class RecordServer {
	requests: HttpRequest[] = [];
	requestMs = 20;
	hiddenMs = 0;
	pageLimit = 200;
	/** How far its clock is ahead of n8n's, from true times on. */
	skews: Array<{ from: number; ms: number }> = [{ from: -Infinity, ms: 0 }];
	/** A list with this record fails, unless only ids (and times) are asked for. */
	poison?: string;
	fault: (request: HttpRequest) => HttpResponse | NoResponse | undefined = () => undefined;
	onAnswer: (answer: HttpResponse) => void = () => undefined;
	onPoison: () => void = () => undefined;
	private databases: Array<{ from: number; records: StoredRecord[] }> = [];

	constructor(
		readonly clock: VirtualClock,
		records: StoredRecord[],
	) {
		this.replaceDatabase(-Infinity, records);
	}

	/** From then on another database is behind the address. */
	replaceDatabase(from: number, records: StoredRecord[]): void {
		this.databases.push({ from, records });
	}

	/** What the server's clock shows at a true time, in ms. */
	timeAt(ms: number): number {
		return ms + (this.skews.filter(({ from }) => from <= ms).pop()?.ms ?? 0);
	}

	readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
		await Promise.resolve();
		this.requests.push(request);
		const fault = this.fault(request);
		if (fault instanceof NoResponse) {
			this.clock.advance(fault.code === 'ECONNABORTED' ? request.timeoutMs : this.requestMs);
			throw fault;
		}
		const answer = fault ?? this.answer(request);
		this.onAnswer(answer);
		return answer;
	};

	private answer(request: HttpRequest): HttpResponse {
		// It reads in the middle of the time that it takes.
		this.clock.advance(Math.floor(this.requestMs / 2));
		const { params } = requestParts(request);
		const { where = [], orderBy = 'createdAt', order = 'asc', maxSize = this.pageLimit, select } = params;
		if (maxSize > this.pageLimit) return refusal(403, `Max size should not exceed ${this.pageLimit}. Use offset and limit.`);
		const direction = order === 'desc' ? -1 : 1;
		const found = this.rows(this.clock.now())
			.filter((row) => matchesWhere(row, where))
			.sort((a, b) => direction * (compareValues(a[orderBy], b[orderBy]) || compareValues(a.id, b.id)));
		const list = found.slice(0, maxSize);
		this.clock.advance(Math.ceil(this.requestMs / 2));
		if (list.some(({ id }) => id === this.poison) && !HARMLESS.includes(select?.join() ?? '')) {
			this.onPoison();
			return refusal(500, '');
		}
		const uncounted = found.length > list.length ? -1 : -2;
		const total = request.headers['X-No-Total'] === 'true' ? uncounted : found.length;
		return json({ total, list }, { date: new Date(this.timeAt(this.clock.now())).toUTCString() });
	}

	protected rows(now: number): JsonObject[] {
		const current = this.databases.filter(({ from }) => from <= now).pop();
		return (current?.records ?? []).map((record) => this.row(record, now)).filter((row): row is JsonObject => row !== undefined);
	}

	private row({ id, changes, deletedAt, hidden }: StoredRecord, now: number): JsonObject | undefined {
		const last = changes.filter(({ visibleAt }) => visibleAt <= now).pop();
		const [creation] = changes;
		if (!last || !creation || deletedAt <= now || (hidden && hidden[0] <= now && now < hidden[1])) return undefined;
		const time = (ms: number) => espoDateTime(this.timeAt(ms));
		return { id, name: `Record ${id}`, createdAt: time(creation.at), modifiedAt: time(last.at), savedAt: last.at };
	}
}
