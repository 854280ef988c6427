import type { JsonObject } from '../values/Json';
import { changeInManner, type ManyContext, type Manner } from './changeInManner';
import type { ManyOutcome } from './ManyOutcome';
import { remarksOnStored } from './remarksOnStored';
import { remarksTexts, type Remarks } from './Remarks';
import { updateChange } from './updateChange';

/**
 * Sets the same values in many records, and looks at what is stored.
 * @param ids each once
 * @throws Cancelled
 */
export async function updateMany(
	context: ManyContext,
	{ entityType, values }: { entityType: string; values: JsonObject },
	ids: string[],
	manner: Manner,
): Promise<ManyOutcome> {
	const remarks: Remarks = { about: new Map(), seen: new Set() };
	const outcome = await changeInManner(context, updateChange(context, entityType, values, remarks), ids, manner);
	const unseen = ids.filter((id) => outcome.get(id)?.state === 'done' && !remarks.seen.has(id));
	if (unseen.length) await remarksOnStored(context, { entityType, values }, unseen, remarks);
	for (const text of remarksTexts(remarks)) context.hint(text);
	return outcome;
}
