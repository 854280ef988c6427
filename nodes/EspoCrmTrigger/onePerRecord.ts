import type { JsonObject } from '../shared/api/values/Json';

/**
 * The items of a poll with those of the same record in one: the last of them, and all under `events`, oldest first.
 * @param recordOf what tells records apart; undefined for an item that is about none
 */
export function onePerRecord(items: JsonObject[], recordOf: (item: JsonObject) => string | undefined): JsonObject[] {
	const groups = new Map<string, JsonObject[]>();
	items.forEach((item, index) => {
		const key = recordOf(item) ?? `#${index}`;
		groups.set(key, [...(groups.get(key) ?? []), item]);
	});
	return [...groups.values()].map((group) => ({ ...group[group.length - 1], events: group.map(withoutRecord) }));
}

function withoutRecord({ record, ...event }: JsonObject): JsonObject {
	void record;
	return event;
}
