import type { AttributeKinds } from '../values/fieldTypes';
import { isGiven } from '../values/given';
import type { Json, JsonObject } from '../values/Json';
import type { RecordType } from './recordType';
import { replaceEach } from './replaceEach';

type LabelsByKey = ReadonlyMap<string, string>;

/**
 * Records with the labels of their options: `stageLabel` behind `stage`, a list of labels behind a list of keys. Only where
 * there is a value, and never in the place of an attribute of that name.
 * @param records see `replaceEach`
 * @throws EspoError, Error when the labels can't be looked up
 */
export async function withLabels(records: JsonObject[], type: RecordType): Promise<JsonObject[]> {
	if (!records.length) return records;
	const kinds = await type.kinds();
	const names = [...kinds.keys()]
		.filter((name) => hasOptions(name, kinds) && !kinds.has(labelName(name)))
		.filter((name) => records.some((record) => isChosen(record[name])));
	if (!names.length) return records;
	const found = await Promise.all(names.map(async (name): Promise<[string, LabelsByKey | undefined]> => [name, await type.labels(name)]));
	const labels = new Map(found);
	return replaceEach(records, (record) => labelled(record, labels));
}

function labelled(record: JsonObject, labels: ReadonlyMap<string, LabelsByKey | undefined>): JsonObject {
	const entries: Array<[string, Json]> = [];
	for (const [name, value] of Object.entries(record)) {
		entries.push([name, value]);
		const byKey = labels.get(name);
		if (!byKey || !isChosen(value) || record[labelName(name)] !== undefined) continue;
		entries.push([labelName(name), Array.isArray(value) ? value.map((key) => labelOf(key, byKey)) : labelOf(value, byKey)]);
	}
	return Object.fromEntries(entries);
}

/** Keys that are no option any more are shown as they are. */
function labelOf(key: Json, labels: LabelsByKey): Json {
	return labels.get(String(key)) ?? key;
}

function labelName(attribute: string): string {
	return `${attribute}Label`;
}

/** The codes of currencies have no labels; to ask for them would cost a request. */
function hasOptions(name: string, kinds: AttributeKinds): boolean {
	const isCurrency = name.endsWith('Currency') && kinds.get(name.slice(0, -'Currency'.length)) === 'number';
	return ['enum', 'list'].includes(kinds.get(name) ?? '') && !isCurrency;
}

function isChosen(value: Json | undefined): value is Json {
	return isGiven(value) && !(Array.isArray(value) && value.length === 0);
}
