import { EspoError } from '../client/EspoError';
import { asError } from '../values/asError';
import type { FileReference } from './recordFiles';

/**
 * The note about one of several files that can't be had, so that it does not keep the others away.
 * @throws the failure, where it is another one than that the file is gone or not for this user
 */
export function leftOutText({ id, name }: Pick<FileReference, 'id' | 'name'>, failure: unknown): string {
	const kind = failure instanceof EspoError ? failure.kind : undefined;
	if (kind !== 'notFound' && kind !== 'forbidden') throw asError(failure);
	const why = kind === 'notFound' ? 'but EspoCRM does not have the file any more' : 'but the authenticated user may not read the file';
	return `“${name}” (${id}) is named by a record, ${why}; it was left out.`;
}
