import { listNotes } from '../../../shared/api/listNotes';
import { isWanted, noteItem, noteTypesFor } from '../../../shared/api/streamEvents';
import { noteWhere } from '../../../shared/api/noteWhere';
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
	presents: notePresentation,
	run: async ({ source, entityType, recordId, limit, options }, { client }) => {
		const filter = { where: noteWhere(noteTypesFor(options.events), options.entityTypes), skipOwn: options.skipOwn };
		const notes = await listNotes(client, sourceOf(source, entityType, recordId), filter, limit, (note) => isWanted(note, options.events));
		return notes.map((note) => noteItem(note, options.events));
	},
});
