import type { HttpResponse } from '../../api/request/Send';

/** An answer as n8n's helper gives it. */
export function responseOf(status: number, headers: unknown, body: unknown): HttpResponse {
	const entries = Object.entries((headers ?? {}) as Record<string, unknown>);
	return {
		status,
		headers: Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: parsed(body),
	};
}

function parsed(body: unknown): unknown {
	if (Buffer.isBuffer(body)) return parsed(body.toString('utf8'));
	if (typeof body !== 'string') return body ?? '';
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}
