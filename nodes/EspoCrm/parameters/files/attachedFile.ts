import type { FilePlace, StoredFile } from '../../../shared/api/files/StoredFile';
import type { JsonObject } from '../../../shared/api/values/Json';

/** What an operation shows of a file that it stored. */
export function attachedFile({ id, name, type, size }: StoredFile, { entityType, field }: FilePlace, recordId?: string): JsonObject {
	return { id, name, type, size, entityType, field, ...(recordId === undefined ? {} : { recordId }) };
}
