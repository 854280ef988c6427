import type { Lookups } from '../metadata/Lookups';
import type { JsonObject } from '../values/Json';
import { changeMany } from './changeMany';
import type { ManyOutcome } from './ManyOutcome';
import { remarksOnStored } from './remarksOnStored';
import { remarksTexts, type Remarks } from './Remarks';
import { singlyText } from './singlyText';
import { updateChange } from './updateChange';

/**
 * Sets the same values in many records, and looks at what is stored.
 * @param ids each once @param hint shows what is to be said beside the result
 * @throws Cancelled
 */
export async function updateMany(
	context: Lookups & { hint(text: string): void },
	entityType: string,
	values: JsonObject,
	ids: string[],
): Promise<ManyOutcome> {
	const remarks: Remarks = { about: new Map(), seen: new Set() };
	const change = updateChange(context, entityType, values, remarks);
	const { outcome, refusal } = await changeMany(context.client, change, ids);
	const unseen = ids.filter((id) => outcome.get(id)?.state === 'done' && !remarks.seen.has(id));
	if (unseen.length) await remarksOnStored(context, { entityType, values }, unseen, remarks);
	for (const text of [...remarksTexts(remarks), ...singlyText(refusal)]) context.hint(text);
	return outcome;
}
