import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const FILES = 'Files';
const FIELD = { name: 'Of a Field', value: 'field', description: 'All that one field of a record holds' };
const RECORD = { name: 'Of a Record', value: 'record', description: 'All that the fields of a record hold' };
const STREAM = { name: 'Of a Stream', value: 'stream', description: 'All that were posted to the stream of a record' };
const IDS = { name: 'By ID', value: 'ids', description: 'Files whose IDs you have' };

/** Those that a record has. */
export const recordFilesOf = parameter('filesOf', choice([FIELD, RECORD, STREAM]), (reader) =>
	chosenOf(reader.get('filesOf'), ['field', 'record', 'stream'], FILES),
);

/** Those that a record has, or any by their IDs. */
export const anyFilesOf = parameter('filesOf', choice([FIELD, RECORD, STREAM, IDS]), (reader) =>
	chosenOf(reader.get('filesOf'), ['field', 'record', 'stream', 'ids'], FILES),
);

function choice(options: Array<typeof FIELD>) {
	return {
		displayName: FILES,
		name: 'filesOf',
		type: 'options' as const,
		noDataExpression: true,
		default: 'field',
		options: [...options].sort((a, b) => a.name.localeCompare(b.name)),
		description: 'How to choose the files',
	};
}
