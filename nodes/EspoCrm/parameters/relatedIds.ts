import { identifierList, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter } from '../../shared/operation/Parameter';

const NAME = 'Related Record IDs';

export const relatedIds = parameter(
	'relatedIds',
	{
		displayName: NAME,
		name: 'relatedIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description: 'One ID, several with commas between them, or an expression that gives a list. Items with the same record share one request.',
	},
	(reader) => {
		const ids = identifierList(reader.get('relatedIds'), (id) => recordIdentifier(id, NAME));
		if (!ids.length) throw new InvalidInput(NAME, `“${NAME}” is empty`, 'Enter at least one ID.');
		return ids;
	},
);
