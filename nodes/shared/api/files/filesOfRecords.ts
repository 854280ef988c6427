import { EspoError } from '../client/EspoError';
import { listRecords } from '../lists/listRecords';
import type { Lookups } from '../metadata/Lookups';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { downloadFile, type Download } from './downloadFile';
import { fileAttributes } from './fileAttributes';
import type { FileField } from './fileField';
import { filesIn, type FileReference } from './recordFiles';

interface Context<Kept> extends Lookups {
	download: Download<Kept>;
	hint(text: string): void;
}

/**
 * The files of records, by the name of their field, numbered where it holds several. A file that EspoCRM has lost is left out with a note.
 * @param fields those of the records' entity type that hold files
 * @returns for each record; what its files are kept as
 * @throws EspoError
 */
export async function filesOfRecords<Kept>(
	context: Context<Kept>,
	fields: FileField[],
	records: JsonObject[],
): Promise<Array<Record<string, Kept>>> {
	const shown = await withFileAttributes(context, fields, records);
	const found: Array<Record<string, Kept>> = [];
	for (const record of shown) {
		const files: Array<[string, Kept]> = [];
		for (const field of fields) {
			for (const [index, reference] of filesIn(record, [field]).entries()) {
				const file = await fileOrNote(context, reference);
				if (file !== undefined) files.push([field.isSingle ? field.field : `${field.field}_${index}`, file]);
			}
		}
		found.push(Object.fromEntries(files));
	}
	return found;
}

async function fileOrNote<Kept>({ client, download, hint }: Context<Kept>, { id, name }: FileReference): Promise<Kept | undefined> {
	try {
		return (await downloadFile(client, id, download)).file;
	} catch (error) {
		if (!(error instanceof EspoError) || error.kind !== 'notFound') throw asError(error);
		hint(`“${name}” (${id}) is named by a record, but EspoCRM does not have the file any more; it was left out.`);
		return undefined;
	}
}

/** Lists do not show the files of fields for several unless they are asked for them. */
async function withFileAttributes({ client }: Lookups, fields: FileField[], records: JsonObject[]): Promise<JsonObject[]> {
	const names = fields.flatMap((field) => Object.values(fileAttributes(field)));
	const isWhole = (record: JsonObject) => fields.every((field) => fileAttributes(field).id in record);
	const lacking = records.filter((record) => !isWhole(record)).map(({ id }) => id ?? null);
	const entityType = fields[0]?.entityType;
	if (!lacking.length || entityType === undefined) return records;
	const where = [{ type: 'in', attribute: 'id', value: lacking }];
	const rows = await listRecords(client, { path: [entityType], params: { where, select: ['id', ...names] } });
	const byId = new Map(rows.map((row) => [row.id, row]));
	return records.map((record) => (isWhole(record) ? record : { ...record, ...byId.get(record.id ?? null) }));
}
