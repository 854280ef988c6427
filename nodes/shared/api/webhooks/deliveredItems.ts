import { isJsonObject, type JsonObject } from '../values/Json';

/** The items of a delivery: a list of attributes, each with the id of its record (espocrm-api.md#deliveries). Undefined when the body is none. */
export function deliveredItems(body: Buffer): JsonObject[] | undefined {
	const parsed = parse(body.toString('utf8'));
	if (!Array.isArray(parsed)) return undefined;
	const items = parsed.filter((item): item is JsonObject => isJsonObject(item) && typeof item.id === 'string');
	return items.length === parsed.length ? items : undefined;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
