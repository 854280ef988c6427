import { recordIdentifier } from '../../../shared/api/values/identifier';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const NOTE = 'Note ID';

/** A note of a stream. */
export const noteId = parameter(
	'noteId',
	{
		displayName: NOTE,
		name: 'noteId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18',
		description: 'The ID of the note, as Create Post, Get Many and the triggers give it',
	},
	(reader) => recordIdentifier(reader.get('noteId'), NOTE),
);
