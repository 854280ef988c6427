import type { Json, JsonObject } from './Json';

const page = (title: string) =>
	`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly reason?: string,
		readonly body: Json | undefined = undefined,
		readonly headers: Record<string, string> = { 'content-type': 'application/json' },
	) {
		super(reason ?? `Status ${status}`);
	}

	/** The routes that EspoCRM calls "actions" send their errors as text/html. */
	static plain(status: number, reason?: string): ApiError {
		return new ApiError(status, reason, undefined, { 'content-type': 'text/html; charset=UTF-8' });
	}

	static html(status: number, title: string, headers: Record<string, string> = {}): ApiError {
		return new ApiError(status, undefined, page(title), { 'content-type': 'text/html;charset=UTF-8', ...headers });
	}

	static translated(status: number, reason: string, label: string, data: JsonObject): ApiError {
		return new ApiError(status, reason, { messageTranslation: { label, scope: null, data } });
	}

	static invalid(entityType: string, field: string, type: string): ApiError {
		const reason = `Field validation failure; entityType: ${entityType}, field: ${field}, type: ${type}.`;
		return ApiError.translated(400, reason, 'validationFailure', { field, type });
	}
}
