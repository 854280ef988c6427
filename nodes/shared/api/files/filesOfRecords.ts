import { listRecords } from '../lists/listRecords';
import type { Lookups } from '../metadata/Lookups';
import type { JsonObject } from '../values/Json';
import { listedIds } from '../values/listedIds';
import { downloadFile, eachDownload, type Download } from './downloadFile';
import { fileAttributes } from './fileAttributes';
import type { FileField } from './fileField';
import { leftOutText } from './leftOutText';
import { filesIn, type FileReference } from './recordFiles';

interface Context<Kept> extends Lookups {
	download: Download<Kept>;
	hint(text: string): void;
}

/**
 * The files of records, by the name of their field, numbered where it holds several. A file that EspoCRM has lost, or that the user may not
 * read, is left out with a note, and so are the files of a record that is not there any more.
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
	const wanted = shown.flatMap((record, index) => wantedOf(record, fields).map((file) => ({ ...file, index })));
	const found = await eachDownload(wanted, async (file) => await fileOrNote(context, file));
	const files = shown.map((): Array<[string, Kept]> => []);
	for (const [at, { index, property }] of wanted.entries()) {
		const { file, note } = found[at] ?? {};
		if (note !== undefined) context.hint(note);
		if (file !== undefined) files[index]?.push([property, file]);
	}
	return files.map((own) => Object.fromEntries(own));
}

/** The files of a record with the properties that they go into. */
function wantedOf(record: JsonObject, fields: FileField[]): Array<FileReference & { property: string }> {
	return fields.flatMap((field) =>
		filesIn(record, [field]).map((file, index) => ({ ...file, property: field.isSingle ? field.field : `${field.field}_${index}` })),
	);
}

async function fileOrNote<Kept>({ client, download }: Context<Kept>, reference: FileReference): Promise<{ file?: Kept; note?: string }> {
	try {
		return { file: (await downloadFile(client, reference.id, download)).file };
	} catch (error) {
		return { note: leftOutText(reference, error) };
	}
}

/** Lists do not show the files of fields for several unless they are asked for them. */
async function withFileAttributes(
	{ client, hint }: Pick<Context<unknown>, 'client' | 'hint'>,
	fields: FileField[],
	records: JsonObject[],
): Promise<JsonObject[]> {
	const names = fields.flatMap((field) => Object.values(fileAttributes(field)));
	const isWhole = (record: JsonObject) => fields.every((field) => fileAttributes(field).id in record);
	const lacking = records.filter((record) => !isWhole(record)).map(({ id }) => id ?? null);
	const entityType = fields[0]?.entityType;
	if (!lacking.length || entityType === undefined) return records;
	const where = [{ type: 'in', attribute: 'id', value: lacking }];
	const rows = await listRecords(client, { path: [entityType], params: { where, select: ['id', ...names] } });
	const byId = new Map(rows.map((row) => [row.id, row]));
	const gone = lacking.filter((id) => !byId.has(id));
	if (gone.length)
		hint(
			`The files of ${entityType} ${listedIds(gone.map(String))} are missing: the record is deleted, or the authenticated user may not read it.`,
		);
	return records.map((record) => (isWhole(record) ? record : { ...record, ...byId.get(record.id ?? null) }));
}
