import { removeFiles } from '../files/removeFiles';
import { withUploads } from '../files/withUploads';
import type { Lookups } from '../metadata/Lookups';
import { createRecord, createRequest, type CreateOutcome, type OnDuplicate } from '../records/createRecord';
import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import { copiedAttributes } from './copiedAttributes';

export interface Duplication {
	entityType: string;
	/** Of the record to copy. */
	id: string;
	/** What the copy has instead of what is copied. */
	changes: JsonObject;
	skipDuplicateCheck: boolean;
	onDuplicate: OnDuplicate;
}

interface DuplicateContext extends Lookups {
	/** Shows a note beside the output. */
	hint(text: string): void;
	/** Creates the record, and gives it as it is stored. @throws EspoError */
	write(request: EspoRequest): Promise<JsonObject>;
}

/**
 * Creates a copy of a record, with copies of its files: in two requests, beside those for what the fields are.
 * @throws EspoError, PartlyDone where copies of files stayed behind
 */
export async function duplicateRecord(
	context: DuplicateContext,
	{ entityType, id, changes, skipDuplicateCheck, onDuplicate }: Duplication,
): Promise<CreateOutcome> {
	const { values, files, unused } = await copiedAttributes(context, { entityType, id }, changes);
	const { headers, ...request } = createRequest(entityType, values, skipDuplicateCheck);
	// With it EspoCRM also copies links that are no fields, such as the members of a target list (espocrm-api.md#copies).
	const write: EspoRequest = { ...request, headers: { ...headers, 'X-Duplicate-Source-Id': id } };
	const copies = [...files, ...unused];
	const outcome = await withUploads(context, [], async () => await createRecord(context, write, onDuplicate), copies);
	const leftOver = outcome.isNew ? unused : copies;
	const stayed = await removeFiles(
		context,
		leftOver.map((file) => file.id),
	);
	if (stayed.size) context.hint(`copies of files that nothing uses stayed behind in EspoCRM: ${[...stayed.keys()].join(', ')}.`);
	return outcome;
}
