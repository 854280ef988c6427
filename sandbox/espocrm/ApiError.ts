import { HTML_TYPE, page } from './Answer';
import type { Json, JsonObject } from './Json';

export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly reason?: string,
		readonly body?: Json,
		readonly headers: Record<string, string> = { 'content-type': 'application/json' },
	) {
		super(reason);
	}
	/** The routes that EspoCRM calls "actions" send their errors as text/html. */
	static plain(status: number, reason?: string, headers: Record<string, string> = {}): ApiError {
		return new ApiError(status, reason, undefined, { 'content-type': 'text/html; charset=UTF-8', ...headers });
	}
	static html(status: number, title: string, headers: Record<string, string> = {}): ApiError {
		return new ApiError(status, undefined, page(title), { ...HTML_TYPE, ...headers });
	}
	static translated(status: number, reason: string, label: string, data: JsonObject): ApiError {
		return new ApiError(status, reason, { messageTranslation: { label, scope: null, data } });
	}
}
