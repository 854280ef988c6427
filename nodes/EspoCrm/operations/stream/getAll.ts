import { listNotes } from '../../../shared/api/listNotes';
import type { Metadata } from '../../../shared/api/Metadata';
import { isWanted, noteItem, noteTypesFor } from '../../../shared/api/streamEvents';
import { noteWhere } from '../../../shared/api/noteWhere';
import type { StreamSource } from '../../../shared/api/StreamSource';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../parameters/entityType';
import { options } from '../../parameters/options';
import { dateTimeFormat, notePresentation } from '../../parameters/outputOptions';
import { recordId } from '../../parameters/recordId';
import { returnAll } from '../../parameters/returnAll';
import { shownWhen } from '../../parameters/shownWhen';
import { eventsOption, skipOwnOption, typesOption } from '../../parameters/streamOptions';
import { source, SOURCE_NEEDS, sourceOf } from '../../parameters/streamSource';

export const getStream = operation({
	resource: 'stream',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many notes from stream',
	description: 'Retrieve many notes: my stream, the stream of a record, or everything',
	parameters: [
		source,
		shownWhen('source', ['record'], entityType),
		shownWhen('source', ['record'], recordId),
		returnAll,
		options([dateTimeFormat, eventsOption, typesOption, skipOwnOption]),
	],
	needs: Object.values(SOURCE_NEEDS).join(' '),
	plan: (values) => ({
		presents: notePresentation(values),
		steps: async ({ client, metadata, hint }) => {
			const { source, entityType, recordId, limit, options } = values;
			const filter = { where: noteWhere(noteTypesFor(options.events), options.entityTypes), skipOwn: options.skipOwn };
			const { notes, endedEarly } = await listNotes(client, sourceOf(source, entityType, recordId), filter, limit, (note) => isWanted(note, options.events));
			const wrong = notes.length ? [] : await withoutStream(metadata, options.entityTypes);
			if (wrong.length) hint(`${wrong.map((name) => `“${name}”`).join(', ')} in “Entity Type Names or IDs” is not an entity type whose stream the user may read, so nothing is found for it.`);
			if (endedEarly) hint(endedEarlyText(source, notes.length, limit));
			return notes.map((note) => noteItem(note, options.events));
		},
	}),
});

/** Looked up only where nothing was found: a name that EspoCRM does not know finds nothing without a word. */
async function withoutStream(metadata: Metadata, names: string[]): Promise<string[]> {
	if (!names.length) return [];
	const entityTypes = await metadata.entityTypes().catch(() => []);
	const known = entityTypes.filter(({ hasStream }) => hasStream).map(({ name }) => name);
	return known.length ? names.filter((name) => !known.includes(name)) : [];
}

function endedEarlyText(source: StreamSource['kind'], found: number, limit: number | undefined): string {
	const isEverything = source === 'everything';
	const reason = isEverything ? ' EspoCRM needs a long time to skip notes on records that are deleted or not accessible.' : '';
	return `The search ended before the whole stream was searched (found: ${found}${limit === undefined ? '' : ` of ${limit}`}); older notes may match too.${reason} Narrow the search by “Events” and “Entity Type Names or IDs”${isEverything ? ', or read the stream of a record' : ''}.`;
}
