import { fileFields } from '../../../shared/api/files/fileField';
import { filesOfRecords } from '../../../shared/api/files/filesOfRecords';
import type { Plan } from '../../../shared/operation/Operation';

type Attaching = Pick<Extract<Plan, { attaches?: unknown }>, 'attaches'>;

/** For a plan whose records bring their files along, if the user wants them. */
export function attachesFiles(entityType: string, { downloadFiles }: { downloadFiles: boolean }): Attaching {
	if (!downloadFiles) return {};
	return { attaches: async (records, context) => await filesOfRecords(context, await fileFields(context.metadata, entityType), records) };
}
