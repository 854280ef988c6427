import { downloadFile, eachDownload } from '../../../shared/api/files/downloadFile';
import { leftOutText } from '../../../shared/api/files/leftOutText';
import type { FileReference } from '../../../shared/api/files/recordFiles';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { FileContext, OutputItem } from '../../../shared/operation/Operation';

interface Wanted {
	/** The record that has them. */
	of: JsonObject;
	/** Of the binary field. */
	name: string;
	inOneItem: boolean;
	/** Whether one of several that EspoCRM has lost, or that the user may not read, is left out with a note, instead of an error. */
	isLenient: boolean;
}

/** Files in the output, one item for each or all in one. @throws EspoError; Error for a file that is being uploaded at the moment */
export async function downloadedFiles(context: FileContext, files: FileReference[], wanted: Wanted): Promise<OutputItem[]> {
	const found = await eachDownload(files, async (reference) => await itemOrNote(context, reference, wanted, files.length > 1));
	for (const { note } of found) if (note !== undefined) context.hint(note);
	const items = found.flatMap(({ item }) => item ?? []);
	return wanted.inOneItem ? [inOne(items, wanted)] : items;
}

async function itemOrNote(
	context: FileContext,
	reference: FileReference,
	wanted: Wanted,
	isOneOfSeveral: boolean,
): Promise<{ item?: OutputItem; note?: string }> {
	const item = downloaded(context, reference, wanted).then((found) => ({ item: found }));
	if (!wanted.isLenient || !isOneOfSeveral) return await item;
	return await item.catch((error: unknown) => ({ note: leftOutText(reference, error) }));
}

async function downloaded(context: FileContext, reference: FileReference, { of, name: property }: Wanted): Promise<OutputItem> {
	const { id, field, noteId } = reference;
	const { info, file } = await downloadFile(context.client, id, context.download);
	const { name, type, size } = info;
	return {
		json: { id, name, type, size, ...of, ...(field ? { field } : {}), ...(noteId ? { noteId } : {}) },
		binary: { [property]: file },
	};
}

function inOne(items: OutputItem[], { of, name }: Wanted): OutputItem {
	const named = items.map((item, index) => ({ ...item, property: `${name}_${index}` }));
	return {
		json: { ...of, files: named.map(({ json, property }) => ({ ...json, binaryField: property })) },
		binary: Object.fromEntries(named.flatMap(({ binary, property }) => (binary?.[name] ? [[property, binary[name]]] : []))),
	};
}
