import type { Lookups } from '../metadata/Lookups';
import { changeMany } from './changeMany';
import { deleteChange } from './deleteChange';
import type { ManyOutcome } from './ManyOutcome';
import { singlyText } from './singlyText';

/** Deletes many records. @param ids each once @throws Cancelled */
export async function deleteMany(
	{ client, hint }: Lookups & { hint(text: string): void },
	entityType: string,
	ids: string[],
): Promise<ManyOutcome> {
	const { outcome, refusal } = await changeMany(client, deleteChange(client, entityType), ids);
	for (const text of singlyText(refusal)) hint(text);
	return outcome;
}
