import { EspoError } from '../client/EspoError';
import { listRecords } from '../lists/listRecords';
import type { Lookups } from '../metadata/Lookups';
import { asError } from '../values/asError';
import { isName } from '../values/identifier';
import { fileAttributes } from './fileAttributes';
import { fileFields } from './fileField';
import type { StoredFile } from './StoredFile';

/** A record with the attributes that hold the ID of a file. */
export interface Holder {
	entityType: string;
	recordId: string;
	attributes: string[];
}

/**
 * The records that hold a file in a field for one file: all of the type that the file belongs to, as far as the user may read them. The file itself
 * names but the last one.
 * @throws EspoError
 */
export async function fileHolders({ client, metadata }: Lookups, { id, relatedType, role }: StoredFile): Promise<Holder[]> {
	if (typeof relatedType !== 'string' || !isName(relatedType) || role === 'Inline Attachment') return [];
	const fields = (await metadata.fields(relatedType)).size ? await fileFields(metadata, relatedType) : [];
	const attributes = fields.filter(({ isSingle }) => isSingle).map((field) => fileAttributes(field).id);
	if (!attributes.length) return [];
	const where = [{ type: 'or', value: attributes.map((attribute) => ({ type: 'equals', attribute, value: id })) }];
	try {
		const rows = await listRecords(client, { path: [relatedType], params: { where, select: ['id', ...attributes] } });
		return rows.map((row) => ({
			entityType: relatedType,
			recordId: String(row.id),
			attributes: attributes.filter((attribute) => row[attribute] === id),
		}));
	} catch (error) {
		// What the user may not read can't be asked to let go of it. What passes must not leave a dead ID in a record.
		if (error instanceof EspoError && ['notFound', 'forbidden'].includes(error.kind)) return [];
		throw asError(error);
	}
}
