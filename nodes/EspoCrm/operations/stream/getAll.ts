import type { IBinaryKeyData } from 'n8n-workflow';

import type { Metadata } from '../../../shared/api/metadata/Metadata';
import { filesOfRecords } from '../../../shared/api/files/filesOfRecords';
import { NOTE_FILES } from '../../../shared/api/files/recordFiles';
import { listNotes } from '../../../shared/api/stream/listNotes';
import { noteWhere } from '../../../shared/api/stream/noteWhere';
import { isWanted, noteItem, noteTypesFor } from '../../../shared/api/stream/streamEvents';
import type { StreamSource } from '../../../shared/api/stream/StreamSource';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type FileContext } from '../../../shared/operation/Operation';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { eventsOption, skipOwnOption, typesOption } from '../../../shared/parameters/stream/streamOptions';
import { source, SOURCE_NEEDS, sourceOf } from '../../../shared/parameters/stream/streamSource';
import { downloadFilesOption } from '../../../shared/parameters/presentation/downloadFilesOption';
import { returnAll } from '../../parameters/lists/returnAll';

export const getStream = operation({
	resource: 'stream',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many notes from stream',
	description: "Retrieve many notes from the authenticated user's stream, a record's stream, or everything",
	effect: 'read',
	parameters: [
		source,
		shownWhen('source', ['record'], entityType),
		shownWhen('source', ['record'], recordId),
		returnAll,
		options([dateTimeFormat, downloadFilesOption, eventsOption, typesOption, skipOwnOption]),
	],
	needs: Object.values(SOURCE_NEEDS).join(' '),
	plan: (values) => ({
		presents: notePresentation(values),
		...(values.options.downloadFiles ? { attaches: filesOfNotes } : {}),
		steps: async ({ client, metadata, hint }) => {
			const { source, entityType, recordId, limit, options } = values;
			const filter = { where: noteWhere(noteTypesFor(options.events), options.entityTypes), skipOwn: options.skipOwn };
			const wanted = (note: JsonObject) => isWanted(note, options.events);
			const { notes, endedEarly } = await listNotes(client, { source: sourceOf(source, entityType, recordId), filter, limit, wanted });
			const wrong = notes.length ? [] : await withoutStream(metadata, options.entityTypes);
			if (wrong.length)
				hint(
					`${wrong.map((name) => `“${name}”`).join(', ')} in “Entity Type Names or IDs” is not an entity type whose stream the user may read, so nothing is found for it.`,
				);
			if (endedEarly) hint(endedEarlyText(source, notes.length, limit));
			return notes.map((note) => noteItem(note, options.events));
		},
	}),
});

/** Only posts have files. */
async function filesOfNotes(notes: JsonObject[], context: FileContext): Promise<IBinaryKeyData[]> {
	return await filesOfRecords(
		context,
		[NOTE_FILES],
		notes.map((note) => ({ attachmentsIds: [], ...note })),
	);
}

/** Looked up only where nothing was found: a name that EspoCRM does not know finds nothing without a word. */
async function withoutStream(metadata: Metadata, names: string[]): Promise<string[]> {
	if (!names.length) return [];
	const entityTypes = await metadata.entityTypes().catch(() => []);
	const known = entityTypes.filter(({ hasStream }) => hasStream).map(({ name }) => name);
	return known.length ? names.filter((name) => !known.includes(name)) : [];
}

function endedEarlyText(source: StreamSource['kind'], found: number, limit: number | undefined): string {
	const isEverything = source === 'everything';
	const reason = isEverything ? ' EspoCRM takes a long time to skip notes on records that are deleted or not accessible.' : '';
	return `The search ended before the whole stream was searched (found: ${found}${limit === undefined ? '' : ` of ${limit}`}); older notes may match too.${reason} Narrow the search with “Events” and “Entity Type Names or IDs”${isEverything ? ', or read the stream of a record' : ''}.`;
}
