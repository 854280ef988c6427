import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { Lookups } from '../metadata/Lookups';
import { removeFile } from './removeFile';

/**
 * Deletes stored files one after the other. Those that are gone do not keep the rest: so it can be done once more after a failure.
 * @returns the errors by ID; IDs that are not in it are deleted
 */
export async function removeFiles(lookups: Lookups, ids: string[]): Promise<Map<string, unknown>> {
	const failed = new Map<string, unknown>();
	for (const [index, id] of ids.entries()) {
		try {
			await removeFile(lookups, id);
		} catch (error) {
			failed.set(id, error);
			if (error instanceof EspoError && error.kind === 'notFound') continue;
			const reason: unknown = error instanceof PartlyDone ? error.reason : error;
			for (const left of ids.slice(index + 1)) failed.set(left, reason);
			break;
		}
	}
	return failed;
}
