import { downloadFile } from '../../../shared/api/files/downloadFile';
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
	const items: OutputItem[] = [];
	for (const reference of files) {
		const item = await downloaded(context, reference, wanted).catch((error: unknown) => {
			if (!wanted.isLenient || files.length < 2) throw error;
			context.hint(leftOutText(reference, error));
		});
		if (item) items.push(item);
	}
	return wanted.inOneItem ? [inOne(items, wanted)] : items;
}

async function downloaded(context: FileContext, { field, noteId, id }: FileReference, { of, name }: Wanted): Promise<OutputItem> {
	const { info, file } = await downloadFile(context.client, id, context.download);
	const { type, size } = info;
	return {
		json: { id, name: info.name, type, size, ...of, ...(field ? { field } : {}), ...(noteId ? { noteId } : {}) },
		binary: { [name]: file },
	};
}

function inOne(items: OutputItem[], { of, name }: Wanted): OutputItem {
	const named = items.map((item, index) => ({ ...item, property: `${name}_${index}` }));
	return {
		json: { ...of, files: named.map(({ json, property }) => ({ ...json, binaryField: property })) },
		binary: Object.fromEntries(named.flatMap(({ binary, property }) => (binary?.[name] ? [[property, binary[name]]] : []))),
	};
}
