import type { EspoClient } from '../client/EspoClient';
import type { Json, JsonObject } from '../values/Json';
import { listRows } from './listRows';

/** Where EspoCRM cuts the texts of lists that have a selection, in characters, unless its configuration says otherwise (espocrm-api.md#lists-and-records). */
const CUT_AT = 10_000;

/** Whether a record may hold a text that was cut. */
export function mayBeCut(record: JsonObject): boolean {
	return Object.values(record).some(isOfCutLength);
}

/**
 * The records of a list with a selection, their long texts whole: those that have a text of just the length of a cut one are read again without a
 * selection, which cuts nothing. No request where there is none, which is the rule.
 * @throws EspoError
 */
export async function withWholeTexts(client: EspoClient, records: JsonObject[], entityType: string): Promise<JsonObject[]> {
	const ids = [...new Set(records.filter(mayBeCut).map(({ id }) => String(id)))];
	if (!ids.length) return records;
	const rows = await listRows(client, { path: [entityType], params: { where: [{ type: 'in', attribute: 'id', value: ids }] } });
	const whole = new Map(rows.map((row) => [row.id, row]));
	return records.map((record) => (mayBeCut(record) ? completed(record, whole.get(record.id ?? null) ?? {}) : record));
}

function completed(record: JsonObject, whole: JsonObject): JsonObject {
	const isCut = (name: string, value: Json) => isOfCutLength(value) && isBeginning(value, whole[name]);
	// 7.x makes the plain text of an e-mail of its body, which was cut.
	const isOfCut = (name: string) => name === 'bodyPlain' && isCut('body', record.body ?? null) && typeof whole.bodyPlain === 'string';
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, isCut(name, value) || isOfCut(name) ? whole[name] : value]),
	) as JsonObject;
}

function isOfCutLength(value: Json): boolean {
	// The database counts an emoji as one.
	return typeof value === 'string' && value.length >= CUT_AT && value.length <= 2 * CUT_AT && [...value].length === CUT_AT;
}

/** Not what has changed meanwhile, nor a column of a link that is called like an attribute. */
function isBeginning(text: Json, whole: Json | undefined): boolean {
	return typeof whole === 'string' && whole.startsWith(String(text));
}
