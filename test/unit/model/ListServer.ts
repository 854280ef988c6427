import type { SearchParams } from '../../../nodes/shared/api/request/SearchParams';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { compareValues, matchesWhere } from './matchesWhere';
import { json, refusal, requestParts } from './requestParts';

export interface Row extends JsonObject {
	id: string;
}

/** One list of EspoCRM (espocrm-api.md#lists). Something can change before each request. */
export class ListServer {
	requests: Array<SearchParams & { path: string; counted: boolean }> = [];
	rows: Map<string, Row>;
	pageLimit = 200;
	nullsFirst = true;
	/** Some lists take a filter and ignore it (espocrm-api.md#lists-that-ignore-conditions). */
	ignoresFilter = false;
	/** Related lists count in any case. */
	alwaysCounts = false;
	beforeRequest: (server: ListServer) => void = () => undefined;

	constructor(rows: Row[]) {
		this.rows = new Map(rows.map((row) => [row.id, row]));
	}

	readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
		await Promise.resolve();
		this.beforeRequest(this);
		const { path, params } = requestParts(request);
		const counted = this.alwaysCounts || request.headers['X-No-Total'] !== 'true';
		this.requests.push({ ...params, path, counted });
		const { where = [], offset = 0, maxSize = this.pageLimit, orderBy = 'createdAt', order = 'asc' } = params;
		if (maxSize > this.pageLimit) return refusal(403, `Max size should not exceed ${this.pageLimit}. Use offset and limit.`);
		const direction = order === 'desc' ? -1 : 1;
		const found = [...this.rows.values()]
			.filter((row) => this.ignoresFilter || matchesWhere(row, where))
			.sort((a, b) => direction * this.compare(a, b, orderBy));
		const list = found.slice(offset, offset + maxSize);
		const more = found.length > offset + list.length;
		return json({ total: counted ? found.length : more ? -1 : -2, list });
	};

	private compare(a: Row, b: Row, orderBy: string): number {
		const [left = null, right = null] = [a[orderBy], b[orderBy]];
		const nulls = (left === null ? 0 : 1) - (right === null ? 0 : 1);
		const byValue = nulls ? (this.nullsFirst ? nulls : -nulls) : compareValues(left, right);
		return byValue || compareValues(a.id, b.id);
	}
}
